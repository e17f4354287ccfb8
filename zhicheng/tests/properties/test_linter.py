"""流程体检 is green exactly where a case would arrive: the check in memory against the engine itself, in made-up worlds."""

import frappe
from hypothesis import given

from zhicheng.domain.approval import candidates, path, places, routing
from zhicheng.domain.approval.targets import Target
from zhicheng.domain.people import members
from zhicheng.domain.route_check import faults
from zhicheng.domain.route_check.tree import load
from zhicheng.domain.route_check.walk import Walker, grouped
from zhicheng.exceptions import CandidateRefused, RouteMissing
from zhicheng.setup.demo import world
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.properties import worlds


class TestLinter(ZhichengTestCase):
	seen: set[bool] = set()

	@worlds.tried(25)
	@given(units=worlds.unit_rows(), routes=worlds.routes(), committees=worlds.committees())
	def test_green_exactly_where_a_case_arrives(self, units, routes, committees):
		frappe.db.savepoint("example")
		try:
			names = worlds.write_units(units)
			for route in routes:
				worlds.write_route(route)
			made = {worlds.write_committee(row, names) for row in committees}
			self.compare(names, made)
		finally:
			frappe.db.rollback(save_point="example")
			members.forget()

	def test_worlds_are_of_both_kinds(self):
		"""A check that finds no green unit at all would prove nothing; runs after the other, by its name."""
		self.assertEqual(self.seen, {True, False})

	def compare(self, names: list[str], made: set[str]) -> None:
		tree = load()
		walker = Walker(tree, worlds.YEAR)
		judging = [row for row in tree.committees if row.name in made]
		for unit in (tree.units[name] for name in names):
			together = {series: [] for row in judging for series in [(row.level, row.series)]}
			for committee in judging:
				if not walker.serves(unit, committee):
					continue
				red = [fault for _stage, fault in walker.faults(unit, committee) if fault.colour == faults.RED]
				self.assertEqual(not red, self.arrives(unit.name, committee), (unit, committee, red))
				self.seen.add(not red)
				together[committee.level, committee.series] += red
			# many committees at once say the same as each by itself
			grouped_red = {key: [] for key in together}
			for group in grouped(judging):
				for _stage, fault, series in walker.group_faults(unit, group) if walker.serves(unit, group) else ():
					for one in series if fault.colour == faults.RED else ():
						grouped_red[group.level, one].append(fault)
			self.assertEqual({key: set(rows) for key, rows in together.items()}, {key: set(rows) for key, rows in grouped_red.items()})

	def arrives(self, unit: str, committee) -> bool:
		"""A case that is handed on, stage by stage, through the doors that open a row of the path."""
		case = frappe._dict(places.unit_columns(unit), committee=committee.name, series=committee.series, level=committee.level)
		case.update({"name": "测试", "applicant": "nobody", "applicant_name": "测试", "notice": world.notice("卫生技术人员", "高级")})
		case.update({"round_no": 1, "current_unit": unit, "application_no": "", "declare_year": worlds.YEAR, "qualification_name": ""})
		try:
			case.route = routing.find(level=case.level, unit_category=case.unit_category, scope=committee.scope, year=worlds.YEAR)
			for stage in routing.stages(case.route)[1:]:
				case.current_unit = self.next_unit(case, stage)
		except RouteMissing:
			return False
		return True

	def next_unit(self, case, stage) -> str:
		for row in candidates.units_for(case, stage) if stage.acting_role else ():
			try:
				path.at_stage(case, stage, Target(stage.stage, stage.stage, row["unit"]), seq=1)
			except CandidateRefused:
				continue
			return row["unit"]
		raise RouteMissing
