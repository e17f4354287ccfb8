"""An import that runs: what it writes equals what the forms write, the tree stays whole, a killed run goes on, nothing doubles."""

import io

import frappe
from openpyxl import load_workbook
from werkzeug.datastructures import FileStorage
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from zhicheng.api import imports as doors
from zhicheng.domain.imports import imports, reading, running, store, template
from zhicheng.domain.imports.columns import PEOPLE, UNITS
from zhicheng.domain.people import members, units
from zhicheng.exceptions import ImportRefused
from zhicheng.export import jobs
from zhicheng.setup.demo import world
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.base_data import workbooks
from zhicheng.tests.base_data.test_unit_form import CODE, good
from zhicheng.tests.base_data.workbooks import HEADS, code, id_number, make, person, silent, unit

# what differs between any two records
OWN = {"name", "creation", "modified", "lft", "rgt", "user", "email", "username", "id_number", "mobile", "granted_on", "parent", "idx"}


class Killed(Exception):
	"""Stands for the end of the worker's process."""


class TestImportRun(ZhichengTestCase):
	def test_template_offers_lists_and_is_read_as_empty(self):
		for kind, lists in ((UNITS, 4), (PEOPLE, 1)):
			content = template.make(kind, "Administrator")
			sheet = load_workbook(io.BytesIO(content))[kind]
			table = reading.read(content, kind)

			self.assertEqual(len(sheet.data_validations.dataValidation), lists)
			self.assertEqual([fault.cell for fault in table.faults], ["A2"])
			self.assertEqual(set(table.headings[1:]), {head.rstrip("*") for head in HEADS[kind]})

	def test_units_come_into_the_tree_as_from_the_form(self):
		by_form = units.create_unit(**good())
		rows = [
			unit(单位名称="导入甲（测试）", 统一社会信用代码=code(11), 上级机构="导入局（测试）", 联系电话="１３０００００００１１ "),
			unit(单位名称="导入局（测试）", 统一社会信用代码=code(12, "11519999"), 单位隶属关系="CNTY_DEPT", 上级机构=""),
			unit(单位名称="导入乙（测试）", 统一社会信用代码=code(13)),
			unit(单位名称="导入丙（测试）", 统一社会信用代码=code(14), 上级机构=code(12, "11519999")),
		]
		with self.as_user("马市人社经办"):
			self._run(UNITS, rows, size=3)

		self.assertEqual(self._outcomes(), {"已添加": 4})
		self._require_whole_tree()
		made = frappe.get_doc("Unit", {"uscc": code(13)})
		mine = {**by_form.as_dict(), "unit_name": made.unit_name, "uscc": made.uscc, "owner": made.owner, "modified_by": made.owner}
		self.assertEqual(plain(made.as_dict()) | {"created_by_unit": 0}, plain(mine) | {"created_by_unit": 0})
		office = frappe.get_doc("Unit", {"uscc": code(12, "11519999")})
		self.assertEqual((office.parent_unit, office.created_by_unit), (world.unit("MEK-HRSS"),) * 2)
		child = frappe.get_doc("Unit", {"uscc": code(11)})
		self.assertEqual((child.parent_unit, child.supervising_unit, child.contact_phone), (office.name, office.name, "13000000011"))
		self.assertEqual(frappe.db.count("Act Log", {"act": ["like", "新增%"], "detail": ["like", "导入_（测试）"]}), 4)

	def test_people_are_as_from_the_form(self):
		roles = ["申报人(职称)", "县(区)部门所属单位经办人员(职称)"]
		by_form = members.create_member(world.unit("MEK-CLINIC"), "测试导入", id_number(903), roles, mobile="13000000099")
		self._run(PEOPLE, [person(角色="、".join(roles), 手机号码=13000000099)])

		made = frappe.get_doc("Unit Member", {"member_name": "测试导入", "name": ["!=", by_form.name]})
		by_form.reload()
		same = ("id_hash", "id_masked", "birth_date")
		self.assertEqual(plain(made.as_dict(), *same), plain(by_form.as_dict(), *same))
		for doctype in ("User", "Notification Settings"):
			pair = [frappe.get_doc(doctype, one.user).as_dict() for one in (made, by_form)]
			self.assertEqual(*(plain(one) for one in pair))
		self.assertEqual(members.member_of(made.user).roles, members.member_of(by_form.user).roles)
		self.assertNotIn(id_number(901), str(frappe.db.get_value("Unit Member", made.name, "*", as_dict=True)))

	def test_killed_run_goes_on_and_a_second_one_adds_nothing(self):
		rows = [unit(单位名称=f"续{number}（测试）", 统一社会信用代码=code(number)) for number in range(21, 28)]
		before = frappe.db.count("Unit")
		name = self._begin(UNITS)

		def tell(done: int, total: int, stage: str) -> None:
			if done > 4:
				raise Killed
			frappe.db.savepoint("kept_chunk")

		table = reading.read(make(UNITS, rows), UNITS)
		with self.assertRaises(Killed):
			running.run(name, table, "Administrator", "a", tell, size=2)
		frappe.db.rollback(save_point="kept_chunk")
		self.assertEqual(frappe.db.count("Unit"), before + 4)
		self._require_whole_tree()

		running.run(name, reading.read(make(UNITS, rows), UNITS), "Administrator", "a", silent, size=2)
		self.assertEqual((frappe.db.count("Unit"), self._outcomes()), (before + 7, {"已添加": 7}))
		self._require_whole_tree()

		again = self._run(UNITS, rows)
		self.assertEqual((frappe.db.count("Unit"), self._outcomes(again)), (before + 7, {"已存在": 7}))

	def test_worker_that_was_replaced_stops(self):
		name = self._begin(UNITS)
		imports.write(name, runner="b")
		with self.assertRaisesRegex(ImportRefused, "另一个进程"):
			running.run(name, reading.read(make(UNITS, [unit()]), UNITS), "Administrator", "a", silent)
		self.assertFalse(frappe.db.exists("Unit", {"uscc": CODE}))

	def test_row_that_turned_bad_after_the_check_is_told_and_the_others_come(self):
		table = reading.read(make(PEOPLE, [person(903), person(904, 姓名="测试导入丑")]), PEOPLE)
		members.create_member(world.unit("MEK-ZESHI"), "测试早", id_number(903))
		running.run(self._begin(PEOPLE), table, "Administrator", "a", silent)

		self.assertEqual(self._outcomes(), {"失败": 1, "已添加": 1})

	def test_from_upload_to_result_by_the_endpoints(self):
		with self.as_user("马市卫健经办"):
			wrong = self._upload(PEOPLE, make(PEOPLE, [person(905), person(906, 角色="院长")]))
			jobs.start(wrong, in_background=False)
			faulty = imports.get(self.name)
			self.assertEqual((faulty.status, faulty.stored_as, faulty.faulty), (imports.FAULTY, "", 1))
			self.assertEqual(faulty.first_faults, "D3：没有角色“院长”，请从下拉框选择。")
			sheet = self._result(wrong)
			self.assertEqual((sheet["B2"].value, sheet["H2"].value), ("510000********905" + id_number(905)[-1], "可以导入"))
			self.assertEqual((sheet["D3"].fill.fgColor.rgb, sheet["D3"].comment.text), ("FFFFC7CE", "没有角色“院长”，请从下拉框选择。"))
			with self.assertRaises(ImportRefused):
				doors.start(self.name)

			job = self._upload(PEOPLE, make(PEOPLE, [person(905), person(906, 姓名="测试导入丑")]))
			jobs.start(job, in_background=False)
			kept = store.path_of(imports.get(self.name).stored_as)
			self.assertTrue(kept.is_file())
			run = doors.start(self.name)["run_job"]["name"]
			jobs.start(run, in_background=False)
			told = doors.progress(self.name)
			self.assertEqual((told["status"], told["added"], told["faulty"]), (imports.DONE, 2, 0))
			self.assertEqual(self._result(run)["H3"].value, "已添加")
			self.assertFalse(imports.get(self.name).stored_as)
			store.remove(kept.name)
		with self.as_user("卫生院经办"):
			for door in (doors.progress, doors.start, doors.drop):
				self.assertRaises(frappe.PermissionError, door, self.name)
			self.assertEqual(frappe.get_list("Base Data Import"), [])
			self.assertFalse(frappe.has_permission("Base Data Import", "read", doc=self.name))
			self.assertRaises(frappe.PermissionError, doors.download_template, UNITS)
		with self.as_user("测试甲"):
			self.assertRaises(frappe.PermissionError, doors.download_template, PEOPLE)
			self.assertEqual(doors.kinds(), [])

	def _begin(self, kind: str) -> str:
		doc = frappe.new_doc(imports.IMPORT)
		doc.update({"kind": kind, "status": imports.RUNNING, "requested_by": frappe.session.user, "runner": "a"})
		self.name = doc.insert(ignore_permissions=True).name
		return self.name

	def _run(self, kind: str, rows: list[dict], size: int = running.CHUNK) -> str:
		content = make(kind, rows)
		faults, _existing = workbooks.check(kind, content, frappe.session.user)
		self.assertEqual(faults, [])
		name = self._begin(kind)
		running.run(name, reading.read(content, kind), frappe.session.user, "a", silent, size=size)
		return name

	def _outcomes(self, name: str = "") -> dict[str, int]:
		found: dict[str, int] = {}
		for row in imports.outcomes(name or self.name).values():
			found[row.outcome] = found.get(row.outcome, 0) + 1
		return found

	def _upload(self, kind: str, content: bytes) -> str:
		sent = FileStorage(io.BytesIO(content), filename="人员.xlsx")
		before = getattr(frappe.local, "request", None)
		frappe.local.request = Request(EnvironBuilder(method="POST", data={"file": sent}).get_environ())
		try:
			told = doors.upload(kind)
		finally:
			frappe.local.request = before
		self.name = told["name"]
		return told["check_job"]["name"]

	def _result(self, job: str):
		path, _found = jobs.file_of(job)
		self.addCleanup(path.unlink, missing_ok=True)
		return load_workbook(path).active

	def _require_whole_tree(self) -> None:
		"""Numbers without gaps, every unit inside the one above it."""
		rows = frappe.get_all("Unit", fields=["name", "parent_unit", "lft", "rgt"])
		places = {row.name: (row.lft, row.rgt) for row in rows}
		self.assertEqual(sorted(sum(places.values(), ())), list(range(1, 2 * len(rows) + 1)))
		for row in rows:
			if row.parent_unit:
				lft, rgt = places[row.parent_unit]
				self.assertTrue(lft < row.lft < row.rgt < rgt, row)


def plain(values: dict, *without: str) -> dict:
	"""A record without what is its own; empty is empty."""
	return {
		key: [plain(row) for row in value] if isinstance(value, list) else value or None
		for key, value in values.items()
		if key not in OWN and key not in without
	}
