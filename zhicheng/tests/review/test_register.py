"""职称申报一览表: right columns, right words, and no row beyond the list's permission."""

import frappe

from zhicheng.export import roster
from zhicheng.tests import factories
from zhicheng.tests.base import ZhichengTestCase

REPORTS = {"高级": "Senior Title Register", "中级": "Intermediate Title Register", "初级": "Junior Title Register"}


class TestRegister(ZhichengTestCase):
	def setUp(self):
		super().setUp()
		self.application = factories.create_application(person="测试甲", stage="U")
		self.filters = {"declare_year": factories.YEAR}

	def _names(self, person: str, **filters) -> list[str]:
		with self.as_user(person):
			return [row.name for row in roster.rows("高级", {**self.filters, **filters})]

	def test_upper_units_see_the_row_and_others_do_not(self):
		for person in ("卫生院经办", "马市卫健经办", "马市人社经办", "州人社经办"):
			with self.subTest(person):
				self.assertIn(self.application, self._names(person))
		for person in ("德阳人社经办", "州医院经办", "中物院经办"):
			with self.subTest(person):
				self.assertNotIn(self.application, self._names(person))

	def test_draft_is_in_no_register(self):
		draft = factories.create_draft(person="测试卯")

		self.assertNotIn(draft, self._names("卫生院经办"))

	def test_row_shows_names_not_codes_and_masks_the_number(self):
		with self.as_user("卫生院经办"):
			row = next(row for row in roster.rows("高级", self.filters) if row.name == self.application)

		self.assertEqual((row.category_name, row.region_name), ("县(区)部门所属单位", "马尔康市"))
		self.assertEqual((row.workflow_state, row.exceptional, row.birth_date), ("所在单位审核", "否", "1985-03"))
		self.assertEqual(row.id_masked, "510000********001X")

	def test_keyword_finds_name_number_and_unit(self):
		number = frappe.db.get_value("Title Application", self.application, "application_no")
		for word in ("测试甲", number, "马尔康镇"):
			with self.subTest(word):
				self.assertIn(self.application, self._names("州人社经办", keyword=word))
		self.assertNotIn(self.application, self._names("州人社经办", keyword="查无此人"))

	def test_each_level_is_a_report_of_its_own(self):
		for level, report in REPORTS.items():
			with self.subTest(level), self.as_user("州人社经办"):
				from frappe.desk.query_report import run

				answer = run(report, filters=self.filters)
				names = [row.get("name") for row in answer["result"]]
				self.assertEqual(self.application in names, level == "高级")
				labels = [column["label"] for column in answer["columns"]]
				self.assertEqual(labels[:5], ["姓名", "性别", "出生年月", "身份证号", "单位名称"])
