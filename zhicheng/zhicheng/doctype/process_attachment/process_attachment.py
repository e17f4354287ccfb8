from frappe.model.document import Document


class ProcessAttachment(Document):
	pass
