from frappe.model.document import Document


class ApplicationBan(Document):
	pass
