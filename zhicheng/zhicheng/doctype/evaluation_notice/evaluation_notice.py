from frappe.model.document import Document


class EvaluationNotice(Document):
	pass
