"""The order of a table's rows, as the manual asks (4.1.1.5: 学历由低到高, the others by time)."""

import frappe
from frappe.utils import cint
from pypika import Case

from zhicheng.domain.dossier.section_fields import child_doctype
from zhicheng.domain.dossier.sections import EDUCATION_RANK, Section


def number(section: Section, rows: list[dict], *, ordered: bool) -> list[dict]:
	"""The rows in their order; row numbers that changed are written, all in one statement."""
	rows = sorted(rows, key=lambda row: sort_key(section, row) if ordered else (cint(row.idx),))
	moved = {}
	for idx, row in enumerate(rows, start=1):
		if cint(row.idx) != idx:
			moved[row.name] = row.idx = idx
	if moved:
		_write(child_doctype(section), moved)
	return rows


def sort_key(section: Section, row: dict) -> tuple:
	"""Empty values last; 学历 by its rank, everything else by time; equals keep their order."""
	key = []
	for fieldname in section.order_by:
		value = row.get(fieldname)
		if fieldname == "education_level":
			key.append((0, f"{EDUCATION_RANK.index(value):02d}") if value in EDUCATION_RANK else (1, ""))
		else:
			key.append((0, f"{value!s:0>12}") if value else (1, ""))
	return (*key, cint(row.idx))


def _write(doctype: str, numbers: dict[str, int]) -> None:
	table = frappe.qb.DocType(doctype)
	place = Case()
	for name, idx in numbers.items():
		place = place.when(table.name == name, idx)
	query = frappe.qb.update(table).set(table.idx, place.else_(table.idx)).where(table.name.isin(list(numbers)))
	query.run()
