"""Reads the Workflow record as the one table of legal transitions (design 4.1, 4.2)."""

import re

import frappe
from frappe import _

from zhicheng.constants import WORKFLOW_NAME
from zhicheng.exceptions import ActionNotAllowed

CONDITION = re.compile(r'doc\.next_stage == "([A-Z0-9_]+)"')
CACHE_KEY = "zhicheng_moves"


def require(*, state: str, action: str, code: str, role: str) -> str:
	"""The state that the Workflow gives for this move.

	:param code: stage code or state code of the target, what next_stage will hold
	:raises ActionNotAllowed: when the Workflow has no such row
	"""
	next_state = table().get(f"{state}|{action}|{code}|{role}")
	if next_state is None:
		raise ActionNotAllowed(_("“{0}”状态下不能“{1}”。请刷新页面后再办理。").format(state, action))
	return next_state


def table() -> dict[str, str]:
	"""state|action|code|role → next state; kept in the cache under the record's own time of change.

	The key is read in the caller's transaction, so that nobody is given a Workflow that was rolled back or not
	yet committed.
	"""
	modified = frappe.db.get_value("Workflow", WORKFLOW_NAME, "modified")
	return frappe.cache.hget(CACHE_KEY, str(modified), _read)


def _read() -> dict[str, str]:
	workflow = frappe.get_doc("Workflow", WORKFLOW_NAME)
	found = {}
	for row in workflow.transitions:
		match = CONDITION.fullmatch((row.condition or "").strip())
		if match:
			found[f"{row.state}|{row.action}|{match.group(1)}|{row.allowed}"] = row.next_state
	return found


def forget(doc=None, method=None) -> None:
	"""The Workflow was saved: what was kept under older times is of no use any more."""
	frappe.cache.delete_value(CACHE_KEY)
