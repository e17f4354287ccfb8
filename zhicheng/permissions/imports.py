"""Who may import units and people, and who sees which import: its own clerk, and administrators."""

import frappe

from zhicheng.constants import CLERK_ROLES
from zhicheng.domain.imports import columns, imports
from zhicheng.domain.people import members, units
from zhicheng.permissions.people import is_administrator, keeps_accounts
from zhicheng.permissions.scope import NOTHING, READS


def can_import(user: str, kind: str) -> bool:
	"""Units: whom a creation rule lets make some, and the system administrator; people: every clerk, and the security
	administrator. What he may do is asked again for every row."""
	if is_administrator(user) or keeps_accounts(user):
		return keeps_accounts(user) if kind == columns.PEOPLE else is_administrator(user)
	member = members.member_of(user)
	if not member or member.status != members.ENABLED or not any(role in CLERK_ROLES for role in member.roles):
		return False
	return kind == columns.PEOPLE or bool(units.creatable(user))


def require_import(user: str, kind: str) -> None:
	""":raises frappe.PermissionError: when this kind is not his to import"""
	if not can_import(user, kind):
		raise frappe.PermissionError(f"您没有批量导入{kind}的权限，请联系上级单位。")


def require_own(name: str, user: str) -> frappe._dict:
	"""The import, for who began it; an administrator sees it in the list but does not act in his place.

	:raises frappe.PermissionError: otherwise, without telling whether it exists
	"""
	found = imports.get(name) if user != "Guest" else None
	if not found or found.requested_by != user:
		raise frappe.PermissionError("没有找到这次导入，或它不是您的。")
	return found


def import_condition(user: str | None = None, doctype: str | None = None) -> str:
	user = user or frappe.session.user
	if is_administrator(user):
		return ""
	return NOTHING if user == "Guest" else f"(`tabBase Data Import`.`requested_by` = {frappe.db.escape(user)})"


def import_permission(doc, ptype: str | None = None, user: str | None = None, **kwargs) -> bool:
	"""has_permission hook: reading as the list; an import is begun, run and dropped by our endpoints only."""
	user = user or frappe.session.user
	if ptype not in READS or not doc.get("name"):
		return False
	return is_administrator(user) or (user != "Guest" and doc.get("requested_by") == user)
