"""单位变更 in Desk: which running cases a change of a unit touches, before it is saved and after; 改派; the unit's history."""

import frappe
from frappe.query_builder.functions import Count
from frappe.utils import cint

from zhicheng.api import refused_acts
from zhicheng.constants import FINAL_STATES, Action
from zhicheng.domain.approval import rerouting
from zhicheng.domain.people import unit_history
from zhicheng.domain.queries import applications, units
from zhicheng.exceptions import RoleNotAllowed
from zhicheng.permissions import people
from zhicheng.permissions.applications import require_read
from zhicheng.permissions.rerouting import can_reroute, require_reroute
from zhicheng.refusals import spoken

UNIT, CASE = "Unit", "Title Application"
SHOWN = ("name", "application_no", "applicant_name", "level", "series", "workflow_state", "current_unit_name", "step")
# more are counted, and listed once these are settled
MOST = 200


@frappe.whitelist(methods=["POST"])
@spoken
def preview(doc: dict | str) -> dict:
	"""What saving the form would touch: the form is saved for a moment and taken back, so that every rule has its say.

	:return: {changed, total, rows, waiting, below}; `changed` is empty when no running case can be touched
	"""
	sent = frappe.parse_json(doc)
	name = sent.get("name")
	stored = frappe.db.get_value(UNIT, name, unit_history.WATCHED, as_dict=True)
	if not stored or not frappe.has_permission(UNIT, "write", doc=name):
		raise RoleNotAllowed("您不能修改这个单位，请联系其上级单位。")
	changed = unit_history.changed(stored, sent)
	if not changed:
		return {"changed": [], "total": 0, "rows": []}
	frappe.db.savepoint("before_preview")
	try:
		form = frappe.get_doc({**sent, "doctype": UNIT})
		form.cases_seen = units.running_cases(name)
		form.save()
		answer = _touched(name)
	finally:
		frappe.db.rollback(save_point="before_preview")
		# nor is anybody's open form told of a change that did not happen
		frappe.db.after_commit.reset()
		frappe.clear_document_cache(UNIT, name)
	return {**answer, "changed": [form.meta.get_label(field) for field in changed]}


@frappe.whitelist(methods=["GET", "POST"])
@spoken
def running(unit: str) -> dict:
	"""The unit's running cases as they stand, for a later 改派."""
	_require_sees(unit)
	return _touched(unit)


@frappe.whitelist(methods=["POST"])
@spoken
def reroute(application: str, step: int, token: str, reason: str = "") -> dict:
	"""改派 of one case; many are sent one by one, each through the one door."""
	require_read(application)
	with refused_acts.kept(Action.REROUTE, application):
		require_reroute(frappe.session.user, application)
		return rerouting.reroute(application, step=cint(step), token=token, reason=reason)


@frappe.whitelist(methods=["GET", "POST"])
@spoken
def history(unit: str) -> list[dict]:
	"""The dated history of a unit, for whoever sees it."""
	_require_sees(unit)
	return unit_history.of(unit)


def _require_sees(unit: str) -> None:
	if not (frappe.has_permission(UNIT, "read") and people.can_see_unit(frappe.session.user, unit)):
		raise RoleNotAllowed("您只能查看本单位和下级单位。")


def _touched(unit: str) -> dict:
	"""Rows that the user may see; how many there are; what else waits at the unit and runs below it."""
	names = rerouting.affected(unit)
	rows = frappe.get_list(
		CASE, filters={"name": ["in", names[:MOST]]}, fields=list(SHOWN), order_by="first_submitted_on asc", limit_page_length=0
	) if names else []
	for row in rows:
		row.update(rerouting.preview(row.name))
		if row.can and not can_reroute(frappe.session.user, row.name):
			row.update({"can": False, "sentence": "申报人已调到其他单位，由两个单位共同的上级单位改派。"})
	elsewhere = [row for row in applications.waiting_at(unit) if row.application not in set(names)]
	return {"total": len(names), "rows": rows, "waiting": len(elsewhere), "below": _running_below(unit)}


def _running_below(unit: str) -> int:
	"""Running cases of the units below: their route stays; who sees them from above follows the tree."""
	lft, rgt = units.range_of(unit)
	case, place = frappe.qb.DocType(CASE), frappe.qb.DocType(UNIT)
	final = [state.value for state in FINAL_STATES]
	query = frappe.qb.from_(case).join(place).on(place.name == case.unit).select(Count("*"))
	query = query.where((place.lft > lft) & (place.rgt < rgt) & case.first_submitted_on.isnotnull())
	return query.where(case.workflow_state.notin(final)).run()[0][0]
