"""Who may open the registers and export them, and who may have ID numbers and telephones in an export (domain 7.1)."""

import frappe
from frappe import _

from zhicheng.constants import CLERK_ROLES, HRSS_ROLES, OFFICE_ROLES
from zhicheng.domain.people import members

# `export_sensitive`: the offices that check identities; the others get masked numbers
NUMBER_ROLES = HRSS_ROLES + OFFICE_ROLES


def require_register(user: str) -> None:
	"""Clerks and administrators; an applicant has no register.

	:raises frappe.PermissionError: otherwise
	"""
	if not (_is_administrator(user) or _holds(user, CLERK_ROLES)):
		raise frappe.PermissionError(_("一览表由经办人员查看和导出，您没有这个权限。"))


def may_show_numbers(user: str) -> bool:
	"""Whether an export of this user may hold whole ID numbers and telephones, if he says why."""
	return _holds(user, NUMBER_ROLES)


def require_own_job(job: dict | None, user: str) -> None:
	"""A result made in the background is its requester's alone.

	:raises frappe.PermissionError: otherwise, without telling whether it exists
	"""
	if not job or user == "Guest" or job.requested_by != user:
		raise frappe.PermissionError(_("没有找到这个文件，或它不是您生成的。请重新生成。"))


def _holds(user: str, roles: tuple) -> bool:
	member = members.member_of(user)
	return bool(member and member.status == members.ENABLED and any(role in roles for role in member.roles))


def _is_administrator(user: str) -> bool:
	return user == "Administrator" or "System Manager" in frappe.get_roles(user)
