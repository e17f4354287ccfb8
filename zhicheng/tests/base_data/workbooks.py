"""Workbooks of units and people, whole and broken, and the passes of an import without its commits."""

import io
import zipfile

from openpyxl import Workbook
from stdnum.cn import ric, uscc

from zhicheng.domain.imports import columns, reading, running, workbook_file
from zhicheng.tests.base_data.test_unit_form import CODE

HEADS = {kind: [column.heading for column in table] for kind, table in columns.COLUMNS.items()}
CLINIC, HEALTH = "1251999900000014XD", "11519999000000131Q"


def unit(**values) -> dict:
	"""A good 县(区)部门所属单位 of 马尔康市, by heading."""
	return {
		"单位名称": "马尔康市导入卫生院（测试）", "统一社会信用代码": CODE, "单位隶属关系": "县(区)部门所属单位",
		"所属行政区域": "513201 马尔康市", "上级机构": HEALTH, "联系人": "测试联系人", "联系电话": "0837-2820000", **values,
	}  # fmt: skip


def code(number: int, head: str = "91519999") -> str:
	stem = f"{head}{number:09d}"
	return stem + uscc.calc_check_digit(stem)


def person(number: int = 901, **values) -> dict:
	"""A good 申报人 of 马尔康镇卫生院."""
	return {"姓名": "测试导入", "身份证号码": id_number(number), "所属单位统一社会信用代码": CLINIC, "角色": "申报人(职称)", **values}


def id_number(number: int) -> str:
	stem = f"510000{1960 + number // 1000:04d}0101{number % 1000:03d}"
	return stem + ric.calc_check_digit(stem + "0")


def make(kind: str, rows: list[dict | None], *, heads: list[str] | None = None, title: str = "", change=None) -> bytes:
	"""A workbook: a heading row and one row per dict, None for an empty one; `change` spoils the sheet before it is saved."""
	book = Workbook()
	sheet = book.active
	sheet.title = title or kind
	heads = heads or HEADS[kind]
	sheet.append(heads)
	for number, row in enumerate(rows, start=2):
		for place, head in enumerate(heads, start=1):
			sheet.cell(row=number, column=place, value=(row or {}).get(columns.bare(head)))
	if change:
		change(sheet)
	stream = io.BytesIO()
	book.save(stream)
	return stream.getvalue()


def with_part(content: bytes, name: str, data: bytes) -> bytes:
	"""The workbook with a further part, or with one replaced."""
	stream = io.BytesIO()
	with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
		for part in old.namelist():
			if part != name:
				new.writestr(part, old.read(part))
		new.writestr(name, data)
	return stream.getvalue()


def check(kind: str, content: bytes, user: str) -> tuple[list[str], dict[int, str]]:
	"""What the dry run says: faults as “C3：…”, and the rows that exist."""
	workbook_file.require_workbook(content, "表.xlsx")
	table = reading.read(content, kind)
	existing = {} if any(fault.row == 1 for fault in table.faults) else running.check(table, user, silent)
	return [f"{fault.cell}：{fault.message}" for fault in table.all_faults()], existing


def silent(done: int, total: int, stage: str) -> None:
	"""Nobody is told, nothing is committed."""
