"""职称申报一览表: right columns, right words, every filter by its index, pages by key, no row beyond the list's permission."""

import frappe
from frappe.desk.query_report import run
from frappe.utils import add_days, add_to_date, get_datetime

from zhicheng.api import register
from zhicheng.domain.people import identity
from zhicheng.exceptions import ActionNotAllowed, IdNumberInvalid
from zhicheng.export import register_filters, register_query, roster
from zhicheng.export.register_columns import COLUMNS
from zhicheng.setup.demo import world
from zhicheng.tests import factories
from zhicheng.tests.base import ZhichengTestCase

REPORTS = {"高级": "Senior Title Register", "中级": "Intermediate Title Register", "初级": "Junior Title Register"}
LABELS = (
	"序号 姓名 性别 出生年月 身份证号 单位名称 单位隶属关系 所属行政区域 参加工作时间 现从事专业 专业年限 现资格名称 获得资格时间 "
	"任职年限 终审单位 学历 学位 毕业学校 所学专业 毕业时间 外语成绩 计算机成绩 申报系列 申报资格名称 申报专业 是否破格 申报类型 "
	"近五年考核 当前环节 当前单位 状态 提交时间 评审结果 联系电话"
).split()
# what somebody asks → the names of the criteria that the table of combinations knows
QUESTIONS = (
	({"keyword": "ZC2025-000123"}, ("number",)),
	({"person": "0" * 64}, ("person",)),
	({"unit": "MEK-CLINIC"}, ("few_units",)),
	({"notice": "n"}, ("notice",)),
	({"declare_year": 2025, "region": "513201"}, ("year", "county")),
	({"declare_year": 2025, "region": "513200"}, ("year", "city")),
	({"declare_year": 2025, "stage": "U"}, ("year", "stage")),
	({"declare_year": 2025, "status": "已通过"}, ("year", "state")),
	({"declare_year": 2025, "series": "卫生技术"}, ("year", "series")),
	({"declare_year": 2025, "unit_category": "CNTY_AFFIL"}, ("year", "category")),
	({"declare_year": 2025, "exceptional": "是"}, ("year", "exceptional")),
	({"declare_year": 2025}, ("year",)),
	({"status": "办理中"}, ()),
)


