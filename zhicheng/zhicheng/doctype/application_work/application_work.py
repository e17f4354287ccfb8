from frappe.model.document import Document


class ApplicationWork(Document):
	pass
