from frappe.model.document import Document


class PendingQueue(Document):
	pass
