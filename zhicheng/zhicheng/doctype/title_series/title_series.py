from frappe.model.document import Document


class TitleSeries(Document):
	pass
