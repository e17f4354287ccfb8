from frappe.model.document import Document


class ApplicationEducation(Document):
	pass
