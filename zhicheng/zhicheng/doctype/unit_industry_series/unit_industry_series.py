from frappe.model.document import Document


class UnitIndustrySeries(Document):
	pass
