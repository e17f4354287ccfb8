"""An empty tree inside the test's savepoint, and the doors that people use to fill it."""

import frappe

from zhicheng.api import members as member_doors
from zhicheng.constants import Role
from zhicheng.domain.people import members, units
from zhicheng.setup.demo import world
from zhicheng.tests.base import ZhichengTestCase

CONTACT = {"contact_name": "测试联系人", "contact_phone": "0837-2820000"}


class FreshTreeCase(ZhichengTestCase):
	"""Units and people as at the start of a site: the province's bureau and its first clerk."""

	def setUp(self):
		super().setUp()
		for doctype in ("Title Application", "Evaluation Committee", "Unit Member", "Unit"):
			frappe.db.delete(doctype)
		self.numbers = iter(range(1, 900))
		self.root = self.found("SC-HRSS", None)
		self.appoint("省厅经办", "SC-HRSS", Role.PROVINCE_HRSS)

	def tearDown(self):
		super().tearDown()
		frappe.clear_cache(doctype="Unit")

	def found(self, key: str, parent: str | None):
		"""Make a unit of domain 9.1 as the administrator does, without creation rules."""
		return units.create_unit(**_values(key), parent_unit=parent)

	def appoint(self, person: str, unit: str, *roles: Role):
		"""Make a person as the administrator does."""
		number = next((row["id_number"] for row in world.people() if row["member_name"] == person), None)
		return members.create_member(world.unit(unit), person, number or self.id_number(), roles)

	def create_unit(self, user: str, key: str, **values):
		"""A clerk's 新增 in Desk: an ordinary insert with his own permissions."""
		with self.as_user(self.user_of(user)):
			return frappe.get_doc({"doctype": "Unit", **_values(key), **values}).insert()

	def create_member(self, user: str, unit: str, person: str, *roles: Role) -> str:
		"""A clerk's 添加, both steps."""
		number = next((row["id_number"] for row in world.people() if row["member_name"] == person), None)
		with self.as_user(self.user_of(user)):
			made = member_doors.create(world.unit(unit), person, number or self.id_number())
			member_doors.assign_roles(made["name"], [role.value for role in roles])
		return made["name"]

	def user_of(self, person: str) -> str:
		return frappe.db.get_value("Unit Member", {"member_name": person}, "user")

	def id_number(self) -> str:
		"""A further fictional number; the check digit is worked out."""
		from stdnum.cn import ric

		stem = f"51000019900101{next(self.numbers):03d}"
		return stem + ric.calc_check_digit(stem + "0")


def _values(key: str) -> dict:
	row = world._unit_rows()[key]
	fields = ("unit_name", "unit_category", "region", "uscc")
	return {field: row[field] for field in fields} | {"is_hrss_bureau": int(row["is_hrss_bureau"])} | CONTACT
