"""What is known of a person is the same everywhere: derived from the ID number, followed by drafts, then frozen."""

import frappe

from zhicheng.domain.dossier import dossier
from zhicheng.domain.queries import dossiers
from zhicheng.setup.demo import world
from zhicheng.tests.dossier.base import DossierTestCase

CASE = ("applicant_name", "gender", "birth_date", "unit", "unit_name", "unit_category", "county")


class TestPerson(DossierTestCase):
	def change(self, **values) -> None:
		frappe.set_user("Administrator")
		doc = frappe.get_doc("Unit Member", world.member("测试甲"))
		doc.update(values)
		doc.save()
		frappe.set_user(self.user)

	def case(self) -> dict:
		return frappe.db.get_value("Title Application", self.application, CASE, as_dict=True)

	def test_sex_and_birth_date_come_from_the_number_alone(self):
		self.change(gender="女", birth_date="2000-01-01")
		self.save("basic_info", {"gender": "女", "birth_date": "2000-01-01", "top_education": "研究生(博士)"})

		for stored in (frappe.get_doc("Unit Member", world.member("测试甲")), self.row(), self.case()):
			self.assertEqual((stored.gender, str(stored.birth_date)), ("男", "1985-03-12"))
		self.assertEqual(self.row().top_education, "大学本科")

	def test_a_draft_follows_name_and_unit(self):
		unit = world.unit("MEK-HEALTH")
		self.change(member_name="测试甲甲", unit=unit)

		row, case = self.row(), self.case()
		self.assertEqual((row.name_cn, row.unit), ("测试甲甲", unit))
		self.assertEqual((case.applicant_name, case.unit), ("测试甲甲", unit))
		self.assertEqual(row.unit_category, case.unit_category)
		self.assertEqual(case.unit_name, frappe.db.get_value("Unit", unit, "unit_name"))

	def test_what_was_submitted_stays_as_it_was(self):
		before_row, before = self.row(), self.case()
		frappe.db.set_value("Title Application", self.application, "first_submitted_on", "2026-01-01 00:00:00")

		self.change(member_name="测试甲甲")

		self.assertEqual((self.row().name_cn, self.case()), (before_row.name_cn, before))

	def test_the_highest_education_is_computed_from_the_rows(self):
		self.add_row(
			"education", education_level="研究生(硕士)", study_form="全日制", start_date="2010-09-01",
			end_date="2013-07-01", school="测试大学研究生院", major="内科学", degree="硕士",
		)  # fmt: skip

		row = dossiers.dossier(self.application)
		self.assertEqual((row.top_education, row.school, row.degree), ("研究生(硕士)", "测试大学研究生院", "硕士"))
		self.assertEqual(dossier.summary(self.application)["sub_level"], row.sub_level)
