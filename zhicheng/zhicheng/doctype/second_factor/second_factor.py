from frappe.model.document import Document


class SecondFactor(Document):
	pass
