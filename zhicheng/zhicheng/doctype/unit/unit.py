from frappe.utils.nestedset import NestedSet


class Unit(NestedSet):
	pass
