from frappe.model.document import Document


class Correction(Document):
	pass
