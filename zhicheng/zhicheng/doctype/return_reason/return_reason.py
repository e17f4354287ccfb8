from frappe.model.document import Document


class ReturnReason(Document):
	"""A reason that clerks pick when they send a case back."""
