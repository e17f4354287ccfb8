"""职称申报一览表 on the screen: one page of rows, where the next and the previous one begin, how many there are.

The rows follow the permission of the list: nobody sees more here than there.
"""

import frappe
from frappe import _
from frappe.utils import cint

from zhicheng.domain.queries import counting
from zhicheng.domain.queries.held import held
from zhicheng.export import register_filters, register_query, register_rows
from zhicheng.export.register_columns import COLUMNS, KEYS
from zhicheng.permissions import exports

PAGE = 50
LONGEST_PAGE = 500
NUMBER_COLUMN = "application_no"


def execute(level: str, filters: dict | None) -> tuple:
	"""What a script report answers: columns, rows, message, chart, summary."""
	page = page_of(level, filters)
	return columns(), page["rows"], None, None, _summary(page)


def columns() -> list[dict]:
	"""The columns as a report takes them; the telephone stands in exports only, the number of the case at the end."""
	shown = [
		{"fieldname": one.key, "label": one.label, "fieldtype": "Int" if one.is_number else "Data", "width": one.pixels}
		for one in COLUMNS
		if one.in_list
	]
	return [*shown, {"fieldname": NUMBER_COLUMN, "label": "申报编号", "fieldtype": "Data", "width": 130}]


def rows(level: str, filters: dict | None = None) -> list[dict]:
	"""The rows of the page asked for."""
	return page_of(level, filters)["rows"]


def page_of(level: str, filters: dict | None = None) -> dict:
	"""One page, newest first.

	:param filters: those of `register_filters`, and `after`, `before` (keys that a page gave), `until` (a date to
		jump to), `page_length`, `offset_shown` (number of the first row, for the eye alone)
	"""
	user, given = frappe.session.user, filters or {}
	exports.require_register(user)
	asked = register_filters.normal(given)
	size = min(max(cint(given.get("page_length")), 0) or PAGE, LONGEST_PAGE)
	place = _place(given)
	with held():
		found = register_query.keys(user, level, asked, limit=size + 1, **place)
		counted = register_query.count(user, level, asked)
	backwards = "above" in place
	more = len(found) > size
	found = (found[-size:] if backwards else found[:size]) if more else found
	number = max(cint(given.get("offset_shown")), 1) if place else 1
	return {
		"rows": _rows([key.name for key in found], number),
		"next": str(found[-1]) if found and (more or backwards) else "",
		"previous": str(found[0]) if found and (more if backwards else place) else "",
		"count": counted,
	}


def _place(given: dict) -> dict:
	if given.get("after"):
		return {"below": register_query.key_of(given["after"])}
	if given.get("before"):
		return {"above": register_query.key_of(given["before"])}
	return {"below": register_query.end_of(given["until"])} if given.get("until") else {}


def _rows(names: list[str], first: int) -> list[dict]:
	known = register_rows.Names()
	shown = []
	for number, row in enumerate(register_rows.read(names), start=first):
		one = frappe._dict(zip(KEYS, register_rows.cells(row, number, known), strict=True))
		one.pop("mobile")
		one.update({"name": row[0], NUMBER_COLUMN: row[register_rows.CASE_FIELDS.index(NUMBER_COLUMN)]})
		shown.append(one)
	return shown


def _summary(page: dict) -> list[dict]:
	"""The figures above the table; the keys of the neighbouring pages ride along for the buttons."""
	counted = counting.in_words(page["count"])
	return [
		{"label": _("符合条件"), "value": counted, "datatype": "Data", "next": page["next"], "previous": page["previous"]}
	]
