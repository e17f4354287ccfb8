from frappe.model.document import Document


class NoticeStageDeadline(Document):
	pass
