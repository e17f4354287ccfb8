"""The 14 cases of both manuals (3.1.3), each by the named creator in the bracketed role."""

import frappe

from zhicheng.constants import Role
from zhicheng.setup.demo import world
from zhicheng.tests.base_data.fresh_tree import FreshTreeCase

R = Role
# case, creator's person, unit and role; created unit; its person and role. 州人社 and 马市人社 have a clerk per role.
CASES = (
	("省 案例一", "省厅经办", "SC-HRSS", R.PROVINCE_HRSS, "CN-CAEP", "中物院经办", R.CENTRAL),
	("省 案例二", "省厅经办", "SC-HRSS", R.PROVINCE_HRSS, "SC-AGRI", "农业厅经办", R.PROVINCE_DEPARTMENT),
	("省 准备", "省厅经办", "SC-HRSS", R.PROVINCE_HRSS, "DY-HRSS", "德阳人社经办", R.CITY_HRSS),
	("省 案例三", "德阳人社经办", "DY-HRSS", R.CITY_HRSS, "DY-AGRI", "德阳农业经办", R.CITY_DEPARTMENT),
	("州 准备", "省厅经办", "SC-HRSS", R.PROVINCE_HRSS, "AB-HRSS", "州人社经办", R.CITY_HRSS),
	("州 案例一", "州人社经办", "AB-HRSS", R.CITY_HRSS, "AB-HEALTH", "州卫健经办", R.CITY_DEPARTMENT),
	("州 案例二", "州人社部门经办", "AB-HRSS", R.CITY_DEPARTMENT, "AB-ZIJI", "资级经办", R.CITY_ENTERPRISE),
	("州 案例三", "州卫健经办", "AB-HEALTH", R.CITY_DEPARTMENT, "AB-HOSP", "州医院经办", R.CITY_AFFILIATE),
	("州 准备", "州人社经办", "AB-HRSS", R.CITY_HRSS, "AB-SASAC", "州国资经办", R.CITY_DEPARTMENT),
	("州 案例五", "州国资经办", "AB-SASAC", R.CITY_DEPARTMENT, "AB-RAIL", "轨道经办", R.CITY_ENTERPRISE),
	("州 案例六", "州人社经办", "AB-HRSS", R.CITY_HRSS, "MEK-HRSS", "马市人社经办", R.COUNTY_HRSS),
	("州 案例七", "马市人社经办", "MEK-HRSS", R.COUNTY_HRSS, "MEK-HEALTH", "马市卫健经办", R.COUNTY_DEPARTMENT),
	("州 案例八", "马市人社经办", "MEK-HRSS", R.COUNTY_HRSS, "MEK-HAIFENG", "海风经办", R.COUNTY_ENTERPRISE),
	("州 案例九", "马市卫健经办", "MEK-HEALTH", R.COUNTY_DEPARTMENT, "MEK-CLINIC", "卫生院经办", R.COUNTY_AFFILIATE),
	("州 准备", "马市人社经办", "MEK-HRSS", R.COUNTY_HRSS, "MEK-SAMR", "市监经办", R.COUNTY_DEPARTMENT),
	("州 案例十", "市监经办", "MEK-SAMR", R.COUNTY_DEPARTMENT, "MEK-ZESHI", "泽实经办", R.COUNTY_ENTERPRISE),
)


class TestManualCases(FreshTreeCase):
	def test_all_cases_by_the_named_creator(self):
		for case, creator, creator_unit, role, unit, person, granted in CASES:
			with self.subTest(case, unit=world.unit_name(unit)):
				self._second_clerk(creator, creator_unit, role)
				made = self.create_unit(creator, unit)
				member = self.create_member(creator, unit, person, granted)

				self.assertEqual(made.parent_unit, world.unit(creator_unit))
				self.assertEqual(made.created_by_unit, world.unit(creator_unit))
				self.assertEqual(self._roles_of_creator(creator), {role.value})
				self.assertIn(granted.value, frappe.get_roles(self.user_of(person)))
				self.assertEqual(frappe.db.get_value("Unit Member", member, "unit"), made.name)

	def test_case_four_of_the_province_own_clerk_creates_an_applicant(self):
		self._build(("CN-CAEP",))

		member = self.create_member("中物院经办", "CN-CAEP", "测试乙", R.APPLICANT)

		user = self.user_of("测试乙")
		self.assertEqual(frappe.db.get_value("User", user, "user_type"), "Website User")
		self.assertEqual(frappe.db.get_value("Unit Member", member, "unit"), world.unit("CN-CAEP"))

	def _build(self, only: tuple[str, ...] = ()) -> None:
		"""Walk the table up to the last unit asked for, or all of it."""
		wanted = set(only)
		for _case, creator, creator_unit, role, unit, person, granted in CASES:
			self._second_clerk(creator, creator_unit, role)
			self.create_unit(creator, unit)
			self.create_member(creator, unit, person, granted)
			wanted.discard(unit)
			if only and not wanted:
				return

	def _second_clerk(self, person: str, unit: str, role: Role) -> None:
		if not self.user_of(person):
			self.appoint(person, unit, role)

	def _roles_of_creator(self, person: str) -> set[str]:
		member = frappe.db.get_value("Unit Member", {"member_name": person})
		return set(frappe.get_all("Unit Member Role", {"parent": member}, pluck="role"))
