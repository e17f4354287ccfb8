from frappe.model.document import Document


class SecondFactorRole(Document):
	pass
