"""A unit that moves, changes its region or its name takes along what is found by them (design 3: the keys of the lists).

What was decided stays as it was: closed rows, opinions, snapshots and prints name the unit as it was called then, and a case keeps the
name of the unit that its applicant submitted from (design 6).
"""

import frappe

from zhicheng.constants import TaskStatus
from zhicheng.domain.approval import pending_queue, places


def follow(unit) -> None:
	"""Bring to-dos and lists in step with a unit that was just saved.

	:param unit: the Unit document, with what it was before
	"""
	before = unit.get_doc_before_save()
	if not before:
		return
	if before.parent_unit != unit.parent_unit:
		pending_queue.rebuild_below(unit.name)
	if before.region != unit.region:
		_rekey_cases(unit.name)
	if before.unit_name != unit.unit_name:
		_rename_open_rows(unit.name, unit.unit_name)


def _rekey_cases(unit: str) -> None:
	"""Province, city and county of the unit's cases, ended ones too: a register is asked by today's regions."""
	keys = places.unit_columns(unit)
	values = {column: keys[column] for column in places.KEYS.values()}
	frappe.db.set_value("Title Application", {"unit": unit}, values, update_modified=False)


def _rename_open_rows(unit: str, name: str) -> None:
	"""Who has a case is told by today's name."""
	open_rows = {"unit": unit, "status": TaskStatus.OPEN.value}
	frappe.db.set_value("Approval Task", open_rows, {"unit_name": name}, update_modified=False)
	frappe.db.set_value("Title Application", {"current_unit": unit}, {"current_unit_name": name}, update_modified=False)
