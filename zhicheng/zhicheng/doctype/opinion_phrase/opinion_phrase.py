from frappe.model.document import Document


class OpinionPhrase(Document):
	"""A sentence that clerks put into an opinion box by one press."""
