from frappe.model.document import Document


class TitleQualification(Document):
	pass
