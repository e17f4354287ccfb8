"""Broken workbooks: each kind is told at its exact cell, with what to do, and nothing is changed."""

import frappe

from zhicheng.domain.imports import workbook_file
from zhicheng.domain.imports.columns import PEOPLE, UNITS
from zhicheng.exceptions import ImportRefused
from zhicheng.setup.demo import world
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.base_data.test_unit_form import CODE
from zhicheng.tests.base_data.workbooks import (
	CLINIC,
	HEADS,
	HEALTH,
	check,
	code,
	id_number,
	make,
	person,
	unit,
	with_part,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
COUNTED = ("Unit", "Unit Member", "User", "Act Log", "Base Data Import Row")


def files() -> list[tuple[str, bytes, str]]:
	"""(name, content, what the refusal says): what is not even opened."""
	good = make(UNITS, [unit()])
	bomb = with_part(good, "xl/media/a.xml", b" " * (4 << 20))
	return [
		("表.csv", b"a,b", "只能导入 .xlsx"),
		("表.xlsx", b"", "空文件"),
		("表.xlsx", b"PK\x03\x04 no zip", "已损坏"),
		("表.xlsx", good[: len(good) // 2], "已损坏"),
		("表.xls", OLE, "旧版 .xls"),
		("表.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
		("表.xlsm", good, "带宏"),
		("表.xlsx", with_part(good, "xl/vbaProject.bin", b"x"), "带宏"),
		("表.xlsx", bomb, "展开后过大"),
		("表.xlsx", with_part(good, "xl/styles.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "不允许的声明"),
		("表.xlsx", with_part(make(UNITS, []), "word/document.xml", b"<a/>").replace(b"xl/workbook.xml", b"xl/workbook.xm_"), "没有工作簿"),
	]


def _merge(sheet) -> None:
	sheet.merge_cells("A2:B2")


def _put(cell: str, value):
	return lambda sheet: sheet.__setitem__(cell, value)


# a circle of two, and a parent that stands below its child
CIRCLE = [unit(上级机构=code(7)), unit(单位名称="乙", 统一社会信用代码=code(7), 上级机构=CODE)]
DEPARTMENT = {"单位名称": "丙局", "统一社会信用代码": code(8, "11519999"), "单位隶属关系": "县(区)部门单位", "上级机构": "马尔康市人力资源和社会保障局"}
# rows, how the sheet is made, cell → what its sentence begins with
SHEETS = (
	([unit()], {"title": "Sheet1"}, {"A1": "没有名为“单位”的工作表"}),
	([], {}, {"A2": "表格里没有数据"}),
	([unit()], {"heads": [head for head in HEADS[UNITS] if head != "统一社会信用代码*"]}, {"A1": "缺少表头：统一社会信用代码"}),
	([unit()], {"heads": ["名称", *HEADS[UNITS][1:]]}, (("A1", "不认识表头“名称”"), ("A1", "缺少表头：单位名称"))),
	([unit()], {"heads": [*HEADS[UNITS], "联系人"]}, {"Q1": "表头“联系人”出现了两次"}),
	([unit(备注="x")], {"change": _merge}, {"A2": "这里是合并单元格", "B2": "请填写统一社会信用代码"}),
	([unit(联系人="=A1&B1")], {}, {"J2": "联系人是公式"}),
	([unit(联系人="#N/A")], {}, {"J2": "联系人是错误值"}),
	([unit(统一社会信用代码=915199990000003770)], {}, {"B2": "统一社会信用代码是数字格式"}),
	([unit(邮政编码=624000.5)], {}, {"N2": "邮政编码应为文字，这里是小数"}),
	([unit(负责人=True)], {}, {"L2": "负责人应为文字，这里是日期或逻辑值"}),
	([unit(单位名称="甲<script>")], {}, {"A2": "单位名称里有不允许的字符"}),
	([unit(单位地址="长" * 200)], {}, {"M2": "单位地址超过140个字"}),
	([unit(单位名称="  ")], {}, {"A2": "请填写单位名称"}),
	([unit(), None, unit(单位名称="乙", 统一社会信用代码=code(7))], {}, {"A3": "中间有空行"}),
	([unit(), unit(单位名称="乙")], {}, {"B3": "统一社会信用代码与第2行重复"}),
	([unit(), unit(统一社会信用代码=code(7))], {}, {"A3": "单位名称与第2行重复"}),
	([unit(统一社会信用代码=CLINIC)], {}, {"B2": "这个统一社会信用代码已经登记在另一个单位名称下"}),
	([unit(统一社会信用代码=CODE[:-1] + "K")], {}, {"B2": "统一社会信用代码的校验位不对"}),
	([unit(统一社会信用代码="123")], {}, {"B2": "统一社会信用代码应为18位"}),
	([unit(所属行政区域="某某市")], {}, {"D2": "没有行政区域“某某市”"}),
	([unit(所属行政区域="513200")], {}, {"D2": "县(区)级单位的所属行政区域应选到县(区)", "E2": "“阿坝藏族羌族自治州”不在上级机构", "I2": "请选择主管部门"}),
	([unit(单位隶属关系="某类单位")], {}, {"C2": "没有单位隶属关系“某类单位”"}),
	([unit(单位性质="民营企业")], {}, {"G2": "“县(区)部门所属单位”的单位性质不能是“民营企业”"}),
	([unit(是否人社部门="也许")], {}, {"F2": "应填“是”或“否”"}),
	([unit(上级机构="没有这个单位")], {}, {"E2": "没有找到单位“没有这个单位”"}),
	(CIRCLE, {}, {"E2": "上级机构绕成了一圈", "E3": "上级机构绕成了一圈"}),
	([unit(上级机构="丙局"), unit(**DEPARTMENT, 联系电话="123")], {}, {"E2": "所填单位在本表第3行", "K3": "联系电话应为"}),
	([unit(联系电话="12345", 邮政编码="62", 电子邮箱="x")], {}, {"K2": "联系电话应为", "N2": "邮政编码应为6位", "O2": "电子邮箱的格式"}),
	([unit()], {"change": _put("A65540", "乙")}, {"A65540": "一次最多导入65536行"}),
)
TABLES_OF_PEOPLE = (
	([person(姓名=None)], {"A2": "请填写姓名"}),
	([person(身份证号码=510000199001011234)], {"B2": "身份证号码是数字格式"}),
	([person(身份证号码=5.10000199001011e17)], {"B2": "身份证号码是数字格式"}),
	([person(身份证号码=id_number(901)[:-1] + "Y")], {"B2": "身份证号码的校验码不对"}),
	([person(身份证号码="510000199002300016")], {"B2": "身份证号码"}),
	([person(), person(姓名="测试导入乙")], {"B3": "身份证号码与第2行重复"}),
	([person(身份证号码=world.people()[0]["id_number"])], {"B2": "这个身份证号码已有用户"}),
	([person(所属单位统一社会信用代码=CODE)], {"C2": f"没有找到统一社会信用代码为“{CODE}”的单位"}),
	([person(角色="院长")], {"D2": "没有角色“院长”"}),
	([person(角色="省人社厅经办人员(职称)")], {"D2": "角色“省人社厅经办人员(职称)”与“马尔康镇卫生院（测试）”的单位隶属关系不符"}),
	([person(手机号码="123", 电子邮箱="x", 角色=None)], {"D2": "请填写角色", "E2": "手机号码应为11位", "G2": "电子邮箱的格式"}),
)  # fmt: skip


class TestImportFaults(ZhichengTestCase):
	def setUp(self):
		super().setUp()
		self.before = counts()

	def test_files_that_are_no_plain_workbook(self):
		for name, content, sentence in files():
			with self.subTest(sentence), self.assertRaisesRegex(ImportRefused, sentence):
				workbook_file.require_workbook(content, name)

	def test_units(self):
		for rows, how, expected in SHEETS:
			with self.subTest(expected=expected):
				self._compare(check(UNITS, make(UNITS, rows, **how), "Administrator")[0], expected)
		self.assertEqual(counts(), self.before)

	def test_people(self):
		for rows, expected in TABLES_OF_PEOPLE:
			with self.subTest(expected=expected):
				self._compare(check(PEOPLE, make(PEOPLE, rows), "Administrator")[0], expected)
		self.assertEqual(counts(), self.before)

	def test_a_clerk_is_told_what_is_not_his(self):
		cases = (
			("马市人社经办", UNITS, unit(上级机构="阿坝州人力资源和社会保障局", 单位隶属关系="县(区)非公企业单位"), ("C2", "E2")),
			("卫生院经办", PEOPLE, person(所属单位统一社会信用代码=HEALTH), ("C2",)),
			("卫生院经办", PEOPLE, person(角色="县(区)部门所属单位经办人员(职称)"), ("D2",)),
		)
		for who, kind, row, cells in cases:
			with self.subTest(who, row=row), self.as_user(who) as user:
				faults, _existing = check(kind, make(kind, [row]), user)
				self.assertTrue(faults and faults[0].split("：")[0] in cells, faults)

	def test_no_sentence_holds_a_number(self):
		for rows, _expected in TABLES_OF_PEOPLE:
			said = "".join(check(PEOPLE, make(PEOPLE, rows), "Administrator")[0])
			self.assertNotRegex(said, r"\d{17}[\dX]")
		misplaced = check(PEOPLE, make(PEOPLE, [person(角色=id_number(907))]), "Administrator")[0]
		self.assertIn("没有角色“510000********907", misplaced[0])

	def _compare(self, faults: list[str], expected: dict[str, str] | tuple) -> None:
		expected = tuple(expected.items()) if isinstance(expected, dict) else expected
		self.assertEqual([fault.split("：")[0] for fault in faults], [cell for cell, _sentence in expected], faults)
		for fault, (cell, sentence) in zip(faults, expected, strict=True):
			self.assertTrue(fault.startswith(f"{cell}：{sentence}"), f"{fault} | {sentence}")


def counts() -> dict[str, int]:
	return {doctype: frappe.db.count(doctype) for doctype in COUNTED}
