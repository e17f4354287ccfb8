"""改派: a running case of a unit that moved or got another category goes on under the unit's new route, by choice.

Nothing happens by itself: a running case keeps its route and the unit that has it (design 4.1), until the common superior
re-routes it (design 6). What was decided stays; the open row is closed and opened again at the same stage.
"""

from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import cint

from zhicheng.constants import APPLICANT_STAGE, SUBTREE_ROLES, Action, State
from zhicheng.domain.approval import candidates, inputs, opinion, path, routing, targets
from zhicheng.domain.approval.handover import enter, move
from zhicheng.domain.people import members
from zhicheng.domain.queries import applications, units
from zhicheng.exceptions import ActionNotAllowed, CandidateRefused, ReasonMissing, Refusal

# what goes on with a row whose unit stays the same
KEPT = ("deadline", "read_on", "read_by", "first_opened_on", "handed_to", "handed_to_name", "handed_by_name")


@dataclass
class Plan:
	"""Where a case would go on: route, category and the unit at the open stage."""

	route: str
	category: str
	unit: str
	unit_name: str
	came_from: str | None


def affected(unit: str) -> list[str]:
	"""The running cases of the unit's own people, submitted at least once; the oldest first."""
	filters = units.running_filters(unit)
	return frappe.get_all("Title Application", filters=filters, pluck="name", order_by="first_submitted_on asc, name asc")


def plan(case: dict, task: dict) -> Plan:
	"""The way on by what the unit is now; a case of an unchanged category keeps its version of the route.

	:raises ActionNotAllowed: the open stage is not on the new route, stages before it were not travelled, or nothing changes
	:raises RouteMissing, CandidateRefused: no route, no unit or no clerk
	"""
	category = units.get_unit(case.unit).unit_category
	route = case.route if category == case.unit_category else _route(case, category)
	if task.stage == APPLICANT_STAGE:
		found = Plan(route, category, case.unit, case.unit_name, task.came_from)
	else:
		came_from = _came_from(task, route)
		chosen = _unit({**case, "unit_category": category}, task, routing.stage_at(route, task.stage))
		found = Plan(route, category, chosen["unit"], chosen["unit_name"], came_from)
	if found.route == case.route and found.unit == _responsible(task):
		raise ActionNotAllowed(_("这份申报的流程和当前办理单位都没有变化，不需要改派。"))
	_open(case, task, found)
	return found


def preview(application: str) -> dict:
	"""What 改派 would do with a case now: {can, route_title, stage_name, unit_name, sentence}."""
	case, task = applications.case(application), applications.open_task(application)
	answer = {"can": False, "to_unit_name": "", "route_title": _title(case.route), "sentence": ""}
	try:
		found = plan(case, task)
	except Refusal as refusal:
		return {**answer, "sentence": str(refusal)}
	answer.update({"can": True, "to_unit_name": found.unit_name, "route_title": _title(found.route)})
	return answer


def reroute(application: str, *, step: int, token: str, reason: str) -> dict:
	"""改派 of one case; who may is asked before.

	:raises: StaleForm, ReasonMissing, and what `plan` raises
	"""
	case, repeated = enter(application, step=step, token=token)
	if repeated:
		return repeated
	task = applications.open_task(application, for_update=True)
	if not task or not case.first_submitted_on:
		raise ActionNotAllowed(_("这份申报没有在办理中，不需要改派。"))
	reason = inputs.text(reason, _("改派理由"), ActionNotAllowed, limit=200) or ""
	if not reason:
		raise ReasonMissing(_("请填写改派的理由，申报人和办理单位都会看到。"))
	found = plan(case, task)
	told, logged = _words(case, found, task, reason)
	case.update({"route": found.route, "unit_category": found.category})
	target = _target(case, task, found)
	closed = path.closing(task, action=Action.REROUTE, reason=told, token=token, goes_to=target.goes_to())
	closed["role_used"] = _acting_role()
	stays = task.stage == APPLICANT_STAGE or found.unit == _responsible(task)
	if not stays:
		opinion.discard_drafts(task.name)
	changes = {"route": found.route, "unit_category": found.category}
	answer = move(
		case, task, target, case.workflow_state, changes=changes, action=Action.REROUTE, closed=closed, detail=logged
	)
	if stays:
		frappe.db.set_value("Approval Task", {"open_key": application}, {key: task[key] for key in KEPT})
		opinion.adopt_drafts(from_task=task.name, application=application)
	return answer


