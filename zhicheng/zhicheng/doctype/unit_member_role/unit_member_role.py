from frappe.model.document import Document


class UnitMemberRole(Document):
	pass
