"""The path table (Approval Task): opens and closes its rows, and keeps the Pending Queue in step (design 4.3)."""

import json

import frappe
from frappe import _
from frappe.query_builder import Case
from frappe.utils import add_to_date, now_datetime

from zhicheng.constants import APPLICANT_STAGE, Action, Role, TaskStatus
from zhicheng.domain.approval import pending_queue, substitutes
from zhicheng.domain.people import members
from zhicheng.domain.queries import units
from zhicheng.exceptions import CandidateRefused

MOVED = (("Title Application", "kase"), ("Approval Task", "passage"), ("Stage Opinion", "opinion"))


def at_applicant(case: dict, *, seq: int, came_from: str | None = None) -> frappe._dict:
	"""The row that `open_row` will write: with the applicant, his own to-do."""
	stage_name = frappe.get_cached_value("Approval Stage", APPLICANT_STAGE, "stage_name")
	values = {"stage": APPLICANT_STAGE, "stage_name": stage_name, "role": Role.APPLICANT.value}
	values.update({"unit": case.unit, "unit_name": case.unit_name, "applicant": case.applicant})
	return _row(case, values, seq=seq, came_from=came_from)


def at_stage(case: dict, stage: dict, target, *, seq: int) -> frappe._dict:
	"""The row that `open_row` will write: for the clerks of the target's unit; when the applicant is its only clerk,
	the unit above acts.

	:raises CandidateRefused: when nobody there could act
	"""
	clerks, ancestors = units.clerks_and_ancestors(target.unit, stage.acting_role)
	acting_unit, role = _who_acts(case, target, stage.acting_role, clerks)
	target.unit_name = target.unit_name or units.name_of(target.unit)
	values = {"stage": stage.stage, "stage_name": stage.stage_name, "role": role, "stage_role": stage.acting_role}
	values.update({"unit": acting_unit, "unit_name": target.unit_name, "ancestors": ancestors})
	if acting_unit != target.unit:
		values.update({"for_unit": target.unit, "unit_name": units.name_of(acting_unit), "ancestors": None})
	values["deadline"] = deadline(case, stage)
	return _row(case, values, seq=seq, came_from=target.came_from)


def _who_acts(case: dict, target, role: str, clerks: list[str]) -> tuple[str, str]:
	if any(user != case.applicant for user in clerks):
		return target.unit, role
	if not clerks:
		message = _("“{0}”还没有具备“{1}”角色的经办人员，不能转给它。请联系其上级单位添加经办人员。")
		raise CandidateRefused(message.format(target.unit_name or units.name_of(target.unit), role))
	return _unit_above(case, target.unit)


def _unit_above(case: dict, unit: str) -> tuple[str, str]:
	"""The nearest unit above with a clerk who is not the applicant (domain 5.6, case 12)."""
	for ancestor in reversed(units.ancestors(unit)[:-1]):
		category = frappe.db.get_value("Unit", ancestor, "unit_category")
		roles = frappe.get_cached_value("Unit Category", category, ["hrss_role", "clerk_role"])
		for role in filter(None, roles):
			if any(holder["user"] != case.applicant for holder in members.holders(ancestor, role)):
				return ancestor, role
	message = _("申报人是“{0}”唯一的经办人员，其上级单位也没有可以代办的经办人员。请联系人社部门。")
	raise CandidateRefused(message.format(units.name_of(unit)))


def deadline(case: dict, stage: dict):
	"""Until when the stage should act: the notice's own day for it, or so many days from now by the route."""
	notice = frappe.get_cached_doc("Evaluation Notice", case.notice)
	fixed = next((row.deadline for row in notice.stage_deadlines if row.stage == stage.stage), None)
	if fixed or not stage.deadline_days:
		return fixed
	return add_to_date(now_datetime(), days=stage.deadline_days)


def _row(case: dict, values: dict, *, seq: int, came_from: str | None) -> frappe._dict:
	row = frappe._dict(values, name=frappe.generate_hash(length=10))
	row.update({"application": case.name, "open_key": case.name, "seq": seq, "status": TaskStatus.OPEN.value})
	row.update({"round_no": case.round_no, "opened_on": now_datetime(), "came_from": came_from})
	row.update({key: case[key] for key in ("application_no", "applicant_name", "level", "series", "declare_year")})
	row.update({"qualification_name": case.qualification_name, "from_unit_name": case.unit_name})
	return row


