"""Reads of people in units and the roles they hold there."""

import frappe

from zhicheng.constants import CLERK_ROLES, Role
from zhicheng.domain.queries.held import kept

ENABLED = "启用"


def row_of_user(user: str) -> frappe._dict | None:
	"""The member whose account this is, with `roles` and the state of his unit; None for administrators and Guest."""
	member, unit = frappe.qb.DocType("Unit Member"), frappe.qb.DocType("Unit")
	held = frappe.qb.DocType("Unit Member Role")
	rows = (
		frappe.qb.from_(member)
		.join(unit)
		.on(unit.name == member.unit)
		.left_join(held)
		.on((held.parent == member.name) & (held.parenttype == "Unit Member"))
		.select(
			member.name, member.unit, member.status, member.member_name, member.user,
			unit.status.as_("unit_status"), unit.unit_category, unit.is_hrss_bureau, unit.region, held.role,
		)
		.where(member.user == user)
		.run(as_dict=True)
	)  # fmt: skip
	known = {role.value for role in Role}
	roles = {Role(row.role) for row in rows if row.role in known}
	for row in rows:
		row.pop("role")
	return frappe._dict(rows[0], roles=roles) if rows else None


def holders(unit: str, role: str) -> list[dict]:
	"""Who can act in this role for this unit now: enabled people of an enabled unit."""
	member, held = frappe.qb.DocType("Unit Member"), frappe.qb.DocType("Unit Member Role")
	unit_table = frappe.qb.DocType("Unit")
	return (
		frappe.qb.from_(member)
		.join(held)
		.on((held.parent == member.name) & (held.parenttype == "Unit Member"))
		.join(unit_table)
		.on(unit_table.name == member.unit)
		.select(member.user, member.member_name, member.name.as_("member"))
		.where((member.unit == unit) & (held.role == str(role)))
		.where((member.status == ENABLED) & (unit_table.status == ENABLED))
		.orderby(member.creation)
		.run(as_dict=True)
	)


def clerks_of(unit: str) -> list[dict]:
	"""The enabled people of a unit who hold a clerk's role: {user, name, roles}, by name."""
	member, held = frappe.qb.DocType("Unit Member"), frappe.qb.DocType("Unit Member Role")
	query = frappe.qb.from_(member).join(held)
	query = query.on((held.parent == member.name) & (held.parenttype == "Unit Member"))
	query = query.select(member.user, member.member_name.as_("name"), held.role)
	query = query.where((member.unit == unit) & (member.status == ENABLED))
	found: dict[str, dict] = {}
	for row in query.orderby(member.member_name).run(as_dict=True):
		if row.role in {role.value for role in CLERK_ROLES}:
			found.setdefault(row.user, {"user": row.user, "name": row.name, "roles": []})["roles"].append(row.role)
	return list(found.values())


@kept
def by_id_hash(id_hash: str) -> frappe._dict | None:
	fields = ["name", "user", "unit", "status", "must_change_password"]
	return frappe.db.get_value("Unit Member", {"id_hash": id_hash}, fields, as_dict=True)


@kept
def committee_levels(unit: str) -> set[str]:
	"""The levels of the enabled committees whose office the unit is."""
	return set(
		frappe.get_all("Evaluation Committee", filters={"office_unit": unit, "status": ENABLED}, pluck="level")
	)


def has_cases(member: str) -> bool:
	return bool(frappe.db.exists("Title Application", {"member": member}))
