"""What the check reads, all at once: units, who holds which role where, duties, regions, committees, routes."""

from collections import defaultdict
from dataclasses import dataclass, field

import frappe
from frappe.utils import add_days, getdate, nowdate

from zhicheng.domain.approval import routing
from zhicheng.domain.approval.places import KEYS
from zhicheng.domain.queries import members, units
from zhicheng.domain.queries.routes import PUBLISHED

# a committee is renewed in this time
WARNED_DAYS = 60
UNIT_FIELDS = (
	"name", "unit_name", "unit_category", "region", "status", "is_hrss_bureau", "prov_hrss", "city_hrss", "cnty_hrss",
	"supervising_unit", "parent_unit", "unit_level", "lft", "rgt",
)  # fmt: skip


@dataclass
class Tree:
	"""A copy of the base data in memory: 20 000 units are walked without asking the database again."""

	units: dict[str, frappe._dict] = field(default_factory=dict)
	holders: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
	duties: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
	# region → {"province": …, "city": …, "county": …}
	keys: dict[str, dict[str, str]] = field(default_factory=dict)
	departments: dict[tuple[str, str], list] = field(default_factory=lambda: defaultdict(list))
	routes: list[frappe._dict] = field(default_factory=list)
	committees: list[frappe._dict] = field(default_factory=list)

	def route_for(self, level: str, category: str, scope: str, year: int) -> str | None:
		"""As routing.find: the newest published version valid in the year; a route without scope fits any."""
		for row in self.routes:
			fits = row.level == level and row.unit_category == category and row.committee_scope in ("", None, scope)
			if fits and row.valid_from_year <= year:
				return row.name
		return None

	def has_clerk(self, unit: str, role: str) -> bool:
		return self.holders.get((unit, role), 0) > 0


def load() -> Tree:
	tree = Tree()
	for row in frappe.get_all("Unit", fields=list(UNIT_FIELDS), order_by="lft asc", limit_page_length=0):
		tree.units[row.name] = row
		if row.status == units.ENABLED:
			tree.departments[row.region, row.unit_category].append(row)
	for row in frappe.get_all("Unit Industry Series", filters={"parenttype": "Unit"}, fields=["parent", "series"]):
		tree.duties[row.parent].add(row.series)
	_load_holders(tree)
	_load_regions(tree)
	tree.routes = frappe.get_all(
		"Approval Route",
		filters={"status": PUBLISHED},
		fields=["name", "level", "unit_category", "committee_scope", "valid_from_year"],
		order_by="valid_from_year desc, version desc",
	)
	tree.committees = [with_validity(row) for row in _committees()]
	return tree


def stages_of(route: str) -> list[frappe._dict]:
	"""The stages behind 个人申报, as the engine takes them."""
	return routing.stages(route)[1:]


def with_validity(committee: dict) -> frappe._dict:
	today = getdate(nowdate())
	last = getdate(committee.valid_to) if committee.valid_to else None
	not_begun = committee.valid_from and getdate(committee.valid_from) > today
	committee.fault = "已过有效期" if last and last < today else "还没有到有效期" if not_begun else ""
	committee.ends_soon = bool(last and today <= last < add_days(today, WARNED_DAYS))
	return committee


def _committees() -> list[frappe._dict]:
	fields = ["name", "committee_name", "level", "series", "scope", "region", "office_unit", "valid_from", "valid_to"]
	return frappe.get_all("Evaluation Committee", filters={"status": members.ENABLED}, fields=fields)


def _load_holders(tree: Tree) -> None:
	member, held = frappe.qb.DocType("Unit Member"), frappe.qb.DocType("Unit Member Role")
	query = frappe.qb.from_(member).join(held).on((held.parent == member.name) & (held.parenttype == "Unit Member"))
	query = query.select(member.unit, held.role).where(member.status == members.ENABLED)
	for unit, role in query.run():
		row = tree.units.get(unit)
		if row and row.status == units.ENABLED:
			tree.holders[unit, role] += 1


def _load_regions(tree: Tree) -> None:
	path: list[frappe._dict] = []
	for row in frappe.get_all("Region", fields=["name", "region_level", "lft", "rgt"], order_by="lft asc"):
		while path and path[-1].rgt < row.lft:
			path.pop()
		path.append(row)
		tree.keys[row.name] = {KEYS[each.region_level]: each.name for each in path if each.region_level in KEYS}
