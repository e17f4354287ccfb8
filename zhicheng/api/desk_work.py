"""The acts beside the five: 转办, 撤回同意, 延期, 催办, two stages at once; and what changed since the last round."""

import frappe

from zhicheng.api import refused_acts
from zhicheng.constants import Action
from zhicheng.domain.approval import changes as comparing
from zhicheng.domain.approval import consecutive, deadlines, handing, recall, reminders
from zhicheng.domain.audit import views
from zhicheng.permissions.applications import require_read
from zhicheng.refusals import spoken


@frappe.whitelist(methods=["GET"])
@spoken
def changed(application: str) -> dict:
	"""本轮修改: what the applicant changed since the last round."""
	require_read(application)
	views.note(views.READ, application=application)
	return comparing.since_last_round(application)


@frappe.whitelist(methods=["POST"])
@spoken
def approve_both(
	application: str, step: int, token: str, values: dict | str, confirm: str, next_unit: str = "", next_reason: str = ""
) -> dict:
	"""同意通过 of two consecutive stages by the same clerk."""
	details = {"next_unit": next_unit, "next_reason": next_reason, "values": frappe.parse_json(values)}
	with refused_acts.kept(Action.APPROVE, application):
		require_read(application)
		return consecutive.approve_both(application, step=step, token=token, confirm=confirm, **details)


@frappe.whitelist(methods=["POST"])
@spoken
def take_back(application: str, step: int, token: str, reason: str = "") -> dict:
	"""撤回同意."""
	with refused_acts.kept(Action.RECALL, application):
		require_read(application)
		return recall.recall(application, step=step, token=token, reason=reason)


@frappe.whitelist(methods=["GET"])
@spoken
def colleagues(application: str) -> list[dict]:
	"""转办: to whom."""
	require_read(application)
	return handing.colleagues(application)


@frappe.whitelist(methods=["POST"])
@spoken
def hand_over(application: str, step: int, to: str, note: str = "") -> dict:
	"""转办."""
	with refused_acts.kept(Action.HAND_OVER, application):
		require_read(application)
		return handing.hand_over(application, step=step, to=to, note=note)


@frappe.whitelist(methods=["POST"])
@spoken
def extend(application: str, step: int, until: str, reason: str = "") -> dict:
	"""延期 by the HR bureau above."""
	with refused_acts.kept(Action.EXTEND, application):
		require_read(application)
		return deadlines.extend(application, step=step, until=until, reason=reason)


@frappe.whitelist(methods=["POST"])
@spoken
@refused_acts.noted(Action.REMIND)
def remind(application: str) -> dict:
	"""催办, by the applicant or a unit above, once a day."""
	require_read(application)
	return reminders.remind(application)
