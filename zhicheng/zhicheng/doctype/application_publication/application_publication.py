from frappe.model.document import Document


class ApplicationPublication(Document):
	pass
