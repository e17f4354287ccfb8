"""The dated history of a unit: name, category, place in the tree, each with its days (design 3: what was is not rewritten).

A unit that never changed has no rows: its first row is written with its first change, and begins when the unit was made.
"""

import frappe
from frappe.utils import now_datetime

from zhicheng.domain.people import members
from zhicheng.domain.queries import regions, units

HISTORY = "Unit History"
WATCHED = ("unit_name", "unit_category", "parent_unit", "supervising_unit", "region")
SHOWN = (
	"unit_name", "category_name", "parent_name", "supervising_name", "region_name", "valid_from", "valid_to",
	"changed_by_name",
)  # fmt: skip


def changed(before, after) -> list[str]:
	"""Which of the dated columns differ between two states of a unit."""
	return [field for field in WATCHED if (before.get(field) or None) != (after.get(field) or None)]


def note(doc) -> None:
	"""Close the row of what the unit was until now and open the row of what it is, when a dated column changed.

	:param doc: the Unit document just saved, with what it was before
	"""
	before = doc.get_doc_before_save()
	if not before or not changed(before, doc):
		return
	now = now_datetime()
	current = frappe.db.get_value(HISTORY, {"unit": doc.name, "valid_to": ["is", "not set"]})
	if current:
		frappe.db.set_value(HISTORY, current, "valid_to", now, update_modified=False)
	else:
		_write(before, valid_from=before.creation, valid_to=now, by=doc.owner)
	_write(doc, valid_from=now, valid_to=None, by=frappe.session.user)


def of(unit: str) -> list[dict]:
	"""The rows of a unit, newest first; empty when nothing ever changed."""
	return frappe.get_all(HISTORY, filters={"unit": unit}, fields=list(SHOWN), order_by="valid_from desc")


def _write(state, *, valid_from, valid_to, by: str) -> None:
	row = frappe.get_doc({"doctype": HISTORY, "name": frappe.generate_hash(length=10), "docstatus": 0})
	row.update({"owner": frappe.session.user, "unit": state.name, "unit_name": state.unit_name})
	row.category_name = frappe.get_cached_value("Unit Category", state.unit_category, "category_name")
	row.update({"parent_name": units.name_of(state.parent_unit), "supervising_name": units.name_of(state.supervising_unit)})
	row.update({"region_name": regions.name_of(state.region), "valid_from": valid_from, "valid_to": valid_to})
	member = members.member_of(by)
	row.update({"changed_by": by, "changed_by_name": member.member_name if member else by})
	row.db_insert()
