"""The soft claim: who else has a case open. It warns and never locks; the one door decides.

Kept in the cache for a short while and refreshed by the open screen, so that a closed browser is soon forgotten.
"""

import frappe
from frappe import _
from frappe.utils import format_datetime, get_datetime, now_datetime, time_diff_in_seconds

from zhicheng.constants import CLERK_ROLES
from zhicheng.domain.approval import acting
from zhicheng.domain.people import members
from zhicheng.domain.queries import applications, units
from zhicheng.exceptions import NotYourStage

KEY = "zhicheng_open_case:{0}"
# the screen refreshes it three times as often
LIVES = 90
EVENT = "zhicheng_case_open"


def open_case(case: dict) -> dict:
	"""The session's user has the case on his screen: note it, and the first opening by who may act.

	:return: what `keep` gives
	"""
	task, user = applications.open_task(case.name), frappe.session.user
	if task and not task.first_opened_on and acting.can_act(user, case, task):
		frappe.db.set_value("Approval Task", task.name, "first_opened_on", now_datetime(), update_modified=False)
	return keep(case)


def keep(case: dict) -> dict:
	"""Still open: refresh, and tell who else is there and whether the case moved on."""
	user = frappe.session.user
	member = members.member_of(user)
	found = _read(case.name)
	if member and any(role in CLERK_ROLES for role in member.roles):
		since = found.get(user, {}).get("since") or str(now_datetime())
		known = user in found
		found[user] = {"name": member.member_name, "unit": member.unit, "since": since, "seen": str(now_datetime())}
		_write(case.name, found)
		if not known:
			_announce(case.name, found, but=user)
	return _told(case, found)


def release(application: str) -> None:
	"""The screen was left."""
	found = _read(application)
	if found.pop(frappe.session.user, None):
		_write(application, found)
		_announce(application, found, but=frappe.session.user)


def require_clerk(user: str, case: dict) -> None:
	"""A clerk, an administrator as well, and never the applicant himself.

	:raises NotYourStage: otherwise
	"""
	member = members.member_of(user)
	is_clerk = not member or any(role in CLERK_ROLES for role in member.roles)
	if not is_clerk or case.applicant == user:
		raise NotYourStage(_("只有经办人员可以查看谁打开了这份申报。"))


def _told(case: dict, found: dict) -> dict:
	"""step of the case now, and the others who have it open: {name, unit_name, since}."""
	others = [
		{"name": row["name"], "unit_name": units.name_of(row["unit"]), "since": _clock(row["since"])}
		for user, row in found.items()
		if user != frappe.session.user and user != case.applicant
	]
	return {"step": case.step, "others": others}


def _read(application: str) -> dict:
	found = frappe.cache.get_value(KEY.format(application), expires=True) or {}
	now = now_datetime()
	return {user: row for user, row in found.items() if time_diff_in_seconds(now, get_datetime(row["seen"])) < LIVES}


def _write(application: str, found: dict) -> None:
	frappe.cache.set_value(KEY.format(application), found, expires_in_sec=LIVES)


def _announce(application: str, found: dict, *, but: str) -> None:
	"""The others hear of it at once where realtime runs; elsewhere they ask by themselves."""
	for user in found:
		if user != but:
			frappe.publish_realtime(EVENT, {"application": application}, user=user)


def _clock(value: str) -> str:
	return format_datetime(value, "HH:mm")
