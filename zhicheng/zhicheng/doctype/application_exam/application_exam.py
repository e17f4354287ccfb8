from frappe.model.document import Document


class ApplicationExam(Document):
	pass
