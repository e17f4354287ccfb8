"""导出: the workbook cell by cell, who may have it, how long, what it hides, and what is logged."""

import datetime
import io
import tempfile
from pathlib import Path

import frappe
from frappe.handler import execute_cmd
from frappe.utils import add_to_date, now_datetime, set_request
from openpyxl import load_workbook
from openpyxl.utils import escape

from zhicheng.domain.people import identity
from zhicheng.exceptions import ActionNotAllowed, ReasonMissing
from zhicheng.export import jobs, register_export, roster, sheet_rows, workbook
from zhicheng.export.register_columns import COLUMNS, KEYS
from zhicheng.setup.demo import world
from zhicheng.tests import factories
from zhicheng.tests.base import ZhichengTestCase

CLERK, BUREAU = "卫生院经办", "州人社经办"
# what people type and a spreadsheet would run, or an XML file would not hold
DANGEROUS = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "<b>&amp;</b>", "一\x07二", "https://x.y")


class TestExport(ZhichengTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.application = factories.create_application(person="测试甲", stage="U")
		cls.filters = {"declare_year": factories.YEAR}
		cls.addClassCleanup(lambda: delattr(frappe.local, "request"))

	def export(self, person: str = BUREAU, **values) -> dict:
		with self.as_user(person):
			set_request(method="POST", path="/api/method/x")
			frappe.local.form_dict = frappe._dict({"level": "高级", "filters": self.filters, **values})
			return execute_cmd("zhicheng.api.export.register")

	def fetched(self, job: dict, person: str = BUREAU) -> bytes:
		with self.as_user(person):
			set_request(method="GET", path="/api/method/x")
			frappe.local.form_dict = frappe._dict(job=job["name"])
			return b"".join(execute_cmd("zhicheng.api.export.download").response)

	def sheet(self, job: dict, person: str = BUREAU):
		return load_workbook(io.BytesIO(self.fetched(job, person))).active

	def test_every_cell_is_what_the_list_shows(self):
		job = self.export()
		sheet = self.sheet(job)
		with self.as_user(BUREAU):
			listed = roster.page_of("高级", {**self.filters, "page_length": 500})["rows"]

		self.assertEqual((job["status"], job["row_count"]), ("已完成", len(listed)))
		self.assertEqual(sheet.cell(1, 1).value, "申报高级专业技术职务任职资格人员情况一览表")
		self.assertEqual([cell.value for cell in sheet[2]], [column.label for column in COLUMNS])
		for number, row in enumerate(listed):
			cells = [cell.value for cell in sheet[number + 3]]
			for key, cell in zip(KEYS[:-1], cells[:-1], strict=True):
				with self.subTest(row=number, column=key):
					self.assertEqual(cell, row[key] or None)
			self.assertRegex(cells[-1] or "", r"^(\d{3}\*+\d{2,4})?$")
		foot = sheet.cell(len(listed) + 4, 1).value
		today = now_datetime()
		for word in ("单位(盖章)：阿坝州人力资源和社会保障局", f"填报人：{BUREAU}", "联系电话：", f"填报时间：{today.year}年{today.month}月{today.day}日"):
			self.assertIn(word, foot)
		self.assertIn(BUREAU, sheet.oddFooter.left.text)

	def test_texts_stay_texts(self):
		frappe.db.set_value("Register Entry", self.application, dict(zip(
			("school", "major", "degree", "current_title", "computer", "foreign_language", "education", "current_speciality"), DANGEROUS, strict=True,
		)))  # fmt: skip

		sheet = self.sheet(self.export(names=[self.application]))

		self.assertEqual({cell.data_type for row in sheet.iter_rows(min_row=3) for cell in row} - {"s", "n"}, set())
		said = {cell.value for cell in sheet[3]}
		for text in DANGEROUS:
			self.assertIn(text.replace("\x07", "_x0007_") if text not in said else text, said)
		self.assertEqual([cell.hyperlink for cell in sheet[3] if cell.hyperlink], [])

	def test_whatever_stands_in_a_cell_comes_back_as_it_was(self):
		texts = ["\t=1+1", "\r=1+1", "\n@x", "-", "左\u200f右\u200e中", "𠮷𡈽𪚥", "很长" * 8000, "=" * 32767, "'quoted", "_x0041_", "\x1b[31m", "<b>&amp;"]
		with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
			workbook.write(Path(file.name), workbook.Sheet("=1+1", "+foot", "@mark"), [texts, ["长" * 40000, *texts[1:]]])
			sheet = load_workbook(file.name).active
		for typed, cell in zip(texts, sheet[3], strict=False):
			with self.subTest(typed[:12]):
				self.assertEqual((cell.data_type, escape.unescape(cell.value or "")), ("s", typed))
				self.assertEqual(bool(cell.quotePrefix), typed[0] in "=+-@\t\r\n", "stays a text when it is edited")
		self.assertEqual(len(sheet.cell(4, 1).value), sheet_rows.LONGEST)
		self.assertEqual([sheet.cell(row, 1).data_type for row in (1, 6)], ["s", "s"])

	def test_ticked_rows_only_and_only_those_one_sees(self):
		other = self.copies(3)[1]
		names = [other, self.application, "nothing"]

		sheet = self.sheet(self.export(names=names))

		self.assertEqual([sheet.cell(row, 1).value for row in (3, 4, 5)], [1, 2, None])
		with self.assertRaisesRegex(ActionNotAllowed, "没有符合条件"):
			self.export("德阳人社经办", names=names)
		with self.assertRaisesRegex(ActionNotAllowed, "最多勾选"):
			self.export(names=["x"] * 2001)

	def test_whole_numbers_for_who_may_see_them_and_says_why(self):
		with self.assertRaisesRegex(ActionNotAllowed, "您的角色不能导出"):
			self.export(CLERK, with_numbers=1, reason="核对身份信息")
		for reason in ("", " 核 "):
			with self.assertRaises(ReasonMissing):
				self.export(with_numbers=1, reason=reason)
		number = identity.unseal(frappe.db.get_value("Unit Member", world.member("测试甲"), "id_number"))

		sheet = self.sheet(self.export(names=[self.application], with_numbers=1, reason="核对身份信息"))

		mobile = identity.unseal(frappe.db.get_value("Unit Member", world.member("测试甲"), "mobile"))
		self.assertEqual((sheet.cell(3, 5).value, sheet.cell(3, 34).value), (number, mobile or None))
		logged = frappe.get_last_doc("Act Log", {"act": "导出一览表"})
		for word in ("1 行", "核对身份信息", "含完整身份证号"):
			self.assertIn(word, logged.detail)
		self.assertNotIn(number, logged.detail)

	def test_an_id_number_that_was_searched_is_written_nowhere(self):
		number = identity.unseal(frappe.db.get_value("Unit Member", world.member("测试甲"), "id_number"))

		job = self.export(filters={**self.filters, "person": identity.hash_id(number)})

		self.assertEqual(job["row_count"], 1)
		self.assertNotIn(number, frappe.db.get_value("Document Job", job["name"], "request"))
		self.assertNotIn(number, frappe.get_last_doc("Act Log", {"act": "导出一览表"}).detail)

	def test_who_has_no_register_exports_nothing(self):
		for person in ("测试甲", "Guest"):
			with self.subTest(person), self.assertRaises(frappe.PermissionError):
				self.export(person)

	def test_the_file_is_its_requesters_alone_and_for_a_day(self):
		job = self.export()
		for person in ("省厅经办", CLERK, "测试甲", "Guest", "Administrator"):
			with self.subTest(person), self.assertRaises(frappe.PermissionError):
				self.fetched(job, person)
			with self.as_user(person), self.assertRaises(frappe.PermissionError):
				jobs.state(job["name"])
		path, _found = self.path_of(job)
		frappe.db.set_value("Document Job", job["name"], "expires_on", add_to_date(now_datetime(), minutes=-1))
		with self.assertRaisesRegex(ActionNotAllowed, "有效期"):
			self.fetched(job)
		self.assertTrue(path.exists())
		jobs.sweep_documents()
		self.assertFalse(path.exists())
		self.assertEqual(frappe.db.get_value("Document Job", job["name"], "status"), "已过期")
		with self.as_user(BUREAU):
			self.assertEqual(frappe.get_list("Document Job") if frappe.has_permission("Document Job") else [], [])

	def path_of(self, job: dict):
		with self.as_user(BUREAU):
			return jobs.file_of(job["name"])

	def test_many_rows_are_a_workers_work_with_progress(self):
		self.copies(4)
		told = []
		self.patch(register_export, "IN_BACKGROUND_FROM", 3)
		self.patch(register_export, "CHUNK", 2)
		self.patch(frappe, "enqueue", lambda method, **values: told.append((method, values["document_job"])))
		self.patch(jobs.transactions, "keep_chunk", lambda: told.append(self.done_of(told)))

		job = self.export()
		self.assertEqual((job["status"], job["url"], told[0]), ("排队中", "", ("zhicheng.export.jobs.work", job["name"])))
		with self.assertRaisesRegex(ActionNotAllowed, "还在生成"):
			self.fetched(job)
		with self.as_user(BUREAU):
			jobs.work(job["name"])
			after = jobs.state(job["name"])

		self.assertEqual((after["status"], after["done"]), ("已完成", after["total"]))
		self.assertEqual(told[2:4], [2, 4])
		self.assertEqual(self.sheet(after).cell(3 + after["row_count"], 1).value, None)

	def done_of(self, told: list) -> int:
		return frappe.db.get_value("Document Job", told[0][1], "done")

	def test_a_failure_is_told_as_a_sentence(self):
		with self.as_user(BUREAU):
			values = {"request": {"level": "高级", "asked": {}, "names": ["gone"]}}
			job = jobs.create("一览表导出", "x", "x.xlsx", **values)
			self.patch(frappe.db, "rollback", lambda **values: None)
			self.patch(jobs.transactions, "keep_chunk", lambda: None)
			self.patch(register_export, "make", self.broken)
			jobs.work(job)
			state = jobs.state(job)
		self.assertEqual((state["status"], state["error"], state["url"]), ("失败", "这里坏了，请重试。", ""))

	def broken(self, *arguments):
		raise ActionNotAllowed("这里坏了，请重试。")

	def test_three_at_once_are_enough(self):
		with self.as_user(BUREAU):
			for _number in range(jobs.MOST_RUNNING):
				jobs.create("一览表导出", "x", "x.xlsx", request={})
			with self.assertRaisesRegex(ActionNotAllowed, "正在生成"):
				self.export()

	def patch(self, owner, name: str, value) -> None:
		before = getattr(owner, name)
		setattr(owner, name, value)
		self.addCleanup(setattr, owner, name, before)

	def copies(self, number: int) -> list[str]:
		"""More rows like the first, each a day older."""
		names = []
		for days in range(1, number + 1):
			doc = frappe.get_doc("Title Application", self.application)
			doc.update({"application_no": None, "place_key": None, "applicant": "Administrator"})
			doc.first_submitted_on -= datetime.timedelta(days=days)
			doc.name = frappe.generate_hash(length=10)
			doc.db_insert()
			names.append(doc.name)
		return names