def open_row(row: dict) -> None:
	"""Write the open row and queue it."""
	values = {key: value for key, value in row.items() if key != "ancestors"}
	# new_doc would ask the database whether the table is a Single
	frappe.get_doc({"doctype": "Approval Task", "owner": frappe.session.user, "docstatus": 0, **values}).db_insert()
	pending_queue.put(row)


def closing(task: dict, *, action: str, reason: str = "", token: str | None = None, goes_to: dict | None = None) -> dict:
	"""The columns that close a row: what was decided, by whom, and where it went.

	:param goes_to: next_stage, next_stage_name, next_unit, next_unit_name, next_reason
	"""
	member = members.member_of(frappe.session.user)
	values = {"status": TaskStatus.DONE.value, "open_key": None, "action": str(action), "reason": reason}
	values.update({"token": token or None, "decided_on": now_datetime(), "decided_by": frappe.session.user})
	values["decided_by_name"] = member.member_name if member else frappe.session.user
	if task.get("deputy_for_name") and action != Action.WITHDRAW:
		values["deputy_for_name"] = task.deputy_for_name
		values["decided_by_name"] = substitutes.named(task.deputy_for_name, values["decided_by_name"])
	# the applicant takes the case back out of a clerk's row
	values["role_used"] = Role.APPLICANT.value if action == Action.WITHDRAW else task.role
	return {**values, **(goes_to or {})}


def close(task: dict, **decided) -> None:
	"""Close a row by itself, see `closing`."""
	values = closing(task, **decided)
	frappe.db.set_value("Approval Task", task.name, values)
	task.update(values)


def leave(case: dict, task: dict, changes: dict, closed: dict, *, settles: bool) -> None:
	"""One statement moves a case: its columns, the row that it leaves and, where an opinion was due, what was written.

	:param changes: columns of the case
	:param closed: columns of the row, see `closing`
	:param settles: the row's opinions become final, and older ones of its stage are superseded
	"""
	kase, row, opinion = (frappe.qb.DocType(name).as_(alias) for name, alias in MOVED)
	query = frappe.qb.update(kase).join(row).on(row.name == task.name)
	stamp = {"modified": now_datetime(), "modified_by": frappe.session.user}
	for table, values in ((kase, changes), (row, closed)):
		for column, value in {**values, **stamp}.items():
			query = query.set(table[column], value)
	if settles:
		in_force = (opinion.stage == task.stage) & (opinion.is_draft == 0) & (opinion.superseded == 0)
		of_row = opinion.task == task.name
		query = query.left_join(opinion).on((opinion.application == kase.name) & (of_row | in_force))
		query = query.set(opinion.superseded, Case().when(of_row, opinion.superseded).else_(1))
		query = query.set(opinion.is_draft, 0)
	query.where(kase.name == case.name).run()
	frappe.clear_document_cache("Title Application", case.name)
	case.update(changes)
	task.update(closed)


def as_answer(answer: dict) -> str:
	"""What is kept beside a row's token, for a repeated call."""
	return json.dumps(answer, ensure_ascii=False)


def add_done(case: dict, stage: dict, *, seq: int, action: str, token: str | None, goes_to: dict, reason: str = "") -> frappe._dict:
	"""A passage that opens and closes in one act: 提交 of a draft, 撤销作废."""
	row = frappe.new_doc("Approval Task")
	row.update({"application": case.name, "seq": seq, "round_no": case.round_no, "opened_on": now_datetime()})
	row.update({key: case[key] for key in ("application_no", "applicant_name", "level", "series", "declare_year")})
	row.update({"qualification_name": case.qualification_name, "from_unit_name": case.unit_name})
	row.update(stage)
	member = members.member_of(frappe.session.user)
	row.update({"status": TaskStatus.DONE.value, "action": str(action), "token": token or None, "reason": reason})
	row.update({"decided_on": now_datetime(), "decided_by": frappe.session.user, "role_used": row.role})
	row.decided_by_name = member.member_name if member else frappe.session.user
	row.update(goes_to)
	row.db_insert()
	return frappe._dict(row.as_dict())


def end(application: str) -> None:
	"""The case has ended: nothing waits for it any more."""
	pending_queue.remove([application])
