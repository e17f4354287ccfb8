"""Frappe's lists put `order_by` and `group_by` of a request into the statement: here they may name columns and nothing else.

Frappe before 15.121 and 16.34 lets an expression through, `(select sleep(9))` for one, which answers any guess by its time.
"""

import re

import frappe

COLUMN = r"(?:`?tab[\w \-]+`?\.)?`?\w+`?"
PLAIN = re.compile(rf"\s*{COLUMN}(?:\s+(?:asc|desc))?\s*(?:,\s*{COLUMN}(?:\s+(?:asc|desc))?\s*)*", re.IGNORECASE)
PLACES = ("order_by", "group_by")


def refuse_expressions() -> None:
	"""before_request: an ordering that is no list of columns is refused, whatever method takes it."""
	for place in PLACES:
		asked = frappe.form_dict.get(place)
		if asked and not is_plain(frappe.utils.cstr(asked)):
			raise frappe.PermissionError("排序和分组只能按列名，不能用其他内容。")


def is_plain(text: str) -> bool:
	return text in ("null", "undefined") or bool(PLAIN.fullmatch(text))
