from frappe.model.document import Document


class ZhichengSettings(Document):
	pass
