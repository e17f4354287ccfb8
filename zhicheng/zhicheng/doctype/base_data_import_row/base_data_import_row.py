import frappe
from frappe.model.document import Document


class BaseDataImportRow(Document):
	"""What became of one row of a bulk import; written by the run alone (domain/imports)."""


def on_doctype_update():
	"""Each row once: a second worker on the same chunk fails instead of telling it twice."""
	frappe.db.add_unique("Base Data Import Row", ["data_import", "sheet_row"])
