"""Rows by a key of their table.

Frappe's `get_value` reads every column's name as a statement of SQL, half a millisecond each: for the columns of a case ten times
what the row itself costs; its `get_all` builds a statement at five times the cost. Names that stand in the program need neither.
"""

import frappe
from frappe.query_builder import Criterion


def one(doctype: str, columns: tuple[str, ...], *, for_update: bool = False, **key: str) -> frappe._dict | None:
	"""The row whose columns have these values; None when there is none.

	:param key: columns of a key, so that there is one such row at most
	"""
	query = _where(doctype, columns, key).limit(1)
	found = (query.for_update() if for_update else query).run(as_dict=True)
	return found[0] if found else None


def many(doctype: str, columns: tuple[str, ...], *, ordered: tuple[str, ...], **key: str | int) -> list[frappe._dict]:
	"""All rows whose columns have these values, in ascending order of the columns `ordered`."""
	table = frappe.qb.DocType(doctype)
	return _where(doctype, columns, key).orderby(*[table[column] for column in ordered]).run(as_dict=True)


def _where(doctype: str, columns: tuple[str, ...], key: dict):
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(*[table[column] for column in columns])
	return query.where(Criterion.all([table[column] == value for column, value in key.items()]))
