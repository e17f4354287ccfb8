"""催办: the applicant and a unit above may urge the unit in charge, each once a day."""

import frappe
from frappe import _
from frappe.utils import format_datetime, now_datetime, nowdate

from zhicheng.constants import APPLICANT_STAGE, CLERK_ROLES, Action
from zhicheng.domain import act_log, records
from zhicheng.domain.notify import events, recipients
from zhicheng.domain.people import members
from zhicheng.domain.queries import applications, units
from zhicheng.exceptions import AlreadyReminded, NotYourStage

DOCTYPE = "Case Reminder"
APPLICANT, UPPER = "申报人", "上级单位"
NAMED = 5
FIELDS = ("stage_name", "unit_name", "reminded_by_name", "reminded_as", "reminded_on")


def standing(user: str, case: dict | None, task: dict | None) -> str:
	"""As whom the user may urge: 申报人, 上级单位 or nobody."""
	if not case or not task or task.stage == APPLICANT_STAGE:
		return ""
	if case.applicant == user:
		return APPLICANT
	member = members.member_of(user)
	if not member or not any(role in CLERK_ROLES for role in member.roles):
		return ""
	return UPPER if member.unit in units.ancestors(task.unit)[:-1] else ""


def offer(user: str, case: dict | None, task: dict | None) -> dict:
	"""Whether the user may urge now, what he is asked before, and what was sent today: {may, asks, sent}, two sentences."""
	as_whom = standing(user, case, task)
	sent = _sent_today(_key(case, as_whom, user)) if as_whom else ""
	may = bool(as_whom) and not sent
	return {"may": may, "asks": _question(case, task, as_whom) if may else "", "sent": sent}


def offer_of(user: str, application: str) -> dict:
	"""As `offer`, by the case's name."""
	return offer(user, applications.case(application), applications.open_task(application))


def remind(application: str) -> dict:
	"""Urge the unit that has the case.

	:raises NotYourStage: who is neither applicant nor above, or nobody is to be urged
	:raises AlreadyReminded: once a day
	"""
	case, task = applications.case(application), applications.open_task(application)
	user = frappe.session.user
	as_whom = standing(user, case, task)
	if not as_whom:
		raise NotYourStage(_("这份申报现在没有可以催办的单位；催办由申报人或办理单位的上级单位发出。"))
	member, now = members.member_of(user), now_datetime()
	row = frappe.new_doc(DOCTYPE)
	row.update({"application": application, "task": task.name, "stage_name": task.stage_name, "unit_name": task.unit_name})
	row.update({"reminded_by": user, "reminded_as": as_whom, "reminded_on": now, "day_key": _key(case, as_whom, user)})
	row.reminded_by_name = member.member_name if member else case.applicant_name
	sent = _sent_today(row.day_key)
	if sent:
		raise AlreadyReminded(sent)
	try:
		records.insert(row)
	except frappe.UniqueValidationError:
		raise AlreadyReminded(_sent_today(row.day_key) or _once(now, task.unit_name)) from None
	frappe.db.set_value("Approval Task", task.name, "reminded_on", now, update_modified=False)
	act_log.record(Action.REMIND, application=application, stage=task.stage, unit=task.unit, detail=as_whom)
	events.note(events.URGED, task=task.name)
	return {"sentence": _("已催办“{0}”，对方的待办业务里会标出。").format(task.unit_name)}


def of_case(application: str) -> list[frappe._dict]:
	return frappe.get_all(
		DOCTYPE, filters={"application": application}, fields=list(FIELDS), order_by="reminded_on asc"
	)


def _question(case: dict, task: dict, as_whom: str) -> str:
	"""Who will be told: the unit, and for a unit above also its people."""
	names = []
	if as_whom == UPPER:
		told = {"user": ["in", recipients.of_task(case, task)]}
		names = frappe.get_all("Unit Member", filters=told, pluck="member_name", order_by="creation")
	people = f"{_('、').join(names[:NAMED])}{_('等{0}人').format(len(names)) if len(names) > NAMED else ''}"
	message = _("将提醒“{0}”办理“{1}”的经办人员{2}，对方的待办业务里会标出。每天只能催办一次。")
	return message.format(task.unit_name, task.stage_name, _("（{0}）").format(people) if people else "")


def _sent_today(key: str) -> str:
	"""When and whom, also where the case is elsewhere by now; empty when nobody was urged."""
	row = frappe.db.get_value(DOCTYPE, {"day_key": key}, ["reminded_on", "unit_name"], as_dict=True)
	return _once(row.reminded_on, row.unit_name) if row else ""


def _once(when, unit_name: str) -> str:
	message = _("今天 {0} 已催办“{1}”，每天只能催办一次，明天可以再次催办。")
	return message.format(format_datetime(when, "HH:mm"), unit_name)


def _key(case: dict, as_whom: str, user: str) -> str:
	"""The applicant once; each unit above once, whichever of its clerks it is."""
	who = as_whom if as_whom == APPLICANT else members.member_of(user).unit
	return f"{case.name}-{nowdate()}-{who}"
