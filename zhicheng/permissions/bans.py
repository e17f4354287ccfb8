"""Who sees which 年度限制: the HR clerks of city and province those of their subtree, administrators all."""

import frappe

from zhicheng.domain.approval.bans import LIFTERS
from zhicheng.domain.people import members
from zhicheng.domain.queries import units
from zhicheng.permissions.people import is_administrator
from zhicheng.permissions.scope import READS, units_between


def ban_condition(user: str | None = None, doctype: str | None = None) -> str:
	"""The list condition: the unit that the person applied from lies within the clerk's own."""
	user = user or frappe.session.user
	if is_administrator(user):
		return ""
	return units_between("`tabApplication Ban`.`unit`", *_scope(user))


def ban_permission(doc, ptype=None, user=None, **kwargs) -> bool:
	"""has_permission hook: reading as the list; nobody writes a ban by hand."""
	user = user or frappe.session.user
	if ptype not in READS or not doc.get("name"):
		return False
	if is_administrator(user):
		return True
	lower, upper = _scope(user)
	unit = frappe.db.get_value("Application Ban", doc.name, "unit")
	lft, rgt = units.range_of(unit)
	return bool(lower and lft) and lower <= lft and rgt <= upper


def _scope(user: str) -> tuple[int, int]:
	member = members.member_of(user)
	if not member or member.status != "启用" or not any(role in member.roles for role in LIFTERS):
		return (0, 0)
	return units.range_of(member.unit)
