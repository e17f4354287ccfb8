from frappe.model.document import Document


class ApplicationTraining(Document):
	pass
