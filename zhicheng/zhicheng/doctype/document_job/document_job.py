from frappe.model.document import Document


class DocumentJob(Document):
	pass
