import frappe
from frappe.model.document import Document


class DossierAttachment(Document):
	pass


def on_doctype_update():
	"""An upload that is sent again makes no second row; most rows have no mark, and those are free."""
	frappe.db.add_unique("Dossier Attachment", ["application", "upload"])
