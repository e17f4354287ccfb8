"""Reads of the region tree (GB/T 2260)."""

import frappe

from zhicheng.domain.queries.held import kept

CITY = "市(州)级"
COUNTY = "县(区)级"
PROVINCE = "省级"


@kept
def ancestors(region: str) -> list[str]:
	"""Codes from the province down to the region itself; empty when it does not exist."""
	within, above = frappe.qb.DocType("Region"), frappe.qb.DocType("Region").as_("above")
	query = frappe.qb.from_(within).join(above).on((above.lft <= within.lft) & (above.rgt >= within.rgt))
	return query.select(above.name).where(within.name == region).orderby(above.lft).run(pluck=True)


@kept
def level_of(region: str) -> str:
	return frappe.db.get_value("Region", region, "region_level") or ""


@kept
def name_of(region: str) -> str:
	return frappe.db.get_value("Region", region, "region_name") or region


def prefecture_of(region: str) -> str:
	"""The 市(州) that the region is or lies in; empty for the province."""
	return _ancestor_of_level(region, CITY)


def county_of(region: str) -> str:
	return _ancestor_of_level(region, COUNTY)


def is_within(region: str, upper: str) -> bool:
	return upper in ancestors(region)


def _ancestor_of_level(region: str, level: str) -> str:
	for code in ancestors(region):
		if level_of(code) == level:
			return code
	return ""


def below(region: str) -> list[str]:
	"""The region and all that lie in it."""
	row = frappe.db.get_value("Region", region, ["lft", "rgt"], as_dict=True)
	return frappe.get_all("Region", filters={"lft": [">=", row.lft], "rgt": ["<=", row.rgt]}, pluck="name") if row else []
