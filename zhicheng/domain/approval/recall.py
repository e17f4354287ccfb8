"""Taking back one's own approval before the next unit acted (design 7; domain 5.6, case 20): a setting, off."""

import frappe
from frappe import _

from zhicheng.constants import APPLICANT_STAGE, Action
from zhicheng.domain import settings
from zhicheng.domain.approval import acting, opinion, path, routing, substitutes, targets, transitions
from zhicheng.domain.approval.handover import enter, move
from zhicheng.domain.people import members
from zhicheng.domain.queries import applications
from zhicheng.exceptions import ActionNotAllowed, NotYourStage, ReasonMissing, Refusal


def require_recallable(user: str, case: dict | None, task: dict | None) -> frappe._dict:
	"""The row by which this user handed the case on, when nothing was decided since; `stands_in_for` names the absent.

	:raises ActionNotAllowed: the setting is off, or the case did not just come from an approval
	:raises NotYourStage: somebody else approved, or he acts at that unit no more
	"""
	if not settings.get("recall_own_approval"):
		raise ActionNotAllowed(_("系统没有开放撤回已办理的同意。如需更正，请联系下一单位返回修改。"))
	mine = applications.task(task.came_from) if case and task and task.came_from else None
	last = applications.last_done(case.name) if mine else None
	if not mine or task.stage == APPLICANT_STAGE or last.name != mine.name or mine.action != Action.APPROVE:
		raise ActionNotAllowed(_("这份申报不是刚由您同意转出的，或下一单位已经办理，不能撤回同意。"))
	if mine.decided_by != user:
		raise NotYourStage(_("这一步由{0}办理，只有本人可以撤回同意。").format(mine.decided_by_name))
	return frappe._dict(mine, stands_in_for=_stands_in_for(user, case, mine))


def _stands_in_for(user: str, case: dict, mine: dict) -> str:
	"""Taking back is an act of the unit: he still holds the row's role there, or stands in for one who does.

	:return: for whom he stands in; empty when the role is his own
	:raises NotYourStage: he lost the role, moved away, or stands in no more
	"""
	if acting.is_holder(members.member_of(user), mine.unit, mine.role):
		return ""
	absent = substitutes.standing_in(user, mine.unit, mine.role, not_for=case.applicant)
	if not absent:
		message = _("您已不再担任“{0}”的“{1}”，也没有在代办，不能撤回同意。如需更正，请由该单位现在的经办人员联系下一单位返回修改。")
		raise NotYourStage(message.format(mine.unit_name, mine.role))
	return absent.absent_name


def may_recall(user: str, case: dict, task: dict | None) -> bool:
	try:
		require_recallable(user, case, task)
	except (Refusal, frappe.PermissionError):
		return False
	return True


def recall(application: str, *, step: int, token: str, reason: str) -> dict:
	"""撤回同意: the case walks the edge of 返回修改 back to one's own stage; what one wrote is there to be corrected."""
	case, repeated = enter(application, step=step, token=token)
	if repeated:
		return repeated
	task = applications.open_task(application, for_update=True)
	mine = require_recallable(frappe.session.user, case, task)
	if not (reason or "").strip():
		raise ReasonMissing(_("请填写撤回同意的理由。"))
	target = targets.Target(mine.stage, mine.stage, mine.for_unit or mine.unit, came_from=mine.came_from)
	state = transitions.require(
		state=case.workflow_state, action=Action.RETURN, code=target.code, role=task.stage_role
	)
	opinion.discard_drafts(task.name)
	opinion.give_back(case, routing.codes_from(case.route, mine.stage))
	task.deputy_for_name = mine.stands_in_for
	closed = path.closing(task, action=Action.RECALL, reason=reason.strip(), token=token, goes_to=target.goes_to())
	closed["role_used"] = mine.role_used
	return move(case, task, target, state, changes={}, action=Action.RECALL, closed=closed)
