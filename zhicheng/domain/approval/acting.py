"""Who may act on an open row: unit, role, and never one's own case (design 4.2, 5; domain 5.6 cases 9 and 12)."""

import frappe
from frappe import _
from frappe.utils import cint, format_datetime, now_datetime, time_diff_in_seconds

from zhicheng.constants import APPLICANT_STAGE, HRSS_ROLES, Action
from zhicheng.domain import settings
from zhicheng.domain.approval import substitutes
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
	"""The user is an enabled clerk of the row's unit with the row's role or stands in for one, and not the applicant.

	A row that was handed to a colleague (转办) is his alone, or his substitute's, while he still can act. For whom a
	substitute acts stands in `task.deputy_for_name` afterwards.

	:raises NotYourStage: the row is with another unit, role or colleague, or nothing is open
	:raises OwnCase: the user applied himself
	"""
	if not case or not task or task.stage == APPLICANT_STAGE:
		raise NotYourStage(_("这份申报现在不在经办人员处，不能办理。"))
	if case.applicant == user:
		raise OwnCase(_("您是申报人，不能办理自己的申报；请由本单位其他经办人员或上级单位办理。"))
	holds = is_holder(members.member_of(user), task.unit, task.role)
	absent = None if holds else substitutes.standing_in(user, task.unit, task.role, not_for=case.applicant)
	if not holds and not absent:
		message = _("现在由“{0}”的“{1}”办理“{2}”，您不能办理。")
		raise NotYourStage(message.format(task.unit_name, task.role, task.stage_name))
	charged = colleague_in_charge(case, task)
	if charged and charged not in (user, absent and absent.absent_user):
		absent = substitutes.standing_for(user, charged, task.unit, task.role)
		if not absent:
			message = _("这份申报已由{0}转给{1}办理。如需由您办理，请先“转办”给自己。")
			raise NotYourStage(message.format(task.handed_by_name, task.handed_to_name))
	task.deputy_for_name = absent.absent_name if absent else ""


def colleague_in_charge(case: dict, task: dict) -> str:
	"""To whom the row was handed, while he can still act; empty when any holder of the role may."""
	if not task.handed_to or task.handed_to == case.applicant:
		return ""
	return task.handed_to if is_holder(members.member_of(task.handed_to), task.unit, task.role) else ""


def require_unit_clerk(*, user: str, case: dict | None, task: dict | None) -> None:
	"""As `require_act`, also for a row that was handed to somebody else.

	:raises NotYourStage, OwnCase:
	"""
	require_act(user=user, case=case, task=task and frappe._dict(task, handed_to=None))


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
