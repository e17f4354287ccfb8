"""Reads of people in units and the roles they hold there."""

import frappe
from frappe.query_builder.functions import Coalesce
from pypika.functions import NullIf

from zhicheng.constants import CLERK_ROLES, Role
from zhicheng.domain.queries.held import kept

ENABLED = "启用"
CONTACT = ("unit_name", "contact_name", "contact_phone")


def row_of_user(user: str) -> frappe._dict | None:
	"""The member whose account this is, with `roles`, his unit and the contact of the unit above (`above`; of his own
	at the root), asked in one statement by every page; None for administrators and Guest."""
	member, unit, upper = frappe.qb.DocType("Unit Member"), frappe.qb.DocType("Unit"), frappe.qb.DocType("Unit").as_("upper")
	held, account = frappe.qb.DocType("Unit Member Role"), frappe.qb.DocType("User")
	rows = (
		frappe.qb.from_(member)
		.join(unit)
		.on(unit.name == member.unit)
		.join(upper)
		.on(upper.name == Coalesce(NullIf(unit.parent_unit, ""), unit.name))
		.join(account)
		.on(account.name == member.user)
		.left_join(held)
		.on((held.parent == member.name) & (held.parenttype == "Unit Member"))
		.select(
			member.name, member.unit, member.status, member.member_name, member.user, member.messages_seen_on,
			unit.status.as_("unit_status"), unit.unit_category, unit.is_hrss_bureau, unit.region, held.role,
			unit.unit_name, account.user_type, *[upper[column].as_(f"above_{column}") for column in CONTACT],
		)
		.where(member.user == user)
		.run(as_dict=True)
	)  # fmt: skip
	known = {role.value for role in Role}
	roles = {Role(row.role) for row in rows if row.role in known}
	if not rows:
		return None
	row = rows[0]
	row.pop("role")
	above = frappe._dict({column: row.pop(f"above_{column}") for column in CONTACT})
	return frappe._dict(row, roles=roles, above=above)


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
