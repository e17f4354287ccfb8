"""流程体检: the check says of every unit what the engine would do, and names the record to mend (design 8)."""

from functools import partial

import frappe
from frappe.utils import add_days, getdate, nowdate

from zhicheng.api import route_check as doors
from zhicheng.constants import Role
from zhicheng.domain.approval import places
from zhicheng.domain.route_check import check, faults, keeping, tryout
from zhicheng.domain.route_check.tree import load
from zhicheng.domain.route_check.walk import Walker
from zhicheng.exceptions import RoleNotAllowed
from zhicheng.setup.demo import world
from zhicheng.tests.base import ZhichengTestCase

YEAR = getdate().year
HEALTH = "卫生技术人员"


def committee(level: str = "高级", series: str = HEALTH) -> str:
	return frappe.db.get_value("Evaluation Committee", {"level": level, "series": series, "scope": "省级"})


def set_unit(key: str, **values) -> None:
	frappe.db.set_value("Unit", world.unit(key), values)


def take_role(person: str, role: Role) -> None:
	frappe.db.delete("Unit Member Role", {"parent": world.member(person), "role": str(role)})


class TestRouteCheck(ZhichengTestCase):
	def red(self, key: str, level: str = "高级") -> list[tuple[str, str]]:
		"""(kind, stage) of what stops the unit under the province's committee of the level."""
		tree = load()
		walker = Walker(tree, YEAR)
		judging = next(row for row in tree.committees if row.name == committee(level))
		found = walker.faults(tree.units[world.unit(key)], judging)
		return [(fault.kind, stage) for stage, fault in found if fault.colour == faults.RED]

	def test_green_exactly_where_the_engine_arrives(self):
		for breaking in (
			lambda: None,
			lambda: take_role("马市卫健经办", Role.COUNTY_DEPARTMENT),
			lambda: set_unit("AB-HRSS", status="停用"),
			lambda: set_unit("MEK-CLINIC", supervising_unit=None, parent_unit=None),
			lambda: set_unit("MEK-HAIFENG", cnty_hrss=None),
			lambda: frappe.db.delete("Unit Industry Series", {"parent": world.unit("MEK-HEALTH")}),
			lambda: frappe.db.set_value("Approval Route", {"unit_category": "CNTY_AFFIL"}, "status", "已停用"),
		):
			breaking()
			tree = load()
			walker = Walker(tree, YEAR)
			kinds = {unit.unit_category: unit for unit in tree.units.values() if unit.status == "启用"}
			for unit in (*kinds.values(), tree.units[world.unit("MEK-CLINIC")]):
				one_of_each = {(each.level, each.scope): each for each in filter(partial(walker.serves, unit), tree.committees)}
				for judging in one_of_each.values():
					red = [fault for _stage, fault in walker.faults(unit, judging) if fault.colour == faults.RED]
					arrives = tryout.walk(unit.name, judging.name, year=YEAR)["arrives"]
					with self.subTest(unit=unit.unit_name, committee=judging.committee_name):
						self.assertEqual(not red, arrives, red)

	def test_each_broken_record_is_named(self):
		for breaking, key, expected in (
			(lambda: take_role("马市卫健经办", Role.COUNTY_DEPARTMENT), "MEK-CLINIC", (faults.NO_CLERK, "县(区)主管部门审核")),
			(lambda: set_unit("MEK-HRSS", status="停用"), "MEK-ZESHI", (faults.DISABLED, "县(区)人社局审核")),
			(lambda: set_unit("MEK-CLINIC", supervising_unit=None, parent_unit=None), "MEK-CLINIC", (faults.NO_UNIT, "县(区)主管部门审核")),
			(lambda: frappe.db.set_value("Approval Stage", "SO", "acting_role", None), "MEK-CLINIC", (faults.NO_ROLE, "高评办资格审查")),
			(lambda: frappe.db.delete("Approval Route", {"unit_category": "CNTY_PRIV"}), "MEK-ZESHI", (faults.NO_ROUTE, "")),
			(
				lambda: frappe.db.set_value("Evaluation Committee", committee(), "valid_to", add_days(nowdate(), -1)),
				"MEK-CLINIC",
				(faults.EXPIRED, ""),
			),
		):
			frappe.db.savepoint("broken")
			breaking()
			frappe.clear_document_cache("Approval Stage", "SO")
			with self.subTest(expected=expected):
				self.assertIn(expected, self.red(key))
			frappe.db.rollback(save_point="broken")
			frappe.clear_document_cache("Approval Stage", "SO")

	def test_duty_that_nobody_has_is_a_reminder_not_a_stop(self):
		frappe.db.delete("Unit Industry Series", {"series": HEALTH})

		self.assertEqual([row for row in self.red("MEK-CLINIC") if "行业" in row[1]], [])
		found = check.of_notice(frappe.get_doc("Evaluation Notice", world.notice(HEALTH, "高级"))).found
		self.assertIn(faults.NO_DUTY, {fault.kind for (_unit, _level, _stage, fault) in found})

	def test_run_replaces_the_findings_and_counts(self):
		take_role("马市卫健经办", Role.COUNTY_DEPARTMENT)
		check.run()
		row = frappe.db.get_value(
			"Route Fault",
			{"unit": world.unit("MEK-CLINIC"), "kind": faults.NO_CLERK, "level": ["like", "%高级%"], "stage_name": "县(区)主管部门审核"},
			["message", "mend_doctype", "mend_name", "colour"],
			as_dict=True,
		)
		self.assertEqual((row.mend_doctype, row.mend_name, row.colour), ("Unit", world.unit("MEK-HEALTH"), "不通"))
		self.assertIn("县(区)部门经办人员(职称)", row.message)

		world_member = world.member("马市卫健经办")
		doc = frappe.get_doc("Unit Member", world_member)
		doc.append("member_roles", {"role": Role.COUNTY_DEPARTMENT.value})
		doc.save()
		self.assertTrue(frappe.cache().get_value(check.WANTED))
		check.run_if_wanted()

		self.assertFalse(frappe.db.exists("Route Fault", {"unit": world.unit("MEK-CLINIC"), "kind": faults.NO_CLERK, "stage_name": "县(区)主管部门审核"}))
		self.assertFalse(frappe.cache().get_value(check.WANTED))

	def test_rows_tell_all_findings_once_and_to_the_letter(self):
		"""Written with the units' names out of the table, or as such where few units share the fault."""
		names = dict(frappe.get_all("Unit", fields=["name", "unit_name"], as_list=True))
		many, few = sorted(names)[: keeping.FEWEST], sorted(names)[:2]
		shared = faults.Fault(faults.NO_DUTY, r"a\'b“%s”{x}\\", "Unit", "", faults.YELLOW)
		own = faults.Fault(faults.NO_CLERK, r"c\'%(y)s", "Unit", few[0])
		found = {(unit, level, "甲", shared): ["乙系列", "甲系列"] for unit in many for level in ("初级", "高级")}
		found |= {(unit, "高级", "乙", own): ["甲系列"] for unit in few}
		found |= {(unit, "中级", "乙", own): ["乙系列"] for unit in few}
		self.assertEqual(keeping.keep(found, names), len(many) + len(few))

		told = {}
		for row in frappe.get_all("Route Fault", fields=["*"]):
			self.assertEqual(row.unit_name, names[row.unit])
			self.assertTrue(row.owner and row.creation and row.checked_on)
			told[row.unit, row.stage_name] = (row.level, row.series, row.message, row.kind, row.colour, row.mend_name or "")
		expected = {(unit, "甲"): ("高级、初级", "乙系列、甲系列", *self.words(shared)) for unit in many}
		expected |= {(unit, "乙"): ("高级、中级", "高级：甲系列；中级：乙系列", *self.words(own)) for unit in few}
		self.assertEqual(told, expected)

	def words(self, fault) -> tuple:
		return (fault.message, fault.kind, fault.colour, fault.mend_name)

	def test_committee_serves_its_region_and_tier(self):
		for key, scope, region, expected in (
			("MEK-CLINIC", "市(州)级", "513200", True),
			("MEK-CLINIC", "市(州)级", "510600", False),
			("MEK-CLINIC", "县(区)级", "513201", True),
			("AB-HRSS", "县(区)级", "513201", False),
			("SC-HRSS", "市(州)级", "513200", False),
		):
			tree = load()
			judging = frappe._dict(scope=scope, region=region)
			with self.subTest(key=key, scope=scope, region=region):
				self.assertEqual(Walker(tree, YEAR).serves(tree.units[world.unit(key)], judging), expected)

	def test_clerk_sees_and_tries_his_own_branch_alone(self):
		take_role("马市卫健经办", Role.COUNTY_DEPARTMENT)
		take_role("卫生院经办", Role.COUNTY_AFFILIATE)
		check.run()
		for person, sees in (("马市人社经办", True), ("德市人社经办", False)):
			if not world.user(person):
				continue
			with self.as_user(person), self.subTest(person=person):
				units = set(frappe.get_list("Route Fault", pluck="unit", limit_page_length=0))
				self.assertEqual(world.unit("MEK-CLINIC") in units, sees)
		with self.as_user("马市人社经办"):
			self.assertTrue(doors.try_out(world.unit("MEK-CLINIC"), committee())["steps"])
			self.assertRaises(RoleNotAllowed, doors.try_out, world.unit("SC-HRSS"), committee())
			self.assertRaises(RoleNotAllowed, doors.run)
		with self.as_user("测试甲"):
			self.assertRaises(RoleNotAllowed, doors.try_out, world.unit("MEK-CLINIC"), committee())

	def test_try_out_names_units_and_people_and_writes_nothing(self):
		before = frappe.db.count("Title Application"), frappe.db.count("Approval Task")
		answer = tryout.walk(world.unit("MEK-CLINIC"), committee(), year=YEAR)

		self.assertTrue(answer["arrives"], answer)
		self.assertEqual(answer["steps"][0]["units"][0]["people"], ["卫生院经办"])
		self.assertEqual([step["stage"] for step in answer["steps"]], ["U", "CS", "CI", "CH", "MI", "MH", "SO", "SC", "PH"])
		self.assertEqual((frappe.db.count("Title Application"), frappe.db.count("Approval Task")), before)
		self.assertEqual(places.unit_columns(world.unit("MEK-CLINIC"))["county"], "513201")
