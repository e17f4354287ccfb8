from frappe.utils.nestedset import NestedSet


class Region(NestedSet):
	pass
