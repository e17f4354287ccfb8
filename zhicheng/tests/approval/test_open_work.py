"""Units and clerks do not go while cases wait for them (domain 5.6, case 11)."""

import frappe

from zhicheng.domain.people import members
from zhicheng.exceptions import UnitInUse
from zhicheng.setup.demo import world
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.factories import create_application


class TestOpenWork(ZhichengTestCase):
	def test_unit_with_open_rows_is_not_disabled(self):
		create_application(stage="CS")
		unit = frappe.get_doc("Unit", world.unit("MEK-HEALTH"))
		unit.status = "停用"
		with self.assertRaisesRegex(UnitInUse, "还有\\d+件待办业务"):
			unit.save()

	def test_last_clerk_with_open_rows_keeps_place_and_role(self):
		create_application(stage="CS")
		name = world.member("马市卫健经办")
		for change in (
			lambda doc: doc.update({"status": "停用"}),
			lambda doc: doc.set("member_roles", [row for row in doc.member_roles if "部门" not in row.role]),
		):
			doc = frappe.get_doc("Unit Member", name)
			change(doc)
			with self.assertRaisesRegex(UnitInUse, "没有其他人可以接办"):
				doc.save()

	def test_clerk_with_a_colleague_may_go(self):
		create_application(person="测试戊")
		doc = frappe.get_doc("Unit Member", world.member("海风经办"))
		doc.status = "停用"
		doc.save()
		self.assertEqual(doc.status, "停用")

	def test_colleague_who_applied_himself_does_not_count(self):
		create_application(person="测试丁")
		doc = frappe.get_doc("Unit Member", world.member("海风经办"))
		doc.status = "停用"
		with self.assertRaises(UnitInUse):
			doc.save()

	def test_clerk_without_open_rows_may_go(self):
		doc = frappe.get_doc("Unit Member", world.member("泽实经办"))
		doc.status = "停用"
		doc.save()
		members.forget()
		self.assertEqual(members.holders(world.unit("MEK-ZESHI"), "县(区)企业经办人员(职称)"), [])
