from frappe.model.document import Document


class RouteCheck(Document):
	"""One run of the check over all units, with its numbers."""
