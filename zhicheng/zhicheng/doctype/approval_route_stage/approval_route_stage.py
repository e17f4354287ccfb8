from frappe.model.document import Document


class ApprovalRouteStage(Document):
	pass
