from frappe.model.document import Document


class LoginSession(Document):
	pass
