"""三员分立: system, security and audit administrators are three people, whose roles exclude each other.

系统管理员 keeps base data, routes and settings; 安全管理员 keeps accounts, roles and locks; 审计管理员 reads the Act Log and
exports its chain. They belong to no unit. Administrator holds every right and is for emergencies (domain/audit/break_glass).
"""

import frappe

from zhicheng.constants import AdminRole
from zhicheng.domain.accounts import accounts
from zhicheng.domain.people import members
from zhicheng.exceptions import RoleNotAllowed

ADMINISTRATOR, GUEST = "Administrator", "Guest"
STANDARD = (ADMINISTRATOR, GUEST)
# Frappe's roles that reach the site's settings or code: all of them belong to the system administrator
SYSTEM_FAMILY = {AdminRole.SYSTEM.value, "Script Manager", "Workspace Manager", "Website Manager", "Dashboard Manager"}
NAMES = {AdminRole.SYSTEM.value: "系统管理员", AdminRole.SECURITY.value: "安全管理员", AdminRole.AUDIT.value: "审计管理员"}


def is_system(user: str) -> bool:
	return _is(user, AdminRole.SYSTEM)


def is_security(user: str) -> bool:
	return _is(user, AdminRole.SECURITY)


def is_auditor(user: str) -> bool:
	return _is(user, AdminRole.AUDIT)


def holders(role: AdminRole) -> list[str]:
	"""The enabled named people with this role; Administrator is nobody."""
	users = frappe.get_all("Has Role", filters={"parenttype": "User", "role": role.value}, pluck="parent")
	named = [user for user in users if user not in STANDARD]
	return frappe.get_all("User", filters={"name": ["in", named or [""]], "enabled": 1}, pluck="name")


def check_exclusion(user: str, roles: set[str]) -> None:
	"""One of the three at most, 安全 and 审计 with no other role beside it, and none for a person of a unit.

	:raises RoleNotAllowed: naming the roles that do not go together
	"""
	if user in STANDARD:
		return
	families = [role for role in NAMES if role in roles]
	if roles & SYSTEM_FAMILY and AdminRole.SYSTEM.value not in families:
		families.insert(0, AdminRole.SYSTEM.value)
	if not families:
		return
	if accounts.is_member_account(user):
		raise RoleNotAllowed(f"单位用户不能兼任{NAMES[families[0]]}。请为管理员另建系统账号。")
	if len(families) > 1:
		named = "、".join(NAMES[role] for role in families)
		raise RoleNotAllowed(f"{named}互斥，一个人只能担任其中一种。请去掉多余的角色，或另建账号。")
	others = sorted(roles - {families[0]})
	if families[0] != AdminRole.SYSTEM.value and others:
		raise RoleNotAllowed(f"{NAMES[families[0]]}不能同时有其他角色：{'、'.join(others)}。请去掉后再保存。")


def _is(user: str, role: AdminRole) -> bool:
	if user == ADMINISTRATOR:
		return True
	return user != GUEST and members.member_of(user) is None and role.value in frappe.get_roles(user)
