from frappe.model.document import Document


class ZhichengRegionSetting(Document):
	pass
