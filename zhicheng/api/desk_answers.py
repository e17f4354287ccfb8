"""What the case screen is told beside the acts: deadline, colleague in charge, the second stage, what else may be done."""

import frappe
from frappe.utils import cint

from zhicheng.constants import APPLICANT_STAGE, Action
from zhicheng.domain import settings
from zhicheng.domain.approval import acting, consecutive, deadlines, handing, recall, reminders, routing
from zhicheng.domain.people import members
from zhicheng.domain.queries import applications


def of_case(application: str, task: dict | None) -> dict:
	"""The `desk` part of the screen's answer; nothing of it for the applicant."""
	case, user = applications.case(application), frappe.session.user
	if case.applicant == user:
		return {}
	task = task if task and task.stage != APPLICANT_STAGE else None
	can_act = acting.can_act(user, case, task)
	reminder = reminders.offer(user, case, task)
	return {
		"may": [str(action) for action in _more(case, task, user, can_act, reminder["may"])],
		"deadline": task.deadline if task else None,
		"is_over": deadlines.is_over(task),
		"reminded_on": task.reminded_on if task else None,
		"reminder_asks": reminder["asks"],
		"reminder_sent": reminder["sent"],
		"handed_to_name": task.handed_to_name if task and task.handed_to else "",
		"handed_to_me": bool(task and task.handed_to == user),
		"deputy_for_name": task.deputy_for_name if can_act else "",
		"ahead": consecutive.ahead(application) if can_act and not deadlines.is_over(task) else None,
		"own_name": (members.member_of(user) or {}).get("member_name") or "",
		"stage_code": task.stage if task else "",
		"stages_lost": _given(case, task),
		"void_undo_hours": cint(settings.get("void_undo_hours")),
		"void_bans": bool(settings.get("ban_on_void")),
	}


def path_notes(application: str) -> dict:
	"""Extensions and reminders, shown below the path."""
	return {"extensions": deadlines.extensions(application), "reminders": reminders.of_case(application)}


def _more(case, task, user: str, can_act: bool, may_remind: bool) -> list[Action]:
	found = []
	if task and (can_act or _in_unit(user, case, task)) and handing.colleagues(case.name):
		found.append(Action.HAND_OVER)
	if recall.may_recall(user, case, task):
		found.append(Action.RECALL)
	if deadlines.may_extend(user, case, task):
		found.append(Action.EXTEND)
	if may_remind:
		found.append(Action.REMIND)
	return found


def _in_unit(user: str, case, task) -> bool:
	return acting.can_act(user, case, frappe._dict(task, handed_to=None))


def _given(case, task) -> list[str]:
	"""The stages whose opinions of this round a rejection archives."""
	if not task or not case.route:
		return []
	return [frappe.get_cached_value("Approval Stage", code, "stage_name") for code in routing.codes_before(case.route, task.stage)]
