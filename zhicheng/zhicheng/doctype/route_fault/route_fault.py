from frappe.model.document import Document


class RouteFault(Document):
	"""One thing that would stop the cases of a unit at one level; written by the check alone (domain/route_check)."""
