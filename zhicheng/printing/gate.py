"""May this application be printed now? Province: always, with the mark; prefecture: after 资格审查 (design 7)."""

import frappe

from zhicheng.constants import State
from zhicheng.domain import settings
from zhicheng.exceptions import PrintLocked
from zhicheng.printing.dossier_view import require_readable

AFTER_CHECK = "资格审查通过后"
LOCKED = "按本地区规定，评委会办公室资格审查通过后才能打印申报表。请等审查通过再来打印。"


def require_printable(application: str, user: str | None = None) -> None:
	"""Refuse a user who may not read it, and every user while the region's rule keeps the form locked.

	Source: prefecture manual 4.1.1.15 (待评委办资格审查通过之后 …), province manual 4.1.1.15.

	:raises frappe.PermissionError: when the user may not read the application
	:raises PrintLocked: when printing is not unlocked yet
	"""
	case = require_readable(application, user or frappe.session.user)
	if is_locked(case):
		raise PrintLocked(LOCKED)


def is_locked(case) -> bool:
	"""The nearest region's rule; what passed the check or is decided can always be printed."""
	if case.print_unlocked or case.workflow_state in (State.PASSED, State.FAILED):
		return False
	region = case.county or case.city or case.province
	return settings.get("print_allowed_from", region=region) == AFTER_CHECK


def locked_sentence(case) -> str:
	"""What a page says before it asks for the print; empty when the form may be printed."""
	return LOCKED if is_locked(case) else ""
