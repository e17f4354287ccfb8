from frappe.model.document import Document


class ApprovalStage(Document):
	pass
