from frappe.model.document import Document


class RegisterEntry(Document):
	pass
