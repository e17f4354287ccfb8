from frappe.model.document import Document


class UnitCategory(Document):
	pass
