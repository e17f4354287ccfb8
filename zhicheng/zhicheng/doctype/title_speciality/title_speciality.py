from frappe.model.document import Document


class TitleSpeciality(Document):
	pass
