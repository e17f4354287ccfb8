"""Who has a case open: told to the clerks who may act on it, never to its applicant."""

import frappe

from zhicheng.domain.approval import claims
from zhicheng.domain.queries import applications
from zhicheng.permissions.applications import require_read
from zhicheng.refusals import spoken


def _case_of_clerk(application: str) -> dict:
	"""Who works on a case is no business of its applicant."""
	require_read(application)
	case = applications.case(application)
	claims.require_clerk(frappe.session.user, case)
	return case


@frappe.whitelist(methods=["POST"])
@spoken
def open_case(application: str) -> dict:
	"""The case is on the user's screen: who else has it open, and its step."""
	return claims.open_case(_case_of_clerk(application))


@frappe.whitelist(methods=["POST"])
@spoken
def keep_open(application: str) -> dict:
	"""Still there."""
	return claims.keep(_case_of_clerk(application))


@frappe.whitelist(methods=["POST"])
@spoken
def release(application: str) -> dict:
	"""The screen was left."""
	require_read(application)
	claims.release(application)
	return {}
