"""A workbook as rows of text with the place of every fault; nothing of it is looked up or judged by a rule here."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from zhicheng.domain.imports import columns
from zhicheng.domain.imports.columns import Column
from zhicheng.exceptions import ImportRefused

MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z]+\d+)(?::[A-Z]+\d+)?"')
UNSAFE = re.compile(r"[<>\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
BLOCK = 1024 * 1024
MOST_FAULTS_OF_SHEET = 200


@dataclass(frozen=True)
class Fault:
	"""What is wrong with one cell; `row` as Excel counts it, `column` from 1."""

	row: int
	column: int
	message: str

	@property
	def cell(self) -> str:
		return f"{get_column_letter(self.column)}{self.row}"


@dataclass
class Row:
	"""One row of the table: what was typed by field, and its faults by field."""

	number: int
	values: dict[str, str]
	faults: list[tuple[str, str]] = field(default_factory=list)

	def fault(self, fieldname: str, message: str) -> None:
		if not any(known == fieldname for known, _message in self.faults):
			self.faults.append((fieldname, columns.scrubbed(message)))


@dataclass
class Table:
	"""What a workbook holds: where each field stands, its rows, and what is wrong with the sheet as a whole."""

	kind: str
	headings: list[str] = field(default_factory=list)
	places: dict[str, int] = field(default_factory=dict)
	rows: list[Row] = field(default_factory=list)
	faults: list[Fault] = field(default_factory=list)

	def all_faults(self) -> list[Fault]:
		"""Those of the sheet and of its rows, from top to bottom."""
		own = [
			Fault(row.number, self.places.get(name, 1), message) for row in self.rows for name, message in row.faults
		]
		return sorted(self.faults + own, key=lambda fault: (fault.row, fault.column))


def read(source: Path | bytes, kind: str) -> Table:
	"""The table of this kind in a workbook that `require_workbook` let pass.

	:raises ImportRefused: when it cannot be opened at all
	"""
	content = source if isinstance(source, bytes) else source.read_bytes()
	table = Table(kind)
	try:
		book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
		try:
			if kind not in book.sheetnames:
				table.faults.append(Fault(1, 1, f"没有名为“{kind}”的工作表。请下载模板，不要改工作表的名称。"))
				return table
			sheet = book[kind]
			sheet.reset_dimensions()
			_read_sheet(table, sheet)
		finally:
			book.close()
		_find_merged(table, content)
	except (InvalidFileException, KeyError, ValueError, TypeError, SyntaxError, zipfile.BadZipFile, AttributeError):
		raise ImportRefused("工作簿的内容已损坏，无法读取。请用 Excel 或 WPS 打开并另存后再上传。") from None
	return table


def _read_sheet(table: Table, sheet) -> None:
	by_place, empty = {}, []
	for number, cells in enumerate(sheet.iter_rows(), start=1):
		if number == 1:
			by_place = _read_headings(table, cells)
			continue
		if all(cell.value is None or (isinstance(cell.value, str) and not cell.value.strip()) for cell in cells):
			if len(empty) < MOST_FAULTS_OF_SHEET:
				empty.append(number)
			continue
		if number > columns.MOST_ROWS + 1:
			message = f"一次最多导入{columns.MOST_ROWS}行，表格更长。请拆成几份，分次导入。"
			table.faults.append(Fault(number, 1, message))
			break
		table.faults += [Fault(one, 1, "中间有空行，请删除这一行。") for one in empty]
		empty = []
		if not _is_example(cells):
			table.rows.append(_read_row(number, cells, by_place))
	if not table.rows and not table.faults:
		table.faults.append(Fault(2, 1, "表格里没有数据，请从第2行起填写（“示例”行不导入）。"))


def _read_headings(table: Table, cells) -> dict[int, Column]:
	known = {column.label: column for column in columns.COLUMNS[table.kind]}
	by_place: dict[int, Column] = {}
	for place, cell in enumerate(cells, start=1):
		label = columns.bare(str(cell.value)) if cell.value is not None else ""
		table.headings.append(label)
		column = known.get(label)
		if not label or label in (columns.NUMBER, columns.RESULT):
			continue
		if not column:
			table.faults.append(Fault(1, place, f"不认识表头“{label[:40]}”。请用模板的表头，不要改名或加列。"))
		elif column.field in table.places:
			table.faults.append(Fault(1, place, f"表头“{label}”出现了两次，请删除多余的一列。"))
		else:
			table.places[column.field] = place
			by_place[place] = column
	missing = [column.label for column in known.values() if column.required and column.field not in table.places]
	if missing:
		table.faults.append(Fault(1, 1, f"缺少表头：{'、'.join(missing)}。请用模板的表头，不要删列。"))
	return by_place


def _is_example(cells) -> bool:
	return bool(cells) and str(cells[0].value or "").startswith(columns.EXAMPLE)


def _read_row(number: int, cells, by_place: dict[int, Column]) -> Row:
	row = Row(number, {})
	for place, column in by_place.items():
		cell = cells[place - 1] if place <= len(cells) else None
		text, fault = _text(cell, column)
		row.values[column.field] = text
		if fault:
			row.fault(column.field, fault)
		elif column.required and not text:
			row.fault(column.field, f"请填写{column.label}。")
	return row


def _text(cell, column: Column) -> tuple[str, str]:
	"""(what is meant, what is wrong) of one cell."""
	value = getattr(cell, "value", None)
	if value is None:
		return "", ""
	if cell.data_type == "f" or not isinstance(value, str | int | float | date | datetime | bool):
		return "", f"{column.label}是公式，请复制后“选择性粘贴”为数值。"
	if cell.data_type == "e":
		return "", f"{column.label}是错误值“{value}”，请改正。"
	if isinstance(value, bool | date | datetime):
		return "", f"{column.label}应为文字，这里是日期或逻辑值，请把单元格设为文本格式后重新填写。"
	if isinstance(value, int | float):
		return _from_number(value, column)
	return _from_text(columns.tidy(value), column)


def _from_text(text: str, column: Column) -> tuple[str, str]:
	if UNSAFE.search(text):
		return text, f"{column.label}里有不允许的字符（如“<”“>”），请删除。"
	if len(text) > columns.LONGEST and column.field != "remark":
		return text[: columns.LONGEST], f"{column.label}超过{columns.LONGEST}个字，请缩短。"
	return text, ""


def _from_number(value: int | float, column: Column) -> tuple[str, str]:
	if column.code:
		return "", f"{column.label}是数字格式，末几位已被Excel改掉。请把单元格设为文本格式后重新填写。"
	if isinstance(value, float) and not value.is_integer():
		return "", f"{column.label}应为文字，这里是小数，请重新填写。"
	return str(int(value)), ""


def _find_merged(table: Table, content: bytes) -> None:
	"""Merged cells stand behind the rows of a sheet's own part, where a reader of rows never comes."""
	with zipfile.ZipFile(io.BytesIO(content)) as package:
		part = _part_of(package, table.kind)
		if not part:
			return
		with package.open(part) as stream:
			found = {reference.decode() for reference in _references(stream)}
	for reference in sorted(found)[:MOST_FAULTS_OF_SHEET]:
		letters, number = re.fullmatch(r"([A-Z]+)(\d+)", reference).groups()
		place = 0
		for letter in letters:
			place = place * 26 + ord(letter) - 64
		table.faults.append(Fault(int(number), place, "这里是合并单元格，请取消合并，每格各填各的。"))


def _references(stream) -> Iterator[bytes]:
	rest = b""
	while block := stream.read(BLOCK):
		text = rest + block
		yield from MERGED.findall(text)
		rest = text[-200:]


def _part_of(package: zipfile.ZipFile, sheet: str) -> str:
	"""The path of a sheet's part, by the workbook's own list and its relations."""
	book = package.read("xl/workbook.xml").decode("utf-8", "replace")
	relations = package.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
	for tag in re.findall(r"<(?:\w+:)?sheet\s[^>]*>", book):
		name, key = re.search(r'name="([^"]*)"', tag), re.search(r':id="([^"]*)"', tag)
		if not (name and key and name[1] == sheet):
			continue
		for relation in re.findall(r"<(?:\w+:)?Relationship\s[^>]*>", relations):
			target = re.search(r'Target="([^"]*)"', relation)
			if target and re.search(rf'\bId="{re.escape(key[1])}"', relation):
				path = target[1].lstrip("/")
				return path if path.startswith("xl/") else f"xl/{path}"
	return ""
