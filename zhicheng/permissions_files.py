"""Files and dossiers are reached through our own endpoints only; Frappe's own doors are shut for everybody."""

from zhicheng.domain import file_guard


def has_file_permission(doc, ptype=None, user=None, **kwargs) -> bool:
	"""False for every file of the trade: list, form, REST and native download (design 5)."""
	return not file_guard.is_guarded(doc)


def has_dossier_permission(doc, ptype=None, user=None, **kwargs) -> bool:
	"""A dossier holds a person's whole life: it is read through the case, never as a record."""
	return False


def no_rows(user=None, doctype=None) -> str:
	"""The list condition that goes with it."""
	return "(1 = 0)"