def _route(case: dict, category: str) -> str:
	scope = frappe.get_cached_value("Evaluation Committee", case.committee, "scope")
	return routing.find(level=case.level, unit_category=category, scope=scope, year=cint(case.declare_year))


def _came_from(task: dict, route: str) -> str | None:
	"""The travelled row from which the open stage is reached on the new route.

	No stage of the new route is skipped: each one before the open stage was travelled, in its order.
	"""
	codes = [stage.stage for stage in routing.stages(route)]
	if task.stage not in codes:
		message = _("新流程没有“{0}”环节，不能直接改派。请现办理单位办完本环节，或“拒绝”退回申报人后再改派。")
		raise ActionNotAllowed(message.format(task.stage_name))
	before = [code for code in codes[: codes.index(task.stage)] if code != APPLICANT_STAGE]
	if not before:
		return task.came_from
	rows = [row for row in _travelled(task) if row.stage in before]
	missing = next((code for code in before if code not in {row.stage for row in rows}), None)
	if missing:
		message = _("新流程在“{0}”之前还要经过“{1}”，这份申报没有办理过，不能直接改派。请现办理单位“拒绝”退回申报人后再改派。")
		raise ActionNotAllowed(message.format(task.stage_name, routing.stage_at(route, missing).stage_name))
	if [row.stage for row in rows] != before[::-1]:
		message = _("新流程的环节顺序与已办理的不同，不能直接改派。请现办理单位“拒绝”退回申报人后再改派。")
		raise ActionNotAllowed(message)
	return rows[0].name


def _travelled(task: dict) -> list[frappe._dict]:
	"""The rows that handed the case forward to this one, the last first."""
	rows, name = [], task.came_from
	while name:
		rows.append(applications.task(name))
		name = rows[-1].came_from
	return rows


def _unit(case: dict, task: dict, stage: dict) -> dict:
	"""The unit that has the case, while it is legal; else the proposed one, or the only one."""
	legal = candidates.units_for(frappe._dict(case), stage)
	present = next((row for row in legal if row["unit"] == _responsible(task)), None)
	if present:
		return present
	if legal[0]["proposed"] or len(legal) == 1:
		return legal[0]
	message = _("“{0}”有多个单位可以办理，系统不能替您选择。请先在单位信息中登记主管“{1}”的部门，再改派。")
	raise CandidateRefused(message.format(stage.stage_name, case["series"]))


def _responsible(task: dict) -> str:
	"""For which unit the row stands; the unit above may act for it."""
	return task.for_unit or task.unit


def _target(case: dict, task: dict, found: Plan) -> targets.Target:
	if task.stage == APPLICANT_STAGE:
		state = State.DRAFT if case.workflow_state == State.DRAFT else State.RETURNED
		return targets.Target(state.name, APPLICANT_STAGE, case.unit, unit_name=case.unit_name)
	return targets.Target(task.stage, task.stage, found.unit, came_from=found.came_from, unit_name=found.unit_name)


def _open(case: dict, task: dict, found: Plan) -> None:
	"""Whether the row could be opened there, before anything is written.

	:raises CandidateRefused: nobody there could act
	"""
	if task.stage != APPLICANT_STAGE:
		after = frappe._dict(case, route=found.route, unit_category=found.category)
		path.at_stage(after, routing.stage_at(found.route, task.stage), _target(after, task, found), seq=task.seq + 1)


def _words(case: dict, found: Plan, task: dict, reason: str) -> tuple[str, str]:
	"""The reason as the path tells it, and the detail of the Act Log."""
	changed = []
	if found.route != case.route:
		changed.append(_("流程由“{0}”改为“{1}”").format(_title(case.route), _title(found.route)))
	if found.unit != _responsible(task):
		changed.append(_("办理单位由“{0}”改为“{1}”").format(task.unit_name, found.unit_name))
	detail = "；".join(changed)
	return f"{reason}（{detail}）", f"{reason}（{case.route} → {found.route}；{detail}）"


def _acting_role() -> str:
	"""The superior's own role, not the one of the row that he closes."""
	member = members.member_of(frappe.session.user)
	if not member:
		return _("系统管理员")
	return next((role.value for role in SUBTREE_ROLES if role in member.roles), "")


def _title(route: str) -> str:
	return frappe.get_cached_value("Approval Route", route, "title") or route
