from frappe.model.document import Document


class ApprovalTask(Document):
	pass
