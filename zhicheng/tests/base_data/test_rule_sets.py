"""Where the rule sets of the two manuals differ, and 案例十一 once per clerk role (manuals 3.1.1.1, 3.1.3)."""

import frappe
from stdnum.cn import ric

from zhicheng.api import members as doors
from zhicheng.constants import CLERK_ROLES, Role
from zhicheng.domain.people import members
from zhicheng.exceptions import CategoryNotAllowed, RoleNotAllowed
from zhicheng.setup.demo import world
from zhicheng.tests.base import ZhichengTestCase

R = Role
CODE = "91519999000000377J"
CONTACT = {"contact_name": "测试联系人", "contact_phone": "0837-2820000", "unit_name": "另一单位（测试）", "uscc": CODE}
# a unit whose people may hold the role
UNIT_OF_ROLE = {
	R.PROVINCE_HRSS: "SC-HRSS", R.CITY_HRSS: "AB-HRSS", R.COUNTY_HRSS: "MEK-HRSS", R.SENIOR_OFFICE: "SC-AGRI",
	R.INTERMEDIATE_OFFICE: "AB-HEALTH", R.JUNIOR_OFFICE: "MEK-HEALTH", R.CENTRAL: "CN-CAEP",
	R.PROVINCE_DEPARTMENT: "SC-AGRI", R.PROVINCE_AFFILIATE: "SC-AFF", R.PROVINCE_ENTERPRISE: "SC-ENT",
	R.CITY_DEPARTMENT: "AB-HEALTH", R.CITY_AFFILIATE: "AB-HOSP", R.CITY_ENTERPRISE: "AB-RAIL",
	R.COUNTY_DEPARTMENT: "MEK-HEALTH", R.COUNTY_AFFILIATE: "MEK-CLINIC", R.COUNTY_ENTERPRISE: "MEK-HAIFENG",
}  # fmt: skip
# unit and role of the creator; category, region and HR flag of the new unit; whether the rules give it
TABLE = (
	("DY-HRSS", R.CITY_HRSS, "CITY_PRIV", "510600", 0, True),
	("DY-AGRI", R.CITY_DEPARTMENT, "CITY_PRIV", "510600", 0, False),
	("AB-HRSS", R.CITY_HRSS, "CITY_PRIV", "513200", 0, False),
	("AB-HRSS", R.CITY_DEPARTMENT, "CITY_PRIV", "513200", 0, True),
	("AB-HEALTH", R.CITY_DEPARTMENT, "CITY_PRIV", "513200", 0, True),
	("MEK-HRSS", R.COUNTY_HRSS, "CNTY_PRIV", "513201", 0, True),
	("MEK-SAMR", R.COUNTY_DEPARTMENT, "CNTY_PRIV", "513201", 0, True),
	("AB-HRSS", R.CITY_HRSS, "CITY_SOE", "513200", 0, False),
	("AB-HRSS", R.CITY_DEPARTMENT, "CITY_DEPT", "513200", 0, False),
	("AB-HRSS", R.CITY_HRSS, "CITY_DEPT", "513200", 0, True),
	("AB-HRSS", R.CITY_HRSS, "CNTY_DEPT", "513221", 1, True),
	("AB-HRSS", R.CITY_HRSS, "CNTY_DEPT", "513221", 0, False),
	("AB-HRSS", R.CITY_HRSS, "CNTY_DEPT", "510623", 1, False),
	("AB-HEALTH", R.CITY_DEPARTMENT, "CNTY_DEPT", "513221", 1, False),
	("AB-HEALTH", R.CITY_DEPARTMENT, "CITY_AFFIL", "510600", 0, False),
	("MEK-HEALTH", R.COUNTY_DEPARTMENT, "CNTY_DEPT", "513201", 0, False),
	("SC-HRSS", R.PROVINCE_HRSS, "CENTRAL", "510700", 0, True),
	("SC-HRSS", R.PROVINCE_HRSS, "PROV_AFFIL", "510100", 0, False),
	("SC-HRSS", R.PROVINCE_HRSS, "CITY_DEPT", "510700", 1, True),
	("SC-HRSS", R.PROVINCE_HRSS, "CITY_DEPT", "510700", 0, False),
	("SC-AGRI", R.PROVINCE_DEPARTMENT, "PROV_ENT", "510100", 0, True),
	("SC-AGRI", R.PROVINCE_DEPARTMENT, "PROV_DEPT", "510000", 0, False),
	("AB-HOSP", R.CITY_AFFILIATE, "CITY_SOE", "513200", 0, False),
	("AB-RAIL", R.CITY_ENTERPRISE, "CITY_PRIV", "513200", 0, False),
)


class TestRuleSets(ZhichengTestCase):
	def test_each_creator_gets_what_his_manual_gives_and_nothing_else(self):
		for unit, role, category, region, is_hrss, given in TABLE:
			with self.subTest(unit, role=role.value, category=category, is_hrss=is_hrss):
				frappe.db.savepoint("row")
				clerk = self._appoint(unit, role)
				self._create(clerk.user, category, region, is_hrss, given)
				frappe.db.rollback(save_point="row")
				members.forget()

	def test_case_eleven_every_clerk_role_creates_an_applicant_of_its_own_unit(self):
		self.assertEqual(set(UNIT_OF_ROLE), set(CLERK_ROLES))
		for number, (role, key) in enumerate(UNIT_OF_ROLE.items()):
			with self.subTest(role.value):
				clerk = self._appoint(key, role)
				with self.as_user(clerk.user):
					made = doors.create(world.unit(key), "测试申报", _id_number(500 + number))
					doors.assign_roles(made["name"], [R.APPLICANT.value])
					with self.assertRaises(RoleNotAllowed):
						doors.assign_roles(made["name"], [R.APPLICANT.value, role.value])

				stored = frappe.db.get_value("Unit Member", made["name"], ["unit", "user"], as_dict=True)
				self.assertEqual(stored.unit, world.unit(key))
				self.assertEqual(frappe.db.get_value("User", stored.user, "user_type"), "Website User")

	def _create(self, user: str, category: str, region: str, is_hrss: int, given: bool) -> None:
		values = {"unit_category": category, "region": region, "is_hrss_bureau": is_hrss, **CONTACT}
		with self.as_user(user):
			if given:
				made = frappe.get_doc({"doctype": "Unit", **values}).insert()
				self.assertEqual(made.created_by_unit, members.member_of().unit)
				return
			with self.assertRaises((CategoryNotAllowed, frappe.PermissionError)):
				frappe.get_doc({"doctype": "Unit", **values}).insert()

	def _appoint(self, key: str, role: Role):
		return members.create_member(world.unit(key), "测试经办", _id_number(len(frappe.get_all("Unit Member"))), [role])


def _id_number(number: int) -> str:
	"""A fictional number; the check digit is worked out."""
	stem = f"51000019900101{number:03d}"
	return stem + ric.calc_check_digit(stem + "0")
