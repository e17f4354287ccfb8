from frappe.model.document import Document


class DossierAttachment(Document):
	pass
