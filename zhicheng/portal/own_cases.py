"""An applicant's own cases as the pages list them, and why one came back to him."""

import frappe

from zhicheng.constants import FINAL_STATES, Action, State
from zhicheng.domain.approval import corrections, progress
from zhicheng.domain.queries import applicants
from zhicheng.permissions.applications import require_read_application
from zhicheng.portal.words import KEY_OF_LEVEL, tone

AT_HOME = (State.DRAFT.value, State.RETURNED.value)


def own_case(user: str, name: str) -> frappe._dict:
	"""The case; a foreign one looks like none."""
	row = applicants.own(user, name)
	if not row:
		require_read_application(user=user, application=name)
		raise frappe.PermissionError("申报页面只供申报人本人使用；经办人员请在“待办事项”中办理。")
	return row


def listed(row: dict) -> dict:
	return {
		**row,
		"tone": tone(row["workflow_state"]),
		"is_draft": row["workflow_state"] == State.DRAFT,
		"is_returned": row["workflow_state"] == State.RETURNED,
		"is_final": row["workflow_state"] in (str(state) for state in FINAL_STATES),
		"level_key": KEY_OF_LEVEL.get(row["level"], ""),
		"opened_on": row.get("opened_on") or "",
	}


def told(row: dict) -> dict:
	"""As listed, with the sentence where it is and what is to be corrected."""
	sent = bool(row["first_submitted_on"])
	return {
		**listed(row),
		"where": progress.where(row["name"]) if sent else "",
		"reason": return_reason(row["name"], row["workflow_state"]) if sent else None,
		"corrections": corrections.asked_of_applicant(row["name"], row["workflow_state"]) if sent else [],
	}


def return_reason(name: str, state: str) -> dict | None:
	"""The last return of the path, while the case stands with the applicant."""
	if state not in AT_HOME:
		return None
	back = (Action.RETURN.value, Action.REJECT.value)
	return next((row for row in reversed(progress.path(name)) if row["action"] in back), None)
