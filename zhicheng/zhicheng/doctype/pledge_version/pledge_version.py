from frappe.model.document import Document


class PledgeVersion(Document):
	pass
