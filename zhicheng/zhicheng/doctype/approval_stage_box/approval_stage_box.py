from frappe.model.document import Document


class ApprovalStageBox(Document):
	pass
