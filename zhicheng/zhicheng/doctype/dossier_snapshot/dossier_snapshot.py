from frappe.model.document import Document


class DossierSnapshot(Document):
	pass
