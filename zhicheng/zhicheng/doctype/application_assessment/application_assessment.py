from frappe.model.document import Document


class ApplicationAssessment(Document):
	pass
