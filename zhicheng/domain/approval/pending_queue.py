"""The Pending Queue: one row per pending case and ancestor unit of the unit in charge, for to-dos of a subtree (design 3).

It says nothing that the path table does not say; it is rebuilt from it whenever a unit moves.
"""

import frappe
from frappe.utils import now_datetime

from zhicheng.constants import APPLICANT_STAGE, TaskStatus
from zhicheng.domain.queries import units

QUEUE = "Pending Queue"
FIELDS = (
	"name", "creation", "modified", "owner", "modified_by", "docstatus", "queue_unit", "application", "task",
	"stage", "level", "opened_on",
)  # fmt: skip


def put(task: dict) -> None:
	"""The case waits in this open row and nowhere else; no row while the applicant has it."""
	remove([task.application])
	_insert([task])


def remove(applications: list[str]) -> None:
	"""Nothing waits for these cases any more."""
	frappe.db.delete(QUEUE, {"application": ["in", applications] if len(applications) > 1 else applications[0]})


def rebuild_below(unit: str) -> int:
	"""Queue again what waits at a unit that moved, and at all units below it; tells how many cases."""
	row, place = frappe.qb.DocType("Approval Task"), frappe.qb.DocType("Unit")
	lft, rgt = units.range_of(unit)
	query = frappe.qb.from_(row).join(place).on(place.name == row.unit)
	query = query.select(row.name, row.application, row.unit, row.stage, row.level, row.opened_on)
	query = query.where((row.status == TaskStatus.OPEN.value) & (place.lft >= lft) & (place.rgt <= rgt))
	waiting = query.run(as_dict=True)
	if waiting:
		remove([task.application for task in waiting])
		_insert(waiting)
	return len(waiting)


def _insert(tasks: list) -> None:
	now, user = now_datetime(), frappe.session.user
	above: dict[str, list[str]] = {}
	values = []
	for task in tasks:
		if task.stage == APPLICANT_STAGE:
			continue
		if task.unit not in above:
			above[task.unit] = task.get("ancestors") or units.ancestors(task.unit)
		what = (task.application, task.name, task.stage, task.level, task.opened_on)
		values += [(frappe.generate_hash(length=10), now, now, user, user, 0, unit, *what) for unit in above[task.unit]]
	if values:
		frappe.db.bulk_insert(QUEUE, fields=list(FIELDS), values=values)
