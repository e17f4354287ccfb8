from frappe.model.document import Document


class StageOpinion(Document):
	pass
