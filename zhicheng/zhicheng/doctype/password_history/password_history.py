from frappe.model.document import Document


class PasswordHistory(Document):
	pass
