from frappe.model.document import Document


class ApplicationOtherAttachment(Document):
	pass
