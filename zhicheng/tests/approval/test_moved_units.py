"""A unit that moves takes its pending cases and its keys along; what was decided stays as it was called then (design 3, 6)."""

import frappe

from zhicheng.domain.queries import units as unit_queries
from zhicheng.setup.demo import world
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.factories import create_application, create_returned


class TestMovedUnits(ZhichengTestCase):
	def save(self, key: str, **values):
		doc = frappe.get_doc("Unit", world.unit(key))
		doc.update(values)
		return doc.save()

	def queued_at(self, application: str) -> set[str]:
		return set(frappe.get_all("Pending Queue", filters={"application": application}, pluck="queue_unit"))

	def test_subtree_that_moves_is_queued_at_its_new_ancestors(self):
		at_clinic, elsewhere = create_application(stage="U"), create_application(person="测试戊", stage="U")
		health, samr = world.unit("MEK-HEALTH"), world.unit("MEK-SAMR")
		self.assertIn(health, self.queued_at(at_clinic))
		untouched = self.queued_at(elsewhere)

		self.save("MEK-CLINIC", parent_unit=samr)

		self.assertEqual(self.queued_at(at_clinic), set(unit_queries.ancestors(world.unit("MEK-CLINIC"))))
		self.assertIn(samr, self.queued_at(at_clinic))
		self.assertNotIn(health, self.queued_at(at_clinic))
		self.assertEqual(self.queued_at(elsewhere), untouched)

	def test_units_below_the_one_that_moves_come_along(self):
		application = create_application(stage="U")

		self.save("MEK-HEALTH", parent_unit=world.unit("AB-HRSS"))

		self.assertEqual(self.queued_at(application), set(unit_queries.ancestors(world.unit("MEK-CLINIC"))))
		self.assertNotIn(world.unit("MEK-HRSS"), self.queued_at(application))

	def test_case_with_its_applicant_is_not_queued(self):
		application = create_returned()

		self.save("MEK-CLINIC", parent_unit=world.unit("MEK-SAMR"))

		self.assertEqual(self.queued_at(application), set())

	def test_region_keys_of_the_register_follow(self):
		application = create_application(stage="U")
		self.save("MEK-CLINIC", remark="测试")
		unit = frappe.get_doc("Unit", world.unit("MEK-CLINIC"))
		before = frappe.db.get_value("Title Application", application, ["province", "city", "county"])

		# the form refuses a county without a bureau; the region's own row is what is tested here
		frappe.db.set_value("Unit", unit.name, "region", "513200")
		changed = frappe.get_doc("Unit", unit.name)
		changed._doc_before_save = unit
		changed.on_update()

		self.assertEqual(before, ("510000", "513200", "513201"))
		found = frappe.db.get_value("Title Application", application, ["province", "city", "county"])
		self.assertEqual(found, ("510000", "513200", None))

	def test_open_row_is_called_by_the_new_name_and_the_past_by_the_old(self):
		application = create_application(stage="CS")
		old = frappe.db.get_value("Unit", world.unit("MEK-CLINIC"), "unit_name")

		self.save("MEK-HEALTH", unit_name="马尔康市卫生健康委员会（测试改名）")
		self.save("MEK-CLINIC", unit_name="马尔康镇中心卫生院（测试改名）")

		rows = frappe.get_all(
			"Approval Task", filters={"application": application}, fields=["unit_name", "status"], order_by="seq"
		)
		self.assertEqual(rows[-1].unit_name, "马尔康市卫生健康委员会（测试改名）")
		self.assertEqual({row.unit_name for row in rows[:-1]}, {old})
		case = frappe.db.get_value("Title Application", application, ["unit_name", "current_unit_name"])
		self.assertEqual(case, (old, "马尔康市卫生健康委员会（测试改名）"))
