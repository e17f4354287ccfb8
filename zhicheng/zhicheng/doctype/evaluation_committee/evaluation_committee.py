from frappe.model.document import Document


class EvaluationCommittee(Document):
	pass
