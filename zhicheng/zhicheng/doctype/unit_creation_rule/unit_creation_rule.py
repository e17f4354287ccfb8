from frappe.model.document import Document


class UnitCreationRule(Document):
	pass