class TestRegister(ZhichengTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.application = factories.create_application(person="测试甲", stage="U")
		cls.filters = {"declare_year": factories.YEAR}

	def _page(self, clerk: str, **filters) -> dict:
		with self.as_user(clerk):
			return roster.page_of("高级", {**self.filters, **filters})

	def _names(self, clerk: str, **filters) -> list[str]:
		return [row.name for row in self._page(clerk, **filters)["rows"]]

	def test_upper_units_see_the_row_and_others_do_not(self):
		for person in ("卫生院经办", "马市卫健经办", "马市人社经办", "州人社经办"):
			with self.subTest(person):
				self.assertIn(self.application, self._names(person))
		for person in ("德阳人社经办", "州医院经办", "中物院经办"):
			with self.subTest(person):
				self.assertNotIn(self.application, self._names(person))
				self.assertEqual(self._page(person)["count"], 0)
		with self.assertRaises(frappe.PermissionError):
			self._names("测试甲")

	def test_draft_is_in_no_register(self):
		draft = factories.create_draft(person="测试卯")

		self.assertNotIn(draft, self._names("卫生院经办"))

	def test_the_34_columns_hold_what_case_and_dossier_say(self):
		self.assertEqual([column.label for column in COLUMNS], LABELS)
		with self.as_user("卫生院经办"):
			row = next(row for row in roster.rows("高级", self.filters) if row.name == self.application)
		dossier = frappe.get_doc("Application Dossier", {"application": self.application})

		self.assertEqual((row.category_name, row.region_name), ("县(区)部门所属单位", "马尔康市"))
		self.assertEqual((row.stage_name, row.status, row.exceptional), ("所在单位审核", "办理中", "否"))
		self.assertEqual((row.birth_date, row.id_masked), ("1985-03", "510000********001X"))
		self.assertEqual((row.school, row.major, row.degree), (dossier.school, dossier.major, dossier.degree))
		self.assertEqual(row.current_title, dossier.current_title)
		self.assertEqual(row.work_start_date, dossier.work_start_date.strftime("%Y-%m"))
		self.assertTrue(row.assessments.startswith(str(max(line.year for line in dossier.assessment))))
		self.assertNotIn("mobile", row)

	def test_edits_not_submitted_stay_out(self):
		dossier = frappe.db.get_value("Application Dossier", {"application": self.application})
		frappe.db.set_value("Application Dossier", dossier, "school", "还没有提交的学校")

		self.assertNotIn("还没有提交的学校", [row.school for row in self._page("卫生院经办")["rows"]])

	def test_keyword_finds_name_number_id_number_and_unit(self):
		number = frappe.db.get_value("Title Application", self.application, "application_no")
		id_number = identity.unseal(frappe.db.get_value("Unit Member", world.member("测试甲"), "id_number"))
		for typed in (id_number, id_number.lower(), f" {id_number[:6]} {id_number[6:]}"):
			with self.subTest(typed):
				with self.as_user("州人社经办"):
					told = register.person(number=typed)
				self.assertEqual(told["shown"], "510000********001X")
				self.assertIn(self.application, self._names("州人社经办", person=told["person"]))
				self.assertEqual(self._names("德阳人社经办", person=told["person"]), [])
		for word in ("测试甲", number, "马尔康镇"):
			with self.subTest(word):
				self.assertIn(self.application, self._names("州人社经办", keyword=word))
				self.assertEqual(self._names("德阳人社经办", keyword=word), [])
		for word in ("查无此人", "%", "_", "'"):
			self.assertNotIn(self.application, self._names("州人社经办", keyword=word), word)

	def test_an_id_number_is_no_filter(self):
		"""The filters of a report stand in its address, and addresses are logged."""
		for filters, said in (
			({"keyword": "51000019850312001X"}, "身份证号"), ({"keyword": "测试甲 510000 19850312 001x"}, "身份证号"),
			({"person": "51000019850312001X"}, "重新输入"),
		):  # fmt: skip
			with self.subTest(filters), self.assertRaisesRegex(ActionNotAllowed, said):
				self._names("州人社经办", **filters)
		with self.as_user("州人社经办"), self.assertRaises(IdNumberInvalid):
			register.person(number="510000198503120011")
		with self.as_user("测试甲"), self.assertRaises(frappe.PermissionError):
			register.person(number="51000019850312001X")

	def test_every_filter_finds_and_leaves_out(self):
		case = frappe.get_doc("Title Application", self.application)
		category = {"unit_category": (case.unit_category, "CENTRAL")}
		tried = {
			"notice": (case.notice, "x"), "series": (case.series, "农业技术"), "region": ("513200", "510600"), **category,
			"unit": (world.unit("MEK-HEALTH"), world.unit("MEK-SAMR")), "stage": ("U", "CH"),
			"status": ("办理中", "已通过"), "exceptional": ("否", "是"), "declare_year": (factories.YEAR, 1999),
		}  # fmt: skip
		for key, (right, wrong) in tried.items():
			with self.subTest(key):
				self.assertIn(self.application, self._names("省厅经办", **{key: right}))
				self.assertNotIn(self.application, self._names("省厅经办", **{key: wrong}))
		with self.assertRaises(ActionNotAllowed):
			self._names("省厅经办", status="不存在")

	def test_each_combination_reads_along_its_index(self):
		seen = set()
		for filters, wanted in QUESTIONS:
			filters = {**filters, **({"unit": world.unit(filters["unit"])} if "unit" in filters else {})}
			self._explain(filters, wanted, seen)
		with self.as_user("Administrator"):
			self._explain({"keyword": "测试"}, ("name",), seen)
			self._explain({"keyword": "测试"}, ("unit_name",), seen)
		self.assertEqual(seen, {row.filters for row in register_filters.COMBINATIONS})

	def _explain(self, filters: dict, wanted: tuple, seen: set) -> None:
		"""MariaDB takes the index that the table of combinations names, and enters it at the filter."""
		asked = register_filters.normal(filters)
		index = {row.filters: row.index for row in register_filters.COMBINATIONS}
		chosen = [register_filters.index_for(one).filters for one in register_filters.alternatives("高级", asked)]
		self.assertIn(wanted, chosen)
		query = register_query.queries("Administrator", "高级", asked)[chosen.index(wanted)]
		query = query.orderby(register_filters.CASE.first_submitted_on, order=frappe.qb.desc).limit(50)
		plan = frappe.db.sql(f"explain {query.get_sql()}", as_dict=True)[0]
		with self.subTest(filters):
			if plan.table:  # nothing to explain where a unique key finds no row
				self.assertEqual(plan.key, index[wanted])
				self.assertNotEqual(plan.type, "ALL")
		seen.add(wanted)

	def test_pages_follow_one_another_by_key_and_back(self):
		cases = self._copies(7)
		walked, place = [], {}
		while True:
			page = self._page("州人社经办", page_length=3, **place)
			self.assertLessEqual(len(page["rows"]), 3)
			walked += [row.name for row in page["rows"]]
			if not page["next"]:
				break
			last, place = page, {"after": page["next"]}
		self.assertEqual(len(walked), len(set(walked)))
		self.assertEqual(walked, self._names("州人社经办", page_length=100))
		self.assertLessEqual({*cases, self.application}, set(walked))
		back = self._page("州人社经办", page_length=3, before=page["previous"])
		self.assertEqual([row.name for row in back["rows"]], [row.name for row in last["rows"]])
		first = self._page("州人社经办", page_length=100, before=page["previous"])
		self.assertEqual(first["previous"], "")
		with self.assertRaises(ActionNotAllowed):
			self._page("州人社经办", after="x' or 1=1")

	def test_jump_to_a_date(self):
		cases = self._copies(4)
		day = get_datetime(frappe.db.get_value("Title Application", cases[2], "first_submitted_on")).date()

		names = self._names("州人社经办", until=str(day))

		self.assertEqual(names[0], cases[2])
		self.assertTrue({*cases[:2], self.application}.isdisjoint(names))
		self.assertNotIn(cases[2], self._names("州人社经办", until=str(add_days(day, -1))))

	def test_count_is_the_lists_and_is_capped(self):
		self._copies(5)
		for person in ("卫生院经办", "马市卫健经办", "州人社经办", "省厅经办"):
			with self.as_user(person):
				wanted = {"level": "高级", "declare_year": factories.YEAR, "first_submitted_on": ["is", "set"]}
				listed = set(frappe.get_list("Title Application", wanted, pluck="name", limit_page_length=0))
				page = roster.page_of("高级", {**self.filters, "page_length": 500})
				self.assertEqual({row.name for row in page["rows"]}, listed)
				self.assertEqual(page["count"], len(listed))
				capped = register_query.count(frappe.session.user, "高级", register_filters.normal(self.filters), most=3)
				self.assertEqual(capped, min(4, len(listed)))

	def _copies(self, number: int) -> list[str]:
		"""More rows like the first, each a day older; newest first."""
		names = []
		for days in range(1, number + 1):
			doc = frappe.get_doc("Title Application", self.application)
			doc.update({"application_no": None, "place_key": None, "applicant": "Administrator"})
			doc.first_submitted_on = add_to_date(doc.first_submitted_on, days=-days)
			doc.name = frappe.generate_hash(length=10)
			doc.db_insert()
			names.append(doc.name)
		return names

	def test_each_level_is_a_report_of_its_own(self):
		for level, report in REPORTS.items():
			with self.subTest(level), self.as_user("州人社经办"):
				answer = run(report, filters=self.filters)
				names = [row.get("name") for row in answer["result"]]
				self.assertEqual(self.application in names, level == "高级")
				labels = [column["label"] for column in answer["columns"]]
				self.assertEqual(labels, [*LABELS[:-1], "申报编号"])
				self.assertIn("next", answer["report_summary"][0])
