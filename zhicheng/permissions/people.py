"""Who may see and change units and people: one function per question, for list, form and endpoints alike.

Scope is the tree range of the user's unit: HR bureaus and departments see what is below them, every other
clerk sees his own unit (domain 2.4). Applications have their own module, permissions/applications.py.
"""

import frappe

from zhicheng.constants import CLERK_ROLES, SUBTREE_ROLES, Role
from zhicheng.domain.accounts import accounts, admins
from zhicheng.domain.people import members, role_grants
from zhicheng.domain.queries import units
from zhicheng.exceptions import RoleNotAllowed
from zhicheng.permissions.scope import NOTHING, READS, units_between

READING = (*READS, "print")


def is_administrator(user: str | None = None) -> bool:
	"""Administrator, or a named administrator: a System Manager who belongs to no unit."""
	user = user or frappe.session.user
	if user == "Administrator":
		return True
	return members.member_of(user) is None and "System Manager" in frappe.get_roles(user)


def keeps_accounts(user: str | None = None) -> bool:
	"""The security administrator, who keeps the people of every unit and the accounts without one."""
	return admins.is_security(user or frappe.session.user)


def _sees_all(user: str) -> bool:
	return is_administrator(user) or keeps_accounts(user)


def scope_of(user: str | None = None) -> tuple[int, int]:
	"""(lft, rgt) of what the user sees; (0, 0), which holds nothing, for everybody but clerks."""
	member = members.member_of(user)
	if not member or not any(role in CLERK_ROLES for role in member.roles):
		return (0, 0)
	lft, rgt = units.range_of(member.unit)
	return (lft, rgt) if any(role in SUBTREE_ROLES for role in member.roles) else (lft, lft)


def can_see_unit(user: str, unit: str) -> bool:
	if _sees_all(user):
		return True
	lower, upper = scope_of(user)
	lft, _rgt = units.range_of(unit)
	return bool(lft) and lower <= lft <= upper


def can_change_unit(user: str, unit: str) -> bool:
	"""Own unit: the contact fields (the form's rules say which); below: what one's own branch created."""
	if is_administrator(user):
		return True
	member = members.member_of(user)
	if not member or not can_see_unit(user, unit):
		return False
	return unit == member.unit or can_delete_unit(user, unit)


def can_delete_unit(user: str, unit: str) -> bool:
	"""The creating unit and its superiors (domain 3.1); whether anything hangs on it is asked later."""
	if is_administrator(user):
		return True
	member = members.member_of(user)
	if not member or not role_grants.is_clerk_above(member, unit):
		return False
	creator = frappe.db.get_value("Unit", unit, "created_by_unit")
	return not creator or units.is_within(creator, member.unit)


def can_create_member(user: str, unit: str) -> bool:
	"""Applicants at one's own unit, anybody below (manuals 3.1.3 案例四, 案例十一)."""
	return keeps_accounts(user) or bool(role_grants.grantable(unit, user))


def can_change_member(user: str, member: str) -> bool:
	"""Never oneself; at one's own unit only people who are nothing but applicants."""
	if keeps_accounts(user):
		return True
	actor = members.member_of(user)
	if not actor or actor.name == member:
		return False
	unit = frappe.db.get_value("Unit Member", member, "unit")
	if role_grants.is_clerk_above(actor, unit):
		return True
	held = set(frappe.get_all("Unit Member Role", {"parent": member, "parenttype": "Unit Member"}, pluck="role"))
	return unit == actor.unit and role_grants.is_clerk(actor) and held <= {Role.APPLICANT.value}


def unit_condition(user: str | None = None, doctype: str | None = None) -> str:
	user = user or frappe.session.user
	if _sees_all(user):
		return ""
	lower, upper = scope_of(user)
	return f"(`tabUnit`.`lft` between {lower:d} and {upper:d})" if lower else NOTHING


def member_condition(user: str | None = None, doctype: str | None = None) -> str:
	user = user or frappe.session.user
	if _sees_all(user):
		return ""
	return units_between("`tabUnit Member`.`unit`", *scope_of(user))


def fault_condition(user: str | None = None, doctype: str | None = None) -> str:
	"""Findings of the route check, of the units that the user's own list shows."""
	user = user or frappe.session.user
	if is_administrator(user):
		return ""
	return units_between("`tabRoute Fault`.`unit`", *scope_of(user))


def user_condition(user: str | None = None, doctype: str | None = None) -> str:
	"""Frappe lets everybody select from User, names and all: people see themselves there and nobody else."""
	user = user or frappe.session.user
	if is_administrator(user):
		return ""
	if keeps_accounts(user):
		ending = f"@{accounts.DOMAIN}"
		return f"(right(`tabUser`.`name`, {len(ending)}) <> {frappe.db.escape(ending)})"
	return f"(`tabUser`.`name` = {frappe.db.escape(user)})"


def unit_has_permission(doc, ptype: str | None = None, user: str | None = None, **kwargs) -> bool:
	user = user or frappe.session.user
	if is_administrator(user) or ptype == "create":
		return True
	if ptype in READING:
		return can_see_unit(user, doc.name)
	if ptype == "write":
		return can_change_unit(user, doc.name)
	return ptype == "delete" and can_delete_unit(user, doc.name)


def member_has_permission(doc, ptype: str | None = None, user: str | None = None, **kwargs) -> bool:
	user = user or frappe.session.user
	if keeps_accounts(user):
		return True
	if ptype == "create":
		return not doc.unit or can_create_member(user, doc.unit)
	if ptype in READING:
		return can_see_unit(user, frappe.db.get_value("Unit Member", doc.name, "unit"))
	return ptype in ("write", "delete") and can_change_member(user, doc.name)


def fault_has_permission(doc, ptype: str | None = None, user: str | None = None, **kwargs) -> bool:
	user = user or frappe.session.user
	return is_administrator(user) or (ptype in READING and bool(doc.unit) and can_see_unit(user, doc.unit))


def require_create_member(user: str, unit: str) -> None:
	if not can_create_member(user, unit):
		raise RoleNotAllowed("您不能给这个单位添加用户。经办人员由上级单位添加，本单位经办人员可以添加本单位申报人。")


def require_change_member(user: str, member: str) -> None:
	if not can_change_member(user, member):
		raise RoleNotAllowed("您不能修改这名用户。本单位经办人员只能修改本单位申报人，经办人员由上级单位修改。")
