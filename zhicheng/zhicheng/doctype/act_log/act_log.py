from frappe.model.document import Document


class ActLog(Document):
	pass
