from frappe.model.document import Document


class ApplicationAchievement(Document):
	pass
