from frappe.model.document import Document


class ApplicationDossier(Document):
	pass
