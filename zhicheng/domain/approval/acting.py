"""Who may act on an open row: unit, role, and never one's own case (design 4.2, 5; domain 5.6 cases 9 and 12)."""

import frappe
from frappe import _
from frappe.utils import cint, format_datetime, now_datetime, time_diff_in_seconds

from zhicheng.constants import APPLICANT_STAGE, HRSS_ROLES, Action
from zhicheng.domain import settings
from zhicheng.domain.people import members
from zhicheng.domain.queries import units
from zhicheng.exceptions import ActionNotAllowed, NotYourStage, OwnCase


def can_act(user: str, case: dict | None, task: dict | None) -> bool:
	"""Whether the user may decide on the open row now."""
	try:
		require_act(user=user, case=case, task=task)
	except (NotYourStage, OwnCase):
		return False
	return True


def require_act(*, user: str, case: dict | None, task: dict | None) -> None:
	"""The user is an enabled clerk of the row's unit with the row's role, and not the applicant.

	:raises NotYourStage: the row is with another unit or role, or nothing is open
	:raises OwnCase: the user applied himself
	"""
	if not case or not task or task.stage == APPLICANT_STAGE:
		raise NotYourStage(_("这份申报现在不在经办人员处，不能办理。"))
	if case.applicant == user:
		raise OwnCase(_("您是申报人，不能办理自己的申报；请由本单位其他经办人员或上级单位办理。"))
	member = members.member_of(user)
	if not is_holder(member, task.unit, task.role):
		message = _("现在由“{0}”的“{1}”办理“{2}”，您不能办理。")
		raise NotYourStage(message.format(task.unit_name, task.role, task.stage_name))


def is_holder(member: dict | None, unit: str, role: str) -> bool:
	"""Whether an enabled member of the unit holds the role."""
	return bool(member and member.status == "启用" and member.unit == unit and role in member.roles)


def require_applicant(*, user: str, case: dict | None) -> None:
	"""The case is the user's own.

	:raises NotYourStage: for anybody else
	"""
	if not case or case.applicant != user:
		raise NotYourStage(_("这不是您的申报。"))


def require_undo_void(*, user: str, case: dict, task: dict) -> str:
	"""Who may undo 流程作废: another holder of the role in that unit, or an HR clerk of a unit above (design 4.7).

	:param task: the row that was voided
	:return: the role under which the user acts
	:raises ActionNotAllowed: when the time of the setting is over
	:raises NotYourStage: for anybody else, and for the one who voided it
	"""
	hours = cint(settings.get("void_undo_hours"))
	if time_diff_in_seconds(now_datetime(), task.decided_on) > hours * 3600:
		message = _("流程作废已于{0}生效，超过{1}小时，不能撤销。")
		raise ActionNotAllowed(message.format(format_datetime(task.decided_on, "yyyy-MM-dd HH:mm"), hours))
	if task.action != Action.VOID:
		raise ActionNotAllowed(_("这份申报没有作废，不需要撤销。"))
	role = undo_role(user, case, task)
	if not role:
		raise NotYourStage(_("只有该环节的另一位经办人员或上级人社部门可以撤销作废。"))
	return role


def undo_role(user: str, case: dict, task: dict) -> str:
	"""The role under which the user may undo a void; empty when he may not."""
	member = members.member_of(user)
	if not member or user in (case.applicant, task.decided_by):
		return ""
	if is_holder(member, task.unit, task.role):
		return task.stage_role
	above = member.unit in units.ancestors(task.unit)[:-1]
	return next((role.value for role in HRSS_ROLES if above and is_holder(member, member.unit, role.value)), "")


def unit_of(user: str) -> dict:
	"""unit and unit_name of a person, as a path row stores them."""
	member = members.member_of(user)
	return {"unit": member.unit, "unit_name": frappe.db.get_value("Unit", member.unit, "unit_name")}
