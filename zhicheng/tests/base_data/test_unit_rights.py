"""Who sees, changes and deletes a unit: list, form and REST agree (design 5; domain 3.1 created_by_unit)."""

import frappe

from zhicheng.domain.people import members, units
from zhicheng.exceptions import UnitInUse, UnitInvalid
from zhicheng.setup.demo import world
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.base_data.test_unit_form import good

# person, units that he must see and units that he must not
SCOPES = (
	("省厅经办", ("SC-HRSS", "AB-HOSP", "MEK-ZESHI", "DY-AGRI"), ()),
	("州人社经办", ("AB-HRSS", "AB-HOSP", "MEK-CLINIC"), ("SC-HRSS", "DY-HRSS", "SC-AGRI")),
	("州卫健经办", ("AB-HEALTH", "AB-HOSP"), ("AB-HRSS", "AB-SASAC", "MEK-HEALTH")),
	("卫生院经办", ("MEK-CLINIC",), ("MEK-HEALTH", "MEK-HAIFENG", "AB-HRSS")),
	("测试甲", (), ("MEK-CLINIC", "MEK-HEALTH")),
)


class TestUnitRights(ZhichengTestCase):
	def test_list_and_form_show_the_same_range(self):
		for person, seen, hidden in SCOPES:
			with self.subTest(person), self.as_user(person):
				listed = self._listed()
				for key in (*seen, *hidden):
					unit = world.unit(key)
					self.assertEqual(unit in listed, key in seen, key)
					self.assertEqual(frappe.has_permission("Unit", "read", doc=unit), key in seen, key)

	def test_own_unit_contact_only(self):
		with self.as_user("卫生院经办"):
			clinic = frappe.get_doc("Unit", world.unit("MEK-CLINIC"))
			clinic.contact_phone = "13000000009"
			clinic.save()

			clinic.unit_name = "改名（测试）"
			with self.assertRaisesRegex(UnitInvalid, "单位名称由创建单位或上级单位修改"):
				clinic.save()

	def test_creator_and_its_superiors_change_and_others_do_not(self):
		for person, may in (("马市卫健经办", True), ("马市人社经办", True), ("州人社经办", True), ("州卫健经办", False)):
			with self.subTest(person), self.as_user(person):
				self.assertEqual(frappe.has_permission("Unit", "write", doc=world.unit("MEK-CLINIC")), may)

	def test_a_forged_tree_position_is_not_stored(self):
		"""A form, stale or forged, carries lft and rgt; written back they would open other branches."""
		with self.as_user("马市卫健经办"):
			clinic = frappe.get_doc("Unit", world.unit("MEK-CLINIC"))
			before = (clinic.lft, clinic.rgt, clinic.created_by_unit)
			clinic.update({"lft": 1, "rgt": 9999, "created_by_unit": world.unit("SC-HRSS"), "remark": "改"})
			clinic.save()

		stored = frappe.db.get_value("Unit", clinic.name, ["lft", "rgt", "created_by_unit"])
		self.assertEqual(stored, before)

	def test_delete_says_what_hangs_on_the_unit(self):
		with self.as_user("马市人社经办"), self.assertRaises(UnitInUse) as caught:
			frappe.delete_doc("Unit", world.unit("MEK-HEALTH"))

		for words in ("个下级或相关单位", "名用户", "停用"):
			self.assertIn(words, str(caught.exception))

	def test_delete_of_an_unused_unit_by_its_creator(self):
		with self.as_user("马市卫健经办"):
			made = frappe.get_doc({"doctype": "Unit", **good(parent_unit="")}).insert()
			frappe.delete_doc("Unit", made.name)

		self.assertFalse(frappe.db.exists("Unit", made.name))

	def test_delete_is_not_for_the_own_unit_nor_for_strangers(self):
		made = units.create_unit(**good())
		for person in ("卫生院经办", "州卫健经办", "海风经办"):
			with self.subTest(person), self.as_user(person), self.assertRaises(frappe.PermissionError):
				frappe.delete_doc("Unit", made.name)

	def test_disabled_unit_takes_no_new_children_and_its_people_lose_their_roles(self):
		# the demo world's own cases may wait there; a unit goes only after its open work
		frappe.db.set_value("Approval Task", {"unit": world.unit("MEK-HEALTH"), "status": "待处理"}, "status", "已处理")
		health = frappe.get_doc("Unit", world.unit("MEK-HEALTH"))
		health.status = "停用"
		health.save()

		with self.assertRaisesRegex(UnitInvalid, "已停用"):
			units.create_unit(**good())
		self.assertEqual(members.member_of(world.user("马市卫健经办")).roles, set())

	def _listed(self) -> set[str]:
		if not frappe.has_permission("Unit", "read"):
			return set()
		return set(frappe.get_list("Unit", pluck="name", limit_page_length=0))
