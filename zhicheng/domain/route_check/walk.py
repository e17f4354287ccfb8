"""One unit's whole route under one committee, stage by stage, from the copy in memory.

The rules are those of the engine (candidates, path): a test walks both over the same world and compares.
"""

from functools import partial

import frappe

from zhicheng.constants import Category, Resolver
from zhicheng.domain.queries import units
from zhicheng.domain.route_check import faults
from zhicheng.domain.route_check.faults import Fault
from zhicheng.domain.route_check.tree import Tree, stages_of

INDUSTRY = {
	Resolver.COUNTY_INDUSTRY: ("county", Category.CNTY_DEPT),
	Resolver.CITY_INDUSTRY: ("city", Category.CITY_DEPT),
}
BUREAU = {
	Resolver.COUNTY_HRSS: "cnty_hrss",
	Resolver.CITY_HRSS: "city_hrss",
	Resolver.PROVINCE_HRSS: "prov_hrss",
}
RANK = {"中央": 1, "省级": 1, "市(州)级": 2, "县(区)级": 3}
NOTHING: tuple[Fault, ...] = ()


class Walker:
	"""Walks many units; what depends on a department or bureau alone is worked out once."""

	def __init__(self, tree: Tree, year: int):
		self.tree, self.year = tree, year
		self.stages: dict[str, list] = {}
		self.kept: dict[tuple, tuple[Fault, ...]] = {}
		self.region_names = dict(frappe.get_all("Region", fields=["name", "region_name"], as_list=True))
		self.categories = dict(frappe.get_all("Unit Category", fields=["name", "category_name"], as_list=True))
		self.province_bureau = next(
			(row for row in tree.units.values() if row.is_hrss_bureau and self._is_enabled(row) and self._is_province(row)),
			None,
		)

	def serves(self, unit: frappe._dict, committee: frappe._dict) -> bool:
		"""Does the committee judge people of this unit: its region holds the unit, and its tier is not below the unit's."""
		inside = committee.region in self.tree.keys.get(unit.region, {}).values()
		return inside and RANK[committee.scope] <= RANK[unit.unit_level]

	def faults(self, unit: frappe._dict, committee: frappe._dict) -> list[tuple[str, Fault]]:
		"""(stage name, fault) of the route that people of the unit would go under this committee; empty when green."""
		level, scope = committee.level, committee.scope
		route = self.tree.route_for(level, unit.unit_category, scope, self.year)
		if not route:
			name = self.categories.get(unit.unit_category, unit.unit_category)
			return [("", faults.no_route(level, name, scope, self.year))]
		found = [("", faults.expired(committee))] if committee.fault else []
		if committee.ends_soon:
			found.append(("", faults.expiring(committee)))
		for stage in self._stages(route):
			found += [(stage.stage_name, fault) for fault in self._stage_faults(unit, committee, stage)]
		return found

	def _stages(self, route: str) -> list:
		if route not in self.stages:
			self.stages[route] = stages_of(route)
		return self.stages[route]

	def _stage_faults(self, unit, committee, stage) -> tuple[Fault, ...]:
		if not stage.acting_role:
			return (faults.no_role(stage),)
		if stage.resolver in INDUSTRY:
			column, category = INDUSTRY[stage.resolver]
			region = self.tree.keys.get(unit.region, {}).get(column)
			work = partial(self._industry, region, category.value, committee.series, stage)
			return self._once((stage.stage, stage.acting_role, region, committee.series), work)
		if stage.resolver == Resolver.COMMITTEE_OFFICE:
			office, missing = self.tree.units.get(committee.office_unit), "评审委员会没有办公室所在单位"
		else:
			office, missing = self._named(unit, stage)
		if not office:
			return (faults.no_unit(stage, missing, unit),)
		return self._once((stage.stage, stage.acting_role, office.name), partial(self._acting, stage, office))

	def _once(self, key: tuple, work) -> tuple[Fault, ...]:
		if key not in self.kept:
			self.kept[key] = work()
		return self.kept[key]

	def _acting(self, stage, unit) -> tuple[Fault, ...]:
		if not self._is_enabled(unit):
			return (faults.disabled(stage, unit),)
		if not self.tree.has_clerk(unit.name, stage.acting_role):
			return (faults.no_clerk(stage, unit, stage.acting_role),)
		return NOTHING

	def _named(self, unit, stage) -> tuple[frappe._dict | None, str]:
		"""The unit that a link field names; and what is missing when none does."""
		if stage.resolver == Resolver.OWN_UNIT:
			return unit, ""
		if stage.resolver == Resolver.SUPERVISING_UNIT:
			name = unit.supervising_unit or unit.parent_unit
			return self.tree.units.get(name), "没有填写主管部门，也没有上级机构"
		name = unit.get(BUREAU[stage.resolver])
		if name:
			return self.tree.units.get(name), "单位信息中的人社部门不存在"
		return self._own_bureau(unit, stage), f"单位信息中没有填写{stage.resolver}"

	def _own_bureau(self, unit, stage) -> frappe._dict | None:
		if stage.resolver == Resolver.PROVINCE_HRSS:
			return self.province_bureau
		return unit if unit.is_hrss_bureau and self._is_enabled(unit) else None

	def _industry(self, region: str | None, category: str, series: str, stage) -> tuple[Fault, ...]:
		"""Any department of the region may act; the one in charge is only proposed."""
		found = self.tree.departments.get((region, category), [])
		name = self.region_names.get(region, region or "本单位的行政区域")
		if not found:
			return (faults.no_department(stage, name, series),)
		able = [unit for unit in found if self.tree.has_clerk(unit.name, stage.acting_role)]
		in_charge = [unit for unit in found if series in self.tree.duties.get(unit.name, ())]
		if not able:
			return (faults.no_clerk(stage, (in_charge or found)[0], stage.acting_role),)
		if not in_charge:
			return (faults.no_duty(name, series, stage),)
		if not any(unit in able for unit in in_charge):
			return (faults.no_clerk(stage, in_charge[0], stage.acting_role)._replace(colour=faults.YELLOW),)
		return NOTHING

	@staticmethod
	def _is_enabled(unit) -> bool:
		return unit.status == units.ENABLED

	@staticmethod
	def _is_province(unit) -> bool:
		return unit.unit_category == Category.PROV_DEPT.value
