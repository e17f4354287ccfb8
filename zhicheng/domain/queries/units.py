"""Reads of the unit tree; scope is asked by lft and rgt, never by User Permission records (design 5)."""

import frappe
from frappe.query_builder.functions import Coalesce, Max, Min
from pypika.functions import NullIf

from zhicheng.constants import FINAL_STATES
from zhicheng.domain.queries import regions, rows
from zhicheng.domain.queries.held import kept

ENABLED = "启用"
UNIT_FIELDS = (
	"name", "unit_name", "unit_category", "unit_level", "region", "parent_unit", "is_hrss_bureau",
	"prov_hrss", "city_hrss", "cnty_hrss", "supervising_unit", "status", "created_by_unit", "lft", "rgt",
)  # fmt: skip


@kept
def get_unit(unit: str) -> frappe._dict | None:
	"""The columns that rules ask for; None when there is no such unit."""
	return rows.one("Unit", UNIT_FIELDS, name=unit) if unit else None


@kept
def range_of(unit: str) -> tuple[int, int]:
	"""(lft, rgt) of the unit; (0, 0), which holds nothing, when there is no such unit."""
	row = rows.one("Unit", ("lft", "rgt"), name=unit) if unit else None
	return (row.lft, row.rgt) if row else (0, 0)


def is_whole_tree(unit: str) -> bool:
	"""Whether there is no unit but this one and what is below it."""
	table = frappe.qb.DocType("Unit")
	everything = frappe.qb.from_(table).select(Min(table.lft), Max(table.rgt)).run()[0]
	return everything == range_of(unit)


def ancestors(unit: str) -> list[str]:
	"""Root first, the unit itself last."""
	below, above = frappe.qb.DocType("Unit"), frappe.qb.DocType("Unit").as_("above")
	query = frappe.qb.from_(below).join(above).on((above.lft <= below.lft) & (above.rgt >= below.rgt))
	return query.select(above.name).where(below.name == unit).orderby(above.lft).run(pluck=True)


def clerks_and_ancestors(unit: str, role: str) -> tuple[list[str], list[str]]:
	"""In one read: the enabled people of an enabled unit who hold a role, and the units above, root first, itself last.

	:return: (users, ancestors), both empty when nobody holds the role there
	"""
	table, above = frappe.qb.DocType("Unit"), frappe.qb.DocType("Unit").as_("above")
	member, held = frappe.qb.DocType("Unit Member"), frappe.qb.DocType("Unit Member Role")
	query = frappe.qb.from_(table).join(member).on(member.unit == table.name)
	query = query.join(held).on((held.parent == member.name) & (held.parenttype == "Unit Member"))
	query = query.join(above).on((above.lft <= table.lft) & (above.rgt >= table.rgt))
	query = query.where((table.name == unit) & (table.status == ENABLED) & (held.role == str(role)))
	query = query.where(member.status == ENABLED).select(member.user, above.name)
	found = query.orderby(member.creation).orderby(above.lft).run()
	return list(dict.fromkeys(row[0] for row in found)), list(dict.fromkeys(row[1] for row in found))


def is_within(unit: str, upper: str) -> bool:
	"""Is the unit the upper one itself or somewhere below it?"""
	lft, rgt = range_of(unit)
	upper_lft, upper_rgt = range_of(upper)
	return bool(lft) and upper_lft <= lft and rgt <= upper_rgt


def is_below(unit: str, upper: str) -> bool:
	return unit != upper and is_within(unit, upper)


def departments_in(region: str, level: str, series: str | None = None) -> list[frappe._dict]:
	"""Enabled department units of exactly this region and level; with a series: those in charge of it."""
	unit, category = frappe.qb.DocType("Unit"), frappe.qb.DocType("Unit Category")
	query = (
		frappe.qb.from_(unit)
		.join(category)
		.on(category.name == unit.unit_category)
		.select(unit.name, unit.unit_name, unit.is_hrss_bureau)
		.where((unit.region == region) & (category.category_level == level))
		.where((category.is_department == 1) & (unit.status == ENABLED))
		.orderby(unit.lft)
	)
	if series:
		duty = frappe.qb.DocType("Unit Industry Series")
		query = (
			query.join(duty)
			.on((duty.parent == unit.name) & (duty.parenttype == "Unit"))
			.where(duty.series == series)
		)
	return query.run(as_dict=True)


def departments_with_duty(region: str, category: str, series: str) -> list[frappe._dict]:
	"""Enabled units of exactly this region and category; `in_charge` where they answer for the series."""
	unit, duty = frappe.qb.DocType("Unit"), frappe.qb.DocType("Unit Industry Series")
	own = (duty.parent == unit.name) & (duty.parenttype == "Unit") & (duty.series == series)
	query = frappe.qb.from_(unit).left_join(duty).on(own)
	query = query.select(unit.name, unit.unit_name, unit.is_hrss_bureau, duty.series.as_("in_charge")).distinct()
	query = query.where((unit.unit_category == category) & (unit.region == region) & (unit.status == ENABLED))
	return query.run(as_dict=True)


def enabled(unit: str | None) -> frappe._dict | None:
	"""name and unit_name of an enabled unit."""
	if not unit:
		return None
	return frappe.db.get_value("Unit", {"name": unit, "status": ENABLED}, ["name", "unit_name"], as_dict=True)


def named_by(unit: str, *fields: str) -> frappe._dict | None:
	"""The enabled unit that the first filled of a unit's link fields names; its name and unit_name."""
	table, named = frappe.qb.DocType("Unit"), frappe.qb.DocType("Unit").as_("named")
	filled = Coalesce(*[NullIf(table[field], "") for field in fields])
	query = frappe.qb.from_(table).join(named).on(named.name == filled)
	query = query.select(named.name, named.unit_name)
	found = query.where((table.name == unit) & (named.status == ENABLED)).run(as_dict=True)
	return found[0] if found else None


@kept
def hrss_bureau_of(region: str) -> str:
	"""The one HR bureau of exactly this region; empty when it is not registered yet."""
	if not region:
		return ""
	return frappe.db.get_value("Unit", {"region": region, "is_hrss_bureau": 1, "status": ENABLED}) or ""


def hrss_bureaus_for(region: str) -> dict[str, str]:
	"""prov_hrss, city_hrss and cnty_hrss as the region says; empty where there is none."""
	path = regions.ancestors(region)
	return {
		"prov_hrss": hrss_bureau_of(path[0]) if path else "",
		"city_hrss": hrss_bureau_of(regions.prefecture_of(region)),
		"cnty_hrss": hrss_bureau_of(regions.county_of(region)),
	}


@kept
def root_unit() -> str:
	return frappe.db.get_value("Unit", {"parent_unit": ["is", "not set"]}) or ""


@kept
def name_of(unit: str) -> str:
	return (frappe.db.get_value("Unit", unit, "unit_name") if unit else "") or ""


@kept
def holders_of(fieldname: str, value: str, region: str = "") -> tuple[str, ...]:
	"""The units with this code or, in a region, this name; `is_hrss_bureau` asks for the bureaus of the region."""
	filters = {fieldname: value} | ({"region": region} if region else {})
	return tuple(frappe.get_all("Unit", filters=filters, pluck="name"))


def running_cases(unit: str) -> int:
	"""How many applications of the unit's people are running."""
	return frappe.db.count("Title Application", running_filters(unit))


def running_filters(unit: str) -> dict:
	"""Submitted applications of the unit's people that are not at their end; a draft has no route yet."""
	states = [state.value for state in FINAL_STATES]
	return {"unit": unit, "workflow_state": ["not in", states], "first_submitted_on": ["is", "set"]}
