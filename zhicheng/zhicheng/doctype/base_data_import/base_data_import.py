from frappe.model.document import Document


class BaseDataImport(Document):
	"""One workbook of units or people, from upload to result; written by domain/imports alone."""
