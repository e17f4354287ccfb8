from frappe.model.document import Document


class UnitMember(Document):
	pass
