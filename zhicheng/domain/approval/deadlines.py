"""A stage's deadline: afterwards acting needs an extension by the upper HR bureau, with a reason (design 7)."""

import frappe
from frappe import _
from frappe.utils import format_datetime, get_datetime, now_datetime

from zhicheng.constants import APPLICANT_STAGE, HRSS_ROLES, Action
from zhicheng.domain import act_log, records
from zhicheng.domain.approval import acting, answers, inputs
from zhicheng.domain.people import members
from zhicheng.domain.queries import applications, units
from zhicheng.exceptions import ActionNotAllowed, DeadlinePassed, NotYourStage, ReasonMissing

DOCTYPE = "Deadline Extension"
FIELDS = (
	"task", "stage_name", "unit_name", "deadline_before", "deadline_after", "reason", "granted_by_name",
	"granted_unit_name", "granted_on",
)  # fmt: skip


def is_over(task: dict | None) -> bool:
	return bool(task and task.deadline and now_datetime() > get_datetime(task.deadline))


def require_in_time(task: dict) -> None:
	"""The open row may still be decided.

	:raises DeadlinePassed: since when it is over, and who can help
	"""
	if is_over(task):
		message = _("“{0}”已于{1}截止，不能办理。请联系上级人社部门延期；延期后可以继续办理，已填写的意见仍在。")
		raise DeadlinePassed(message.format(task.stage_name, _minute(task.deadline)))


def may_extend(user: str, case: dict | None, task: dict | None) -> bool:
	"""An HR clerk of a unit above the one in charge; at the root, which has none above, another of its own."""
	if not case or not task or not task.deadline or task.stage == APPLICANT_STAGE or user == case.applicant:
		return False
	member = members.member_of(user)
	if not member or not any(acting.is_holder(member, member.unit, role.value) for role in HRSS_ROLES):
		return False
	above = units.ancestors(task.unit)[:-1]
	return member.unit in above or (not above and member.unit == task.unit)


def extend(application: str, *, step: int, until: str, reason: str) -> dict:
	"""延期: move the deadline of the open row; what it was and why stays on record.

	:raises: StaleForm, NotYourStage, ReasonMissing, ActionNotAllowed
	"""
	case = applications.locked(application)
	answers.require_current(case, step)
	task = applications.open_task(application, for_update=True) if case else None
	if not may_extend(frappe.session.user, case, task):
		raise NotYourStage(_("只有办理单位的上级人社部门可以延期，而且该环节须有办理截止时间。"))
	reason = inputs.text(reason, _("延期理由"), ReasonMissing, limit=500)
	if not reason:
		raise ReasonMissing(_("请填写延期的理由，会显示在审批过程里。"))
	day = inputs.day(until, _("延期到"), ActionNotAllowed)
	after = get_datetime(f"{day} 23:59:59") if day else None
	if not after or after <= now_datetime() or after <= get_datetime(task.deadline):
		raise ActionNotAllowed(_("延期到的日期不能早于今天，并须晚于原截止时间（{0}）。").format(_minute(task.deadline)))
	member = members.member_of(frappe.session.user)
	row = frappe.new_doc(DOCTYPE)
	row.update({"application": application, "task": task.name, "stage_name": task.stage_name, "unit_name": task.unit_name})
	row.update({"deadline_before": task.deadline, "deadline_after": after, "reason": reason})
	row.update({"granted_by": frappe.session.user, "granted_by_name": member.member_name, "granted_on": now_datetime()})
	row.granted_unit_name = units.name_of(member.unit)
	records.insert(row)
	frappe.db.set_value("Approval Task", task.name, "deadline", after)
	act_log.record(Action.EXTEND, application=application, stage=task.stage, unit=task.unit, detail=reason)
	return {"deadline": after, "sentence": _("“{0}”已延期到{1}。").format(task.stage_name, _minute(after))}


def extensions(application: str) -> list[frappe._dict]:
	"""All of a case, oldest first: shown in the path."""
	return frappe.get_all(
		DOCTYPE, filters={"application": application}, fields=list(FIELDS), order_by="granted_on asc"
	)


def _minute(value) -> str:
	return format_datetime(value, "yyyy-MM-dd HH:mm")
