from frappe.model.document import Document


class UnitCreationRuleSet(Document):
	pass
