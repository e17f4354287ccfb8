"""The path table (Approval Task): opens and closes its rows, and keeps the Pending Queue in step (design 4.3)."""

import json

import frappe
from frappe import _
from frappe.utils import add_to_date, now_datetime

from zhicheng.constants import APPLICANT_STAGE, Action, Role, TaskStatus
from zhicheng.domain.approval import pending_queue
from zhicheng.domain.people import members
from zhicheng.domain.queries import units
from zhicheng.exceptions import CandidateRefused


def open_at_applicant(case: dict, *, seq: int, came_from: str | None = None) -> frappe._dict:
	"""One open row with the applicant: his own to-do."""
	stage_name = frappe.get_cached_value("Approval Stage", APPLICANT_STAGE, "stage_name")
	values = {"stage": APPLICANT_STAGE, "stage_name": stage_name, "role": Role.APPLICANT.value}
	values.update({"unit": case.unit, "unit_name": case.unit_name, "applicant": case.applicant})
	return _open(case, values, seq=seq, came_from=came_from)


def open_at_stage(case: dict, stage: dict, unit: str, *, seq: int, came_from: str | None) -> frappe._dict:
	"""One open row for the clerks of a unit; when the applicant is its only clerk, the unit above acts.

	:raises CandidateRefused: when nobody there could act
	"""
	acting_unit, role = _who_acts(case, unit, stage.acting_role)
	values = {"stage": stage.stage, "stage_name": stage.stage_name, "role": role, "stage_role": stage.acting_role}
	values.update({"unit": acting_unit, "unit_name": _unit_name(acting_unit)})
	if acting_unit != unit:
		values["for_unit"] = unit
	values["deadline"] = _deadline(case, stage)
	return _open(case, values, seq=seq, came_from=came_from)


def _who_acts(case: dict, unit: str, role: str) -> tuple[str, str]:
	clerks = [holder["user"] for holder in members.holders(unit, role)]
	if any(user != case.applicant for user in clerks):
		return unit, role
	if not clerks:
		message = _("“{0}”还没有具备“{1}”角色的经办人员，不能转给它。请联系其上级单位添加经办人员。")
		raise CandidateRefused(message.format(_unit_name(unit), role))
	return _unit_above(case, unit)


def _unit_above(case: dict, unit: str) -> tuple[str, str]:
	"""The nearest unit above with a clerk who is not the applicant (domain 5.6, case 12)."""
	for ancestor in reversed(units.ancestors(unit)[:-1]):
		category = frappe.db.get_value("Unit", ancestor, "unit_category")
		roles = frappe.get_cached_value("Unit Category", category, ["hrss_role", "clerk_role"])
		for role in filter(None, roles):
			if any(holder["user"] != case.applicant for holder in members.holders(ancestor, role)):
				return ancestor, role
	message = _("申报人是“{0}”唯一的经办人员，其上级单位也没有可以代办的经办人员。请联系人社部门。")
	raise CandidateRefused(message.format(_unit_name(unit)))


def _deadline(case: dict, stage: dict):
	filters = {"parent": case.notice, "parenttype": "Evaluation Notice", "stage": stage.stage}
	fixed = frappe.db.get_value("Notice Stage Deadline", filters, "deadline")
	if fixed or not stage.deadline_days:
		return fixed
	return add_to_date(now_datetime(), days=stage.deadline_days)


def _open(case: dict, values: dict, *, seq: int, came_from: str | None) -> frappe._dict:
	row = frappe.new_doc("Approval Task")
	row.update(values)
	row.update({"application": case.name, "open_key": case.name, "seq": seq, "status": TaskStatus.OPEN.value})
	row.update({"round_no": case.round_no, "opened_on": now_datetime(), "came_from": came_from})
	row.update({key: case[key] for key in ("application_no", "applicant_name", "level", "series", "declare_year")})
	row.update({"qualification_name": case.qualification_name, "from_unit_name": case.unit_name})
	row.db_insert()
	pending_queue.put(row)
	return frappe._dict(row.as_dict())


def close(task: dict, *, action: str, reason: str = "", token: str | None = None, goes_to: dict | None = None) -> None:
	"""Close a row with what was decided, by whom, and where it went.

	:param goes_to: next_stage, next_stage_name, next_unit, next_unit_name, next_reason
	"""
	member = members.member_of(frappe.session.user)
	values = {"status": TaskStatus.DONE.value, "open_key": None, "action": str(action), "reason": reason}
	values.update({"token": token or None, "decided_on": now_datetime(), "decided_by": frappe.session.user})
	values["decided_by_name"] = member.member_name if member else frappe.session.user
	# the applicant takes the case back out of a clerk's row
	values["role_used"] = Role.APPLICANT.value if action == Action.WITHDRAW else task.role
	values.update(goes_to or {})
	frappe.db.set_value("Approval Task", task.name, values)
	task.update(values)


def keep_answer(task: str, answer: dict) -> None:
	"""Keep the answer beside its token, for a repeated call."""
	frappe.db.set_value("Approval Task", task, "answer", json.dumps(answer, ensure_ascii=False), update_modified=False)


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


def _unit_name(unit: str) -> str:
	return frappe.db.get_value("Unit", unit, "unit_name")
