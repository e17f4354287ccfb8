"""单位管理 in Desk: what the unit form may offer, fills by itself and shows as example (manuals 3.1.1.2)."""

import frappe
from frappe.utils import cint

from zhicheng.domain.people import members, unit_form, unit_rules, units
from zhicheng.domain.queries import regions
from zhicheng.domain.queries import units as queries
from zhicheng.permissions import people as permissions
from zhicheng.refusals import spoken

MANAGES = ("Unit", "read")


@frappe.whitelist(methods=["GET", "POST"])
@spoken
def creatable() -> dict:
	"""The kinds of unit that the user may create, and his own unit as the default parent."""
	frappe.has_permission(*MANAGES, throw=True)
	member = members.member_of()
	return {
		"is_administrator": permissions.is_administrator(),
		"kinds": units.creatable(frappe.session.user),
		"unit": member.unit if member else "",
		"region": member.region if member else "",
	}


@frappe.whitelist(methods=["GET", "POST"])
@spoken
def guide(category: str, region: str = "", parent_unit: str = "", is_hrss_bureau: bool = False) -> dict:
	"""For a category: required fields, natures and example; for a region and parent: what is filled in."""
	frappe.has_permission(*MANAGES, throw=True)
	doc = frappe.new_doc("Unit")
	doc.update(
		{
			"unit_category": category,
			"region": region,
			"parent_unit": parent_unit,
			"is_hrss_bureau": is_hrss_bureau,
		}
	)
	row = frappe.get_cached_doc("Unit Category", category)
	if region:
		unit_form.prepare(doc)
	level = row.category_level
	return {
		"level": level,
		"is_department": row.is_department,
		"bureaus": unit_form.BUREAUS_OF_LEVEL[level],
		"supervised": category in unit_form.SUPERVISED,
		"unsupervised": category in unit_form.UNSUPERVISED,
		"natures": unit_form.natures(row),
		"example": [line for line in (row.example or "").splitlines() if line],
		"category_name": row.category_name,
		"filled": _filled(doc) if region else {},
	}


@frappe.whitelist(methods=["GET", "POST"])
@spoken
def allowed(unit: str) -> dict:
	"""What the form offers to this user."""
	user = frappe.session.user
	member = members.member_of(user)
	return {
		"change": permissions.can_change_unit(user, unit),
		"delete": permissions.can_delete_unit(user, unit),
		"is_own": bool(member) and member.unit == unit,
		"contact_fields": units.CONTACT_FIELDS,
	}


@frappe.whitelist()
def search_categories(doctype, txt, searchfield, start, page_len, filters):
	"""Only the categories that the user may create; administrators see all."""
	kinds = {row["category"] for row in units.creatable(frappe.session.user)}
	conditions = {"enabled": 1}
	if not permissions.is_administrator():
		conditions["name"] = ["in", list(kinds)]
	rows = frappe.get_list(
		"Unit Category", filters=conditions, fields=["name", "category_name", "alias"], order_by="sort_order"
	)
	return [(row.name, row.category_name) for row in rows if txt in (row.category_name + (row.alias or "") + row.name)]


@frappe.whitelist()
def search_regions(doctype, txt, searchfield, start, page_len, filters):
	"""Regions of the level that the category asks for, within the user's own rule."""
	filters = frappe.parse_json(filters) or {}
	level = filters.get("level")
	conditions = {"region_level": level} if level in (regions.CITY, regions.COUNTY) else {}
	rows = frappe.get_list(
		"Region",
		filters=conditions,
		or_filters={"region_name": ["like", f"%{txt}%"], "name": ["like", f"{txt}%"]},
		fields=["name", "region_name", "parent_region"],
		order_by="name",
		limit_page_length=0,
	)
	fits = _region_test(filters.get("category"), bool(cint(filters.get("is_hrss_bureau"))))
	rows = [row for row in rows if fits(row.name)][cint(start) : cint(start) + cint(page_len)]
	return [(row.name, row.region_name, regions.name_of(row.parent_region or "")) for row in rows]


@frappe.whitelist()
def search_units(doctype, txt, searchfield, start, page_len, filters):
	"""Enabled units of the user's own range by name, short name or code; Frappe's own search shows record names.

	By its record's name as well: version-16 asks a link's search whether the chosen record is in it, and empties the field
	when it is not.
	"""
	filters = frappe.parse_json(filters) or {}
	conditions = {"status": queries.ENABLED}
	if filters.get("unit_level"):
		conditions["unit_level"] = filters["unit_level"]
	rows = frappe.get_list(
		"Unit",
		filters=conditions,
		or_filters={"name": txt, **{field: ["like", f"%{txt}%"] for field in ("unit_name", "short_name", "uscc")}},
		fields=["name", "unit_name"],
		order_by="lft",
		limit_start=cint(start),
		limit_page_length=cint(page_len),
	)
	return [(row.name, row.unit_name) for row in rows]


@frappe.whitelist()
def search_bureaus(doctype, txt, searchfield, start, page_len, filters):
	"""HR bureaus by name; above the user's own range too, because every unit names its own. By record as search_units."""
	frappe.has_permission(*MANAGES, throw=True)
	rows = frappe.get_all(
		"Unit",
		filters={"is_hrss_bureau": 1, "status": queries.ENABLED},
		or_filters={"name": txt, "unit_name": ["like", f"%{txt}%"]},
		fields=["name", "unit_name"],
		order_by="lft",
		limit_start=cint(start),
		limit_page_length=cint(page_len),
	)
	return [(row.name, row.unit_name) for row in rows]


def _filled(doc) -> dict:
	fields = (*unit_form.BUREAUS, "supervising_unit")
	values = {name: doc.get(name) for name in fields}
	titles = {value: queries.name_of(value) for value in values.values() if value}
	return {"values": values, "titles": titles}


def _region_test(category: str | None, is_hrss: bool):
	member = members.member_of()
	if not member or not category:
		return lambda region: True
	own = queries.get_unit(member.unit)
	rules = [
		rule
		for rule in unit_rules.own_rules(own, member.roles)
		if rule.child_category == category and rule.child_is_hrss == is_hrss
	]
	return lambda region: any(
		unit_rules.region_fits(rule.region_constraint, own.region, region) for rule in rules
	)


@frappe.whitelist(methods=["GET", "POST"])
@spoken
def tree_nodes(doctype: str, parent: str = "", **filters) -> list[dict]:
	"""The tree from the user's own unit down; administrators start at the root."""
	member = members.member_of()
	start = member.unit if member else queries.root_unit()
	rows = frappe.get_list(
		"Unit",
		filters={"parent_unit": parent} if parent else {"name": start},
		fields=["name as value", "unit_name as title", "lft", "rgt", "status"],
		order_by="lft",
		limit_page_length=0,
	)
	return [{**row, "expandable": row.rgt - row.lft > 1} for row in rows]
