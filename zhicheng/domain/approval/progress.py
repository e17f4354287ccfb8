"""Where a case is: the path (查看流程), the flow chart and what the user may do now; read from the path table alone."""

from itertools import pairwise

import frappe
from frappe import _
from frappe.utils import date_diff, format_datetime, nowdate

from zhicheng.constants import APPLICANT_STAGE, FINAL_STATES, Action, Role, StageKind, State, TaskStatus
from zhicheng.domain import settings
from zhicheng.domain.approval import acting, bans, process_attachments, routing, submission
from zhicheng.domain.people import members
from zhicheng.domain.queries import applications
from zhicheng.exceptions import Refusal

PATH_COLUMNS = (
	"seq", "round_no", "stage", "stage_name", "unit_name", "status", "action", "opened_on", "read_on", "decided_on",
	"deadline", "reason", "next_stage_name", "next_unit_name", "next_reason",
)  # fmt: skip
WENT_BACK = (Action.RETURN, Action.REJECT, Action.WITHDRAW)
DONE, CURRENT, FUTURE = "done", "current", "future"


def path(application: str) -> list[dict]:
	"""查看流程: who, when, what, why, in the order travelled."""
	rows = []
	for task in applications.path(application):
		row = {column: task[column] for column in PATH_COLUMNS}
		row["who"] = task.decided_by_name or ""
		row["role"] = task.role_used or task.role
		row["on_behalf"] = bool(task.for_unit)
		rows.append(row)
	return rows


def chart(application: str) -> dict:
	"""流程图: the stages of the case's own route version, done, current or future (manual 4.1.1.17).

	:return: {nodes: [{stage, stage_name, hint, state, unit_name, time, next_unit_name, who, visits}],
		loops: [{start, end, action, time, who, unit_name}], ended, state}; loops are the returned parts as travelled
	"""
	case = applications.case(application)
	if not case.route:
		return {"nodes": [], "loops": [], "ended": False, "state": case.workflow_state}
	tasks = applications.path(application)
	latest = {task.stage: task for task in tasks}
	current = next((task for task in tasks if task.status == TaskStatus.OPEN), None)
	ended = case.workflow_state in (str(state) for state in FINAL_STATES)
	stages = routing.stages(case.route)
	reach = _reach(stages, tasks, current, case)
	nodes = [_node(stage, latest.get(stage.stage), current, index, reach) for index, stage in enumerate(stages)]
	for node in nodes:
		node["visits"] = sum(task.stage == node["stage"] for task in tasks)
	return {"nodes": nodes, "loops": _loops(tasks), "ended": ended, "state": case.workflow_state}


def _loops(tasks: list) -> list[dict]:
	"""Where the case went back, in the order travelled: 返回修改, 拒绝 and 撤回 from one stage to another."""
	return [
		{
			"start": task.stage,
			"end": following.stage,
			"action": task.action,
			"time": task.decided_on,
			"who": task.decided_by_name or "",
			"unit_name": task.unit_name or "",
		}
		for task, following in pairwise(tasks)
		if task.action in WENT_BACK and task.stage != following.stage
	]


def _reach(stages: list, tasks: list, current, case) -> int:
	"""Index up to which the case has come: what a return gave back counts as future again."""
	codes = [stage.stage for stage in stages]
	if current:
		return codes.index(current.stage)
	if case.workflow_state in (State.PASSED, State.FAILED):
		return len(codes) if case.workflow_state == State.PASSED else codes.index(tasks[-1].stage) + 1
	return codes.index(tasks[-1].stage) if tasks and tasks[-1].stage in codes else 0


def _node(stage, task, current, index: int, reach: int) -> dict:
	state = DONE if index < reach else FUTURE
	if current and current.stage == stage.stage:
		state, task = CURRENT, current
	shown = task if task and state != FUTURE else frappe._dict()
	return {
		"stage": stage.stage,
		"stage_name": stage.stage_name,
		"hint": stage.hint,
		"state": state,
		"unit_name": shown.unit_name or "",
		"who": shown.decided_by_name or "",
		"time": shown.decided_on or shown.opened_on or "",
		"next_unit_name": shown.next_unit_name or "",
	}


