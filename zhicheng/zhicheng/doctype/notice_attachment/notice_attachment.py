from frappe.model.document import Document


class NoticeAttachment(Document):
	pass
