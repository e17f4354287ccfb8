from frappe.model.document import Document


class NoticeUnitCategory(Document):
	pass
