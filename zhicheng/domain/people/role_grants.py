"""Which roles fit a unit, and who may grant them (manuals 3.1.2.2; domain 2.4)."""

import frappe

from zhicheng.constants import CLERK_ROLES, SUBTREE_ROLES, Level, Role
from zhicheng.domain.accounts import admins
from zhicheng.domain.people import members
from zhicheng.domain.queries import members as queries
from zhicheng.domain.queries import units
from zhicheng.exceptions import RoleNotAllowed

OFFICE_OF_LEVEL = {
	Level.SENIOR.value: Role.SENIOR_OFFICE,
	Level.INTERMEDIATE.value: Role.INTERMEDIATE_OFFICE,
	Level.JUNIOR.value: Role.JUNIOR_OFFICE,
}


def fitting(unit: str) -> list[Role]:
	"""The roles that people of this unit may hold: by category, HR flag and committees."""
	row = units.get_unit(unit)
	if not row:
		return []
	category = frappe.get_cached_doc("Unit Category", row.unit_category)
	roles = [Role(category.clerk_role)]
	if row.is_hrss_bureau and category.hrss_role:
		roles.insert(0, Role(category.hrss_role))
	levels = queries.committee_levels(unit)
	roles += [role for level, role in OFFICE_OF_LEVEL.items() if level in levels]
	return [*roles, Role.APPLICANT, Role.PROCESS_ATTACHMENT]


def grantable(unit: str, user: str) -> list[Role]:
	"""Of the fitting roles, those the user may give: his own unit's applicants, or anything below him."""
	member = members.member_of(user)
	roles = fitting(unit)
	if not member:
		return roles if admins.is_security(user) else []
	if is_clerk_above(member, unit):
		return roles
	if unit == member.unit and is_clerk(member):
		return [Role.APPLICANT]
	return []


def is_clerk(member) -> bool:
	return any(role in CLERK_ROLES for role in member.roles)


def is_clerk_above(member, unit: str) -> bool:
	"""Does he hold a role that reaches below his unit, and is the unit below it?"""
	return any(role in SUBTREE_ROLES for role in member.roles) and units.is_below(unit, member.unit)


def check_change(doc, user: str) -> None:
	"""Roles given or taken by this save: they must fit the unit and be the user's to give, never to himself."""
	before = doc.get_doc_before_save()
	old = {row.role for row in before.member_roles} if before else set()
	new = {row.role for row in doc.member_roles}
	moved = bool(before) and before.unit != doc.unit
	_check_fit(doc, new if moved else new - old)
	if new == old:
		return
	member = members.member_of(user)
	if member and member.name == doc.name:
		raise RoleNotAllowed("不能给自己分配角色，请联系上级单位。")
	allowed = grantable(doc.unit, user)
	refused = [role for role in sorted(new ^ old) if role not in allowed and not (moved and role in old - new)]
	if refused:
		raise RoleNotAllowed(
			f"您不能分配角色“{'、'.join(refused)}”。"
			"本单位经办人员只能给本单位申报人授权，经办人员的角色由上级单位分配。"
		)


def _check_fit(doc, roles: set[str]) -> None:
	fits = fitting(doc.unit)
	unfit = [role for role in sorted(roles) if role not in fits]
	if unfit:
		raise RoleNotAllowed(
			f"角色“{'、'.join(unfit)}”与“{units.name_of(doc.unit)}”的单位隶属关系不符。"
			f"可分配的角色：{'、'.join(role.value for role in fits)}。"
		)
