from frappe.model.document import Document


class TitleApplication(Document):
	pass