def where(application: str) -> str:
	"""One plain sentence: where the case is, since when, whom to call."""
	case = applications.case(application)
	task = applications.open_task(application)
	if not task:
		return _("尚未提交。") if case.workflow_state == State.DRAFT else _("已办结：{0}。").format(case.workflow_state)
	days = date_diff(nowdate(), task.opened_on) + 1
	if task.stage == APPLICANT_STAGE:
		return _waiting_for_applicant(case, days)
	since = format_datetime(task.opened_on, "yyyy-MM-dd")
	sentence = _("在“{0}”{1}，{2}收到，第{3}天。{4}")
	return sentence.format(task.unit_name, task.stage_name, since, days, _whom_to_call(task.unit))


def _whom_to_call(unit: str) -> str:
	"""The contact of the unit in charge; where it registered none, the support of the settings."""
	contact = frappe.db.get_value("Unit", unit, ["contact_name", "contact_phone"], as_dict=True)
	known = " ".join(filter(None, (contact.contact_name, contact.contact_phone)))
	if known:
		return _("联系人：{0}。").format(known)
	support = next(iter(settings.get_lines("support_contacts")), "")
	return _("该单位未登记联系人，可咨询：{0}。").format(support) if support else _("该单位未登记联系人。")


def _waiting_for_applicant(case, days: int) -> str:
	if case.workflow_state == State.DRAFT:
		return _("申报人已撤回，尚未重新提交，第{0}天。").format(days)
	if case.applicant == frappe.session.user:
		return _("已退回给您修改，第{0}天。").format(days)
	return _("已退回给申报人{0}修改，第{1}天。").format(case.applicant_name, days)


def allowed_actions(application: str) -> list[str]:
	"""What the session's user may do with the case now; the same rules as the acts themselves."""
	case, user = applications.case(application), frappe.session.user
	if not case:
		return []
	task = applications.open_task(application)
	if case.applicant == user:
		return [str(action) for action in _applicant_actions(case, task)]
	return [str(action) for action in _clerk_actions(case, task, user)]


def _applicant_actions(case, task) -> list[Action]:
	if case.workflow_state == State.DRAFT:
		return [] if bans.active(case.id_hash, case.declare_year) else [Action.SUBMIT, Action.DISCARD]
	if case.workflow_state == State.RETURNED:
		return [Action.WITHDRAW, Action.DELETE_PROCESS]
	try:
		submission.require_withdrawable(case, task)
	except Refusal:
		return []
	return [Action.WITHDRAW]


def _clerk_actions(case, task, user: str) -> list[Action]:
	if case.workflow_state == State.VOIDED:
		return [Action.UNDO_VOID] if _may_undo(case, user) else []
	if not acting.can_act(user, case, task):
		return []
	kind = routing.stage_at(case.route, task.stage).stage_kind
	if kind == StageKind.COMMITTEE:
		back = [] if case.tally_entered else [Action.RETURN]
		return [Action.TALLY, *back, Action.MARK_READ, Action.SAVE_OPINION]
	if kind == StageKind.FINAL:
		return [Action.APPROVE, Action.RETURN, Action.MARK_READ, Action.SAVE_OPINION]
	decide = [Action.APPROVE, Action.RETURN, Action.REJECT, Action.VOID]
	return [*decide, Action.MARK_READ, Action.SAVE_OPINION]


def _may_undo(case, user: str) -> bool:
	try:
		acting.require_undo_void(user=user, case=case, task=applications.last_done(case.name))
	except (Refusal, frappe.PermissionError):
		return False
	return True


def may_attach(application: str) -> bool:
	"""流程附件上传: the stage's clerk; the role 流程附件上传(总) only where the region's setting demands it."""
	case, user = applications.case(application), frappe.session.user
	if not acting.can_act(user, case, applications.open_task(application)):
		return False
	held = members.member_of(user).roles
	return Role.PROCESS_ATTACHMENT in held or not process_attachments.needs_role(case)
