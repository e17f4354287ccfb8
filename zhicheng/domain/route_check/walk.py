"""One unit's whole route under one committee, stage by stage, from the copy in memory.

The rules are those of the engine (candidates, path): a test walks both over the same world and compares.
"""

from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

import frappe

from zhicheng.constants import Category, Resolver
from zhicheng.domain.approval.candidates import BUREAU, INDUSTRY
from zhicheng.domain.queries import units
from zhicheng.domain.route_check import faults
from zhicheng.domain.route_check.faults import Fault
from zhicheng.domain.route_check.tree import Tree, stages_of

RANK = {"中央": 1, "省级": 1, "市(州)级": 2, "县(区)级": 3}
# faults, each with the series that it stops
Found = tuple[tuple[Fault, tuple[str, ...]], ...]
NOTHING: Found = ()


class Group(NamedTuple):
	"""Committees that differ in their series alone: a unit walks their route once."""

	level: str
	scope: str
	region: str
	office_unit: str
	faults: tuple[Fault, ...]
	series: tuple[str, ...]


def grouped(committees: Iterable) -> list[Group]:
	"""The committees, together where only the series differs and none of them is expired or soon to be."""
	found: dict[tuple, list[str]] = {}
	for committee in committees:
		own = (faults.expired(committee),) if committee.fault else ()
		if committee.ends_soon:
			own += (faults.expiring(committee),)
		key = (committee.level, committee.scope, committee.region, committee.office_unit, own)
		found.setdefault(key, []).append(committee.series)
	return [Group(*key, tuple(series)) for key, series in found.items()]


class Walker:
	"""Walks many units; what depends on a department or bureau alone is worked out once."""

	def __init__(self, tree: Tree, year: int):
		self.tree, self.year = tree, year
		self.stages: dict[str, list] = {}
		self.routes: dict[tuple, str | None] = {}
		self.kept: dict[tuple, Found] = {}
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
		"""(stage name, fault) under one committee, see `group_faults`."""
		return [(stage_name, fault) for stage_name, fault, _series in self.group_faults(unit, grouped([committee])[0])]

	def group_faults(self, unit: frappe._dict, group: "Group") -> list[tuple[str, Fault, tuple[str, ...]]]:
		"""(stage name, fault, series it stops) of the route that people of the unit would go; empty when green."""
		route = self._route(group.level, unit.unit_category, group.scope)
		if not route:
			name = self.categories.get(unit.unit_category, unit.unit_category)
			return [("", faults.no_route(group.level, name, group.scope, self.year), group.series)]
		found = [("", fault, group.series) for fault in group.faults]
		for stage in self._stages(route):
			found += [(stage.stage_name, fault, series) for fault, series in self._stage_faults(unit, group, stage)]
		return found

	def _route(self, level: str, category: str, scope: str) -> str | None:
		key = (level, category, scope)
		if key not in self.routes:
			self.routes[key] = self.tree.route_for(*key, self.year)
		return self.routes[key]

	def _stages(self, route: str) -> list:
		if route not in self.stages:
			self.stages[route] = stages_of(route)
		return self.stages[route]

	def _stage_faults(self, unit, group, stage) -> Found:
		if not stage.acting_role:
			return ((faults.no_role(stage), group.series),)
		if stage.resolver in INDUSTRY:
			column, category = INDUSTRY[stage.resolver]
			region = self.tree.keys.get(unit.region, {}).get(column)
			key = (stage.stage, stage.acting_role, region, group.series)
			return self._once(key, partial(self._industries, region, category.value, group.series, stage))
		if stage.resolver == Resolver.COMMITTEE_OFFICE:
			office, missing = self.tree.units.get(group.office_unit), "评审委员会没有办公室所在单位"
		else:
			office, missing = self._named(unit, stage)
		if not office:
			return ((faults.no_unit(stage, missing, unit), group.series),)
		return self._once(
			(stage.stage, stage.acting_role, office.name, group.series), partial(self._acting, stage, office, group.series)
		)

	def _once(self, key: tuple, work) -> Found:
		if key not in self.kept:
			self.kept[key] = work()
		return self.kept[key]

	def _acting(self, stage, unit, series: tuple[str, ...]) -> Found:
		if not self._is_enabled(unit):
			return ((faults.disabled(stage, unit), series),)
		if not self.tree.has_clerk(unit.name, stage.acting_role):
			return ((faults.no_clerk(stage, unit, stage.acting_role), series),)
		return NOTHING

	def _industries(self, region: str | None, category: str, series: tuple[str, ...], stage) -> Found:
		"""Of each series by itself, the same fault of several told once."""
		found: dict[Fault, list[str]] = {}
		for one in series:
			for fault in self._industry(region, category, one, stage):
				found.setdefault(fault, []).append(one)
		return tuple((fault, tuple(stopped)) for fault, stopped in found.items())

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

	def _industry(self, region: str | None, category: str, series: str, stage) -> list[Fault]:
		"""Any department of the region may act; the one in charge is only proposed."""
		found = self.tree.departments.get((region, category), [])
		name = self.region_names.get(region, region or "本单位的行政区域")
		if not found:
			return [faults.no_department(stage, name)]
		able = [unit for unit in found if self.tree.has_clerk(unit.name, stage.acting_role)]
		in_charge = [unit for unit in found if series in self.tree.duties.get(unit.name, ())]
		if not able:
			return [faults.no_clerk(stage, (in_charge or found)[0], stage.acting_role)]
		if not in_charge:
			return [faults.no_duty(name, stage)]
		if not any(unit in able for unit in in_charge):
			return [faults.no_clerk(stage, in_charge[0], stage.acting_role)._replace(colour=faults.YELLOW)]
		return []

	@staticmethod
	def _is_enabled(unit) -> bool:
		return unit.status == units.ENABLED

	@staticmethod
	def _is_province(unit) -> bool:
		return unit.unit_category == Category.PROV_DEPT.value
