"""The workbook that comes back: the table as it was sent, faults red with a comment, a column 检查结果; private cells masked.

Row numbers are those of the clerk's own table, so that he finds the row there; every text is written as text.
"""

from pathlib import Path

from xlsxwriter import Workbook

from zhicheng.domain.imports import columns
from zhicheng.domain.imports.reading import Fault, Table

PLAIN = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
RED = {"bg_color": "#FFC7CE", "font_color": "#9C0006", "border": 1}
# Excel opens a sheet with very many comments slowly; the text of the others stands in 检查结果
MOST_COMMENTS = 5000


def write(path: Path, table: Table, faults: list[Fault], words: dict[int, str]) -> int:
	"""The file; gives the number of rows.

	:param words: row number → what the column 检查结果 says of a row without faults
	"""
	book = Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent), "strings_to_formulas": False})
	try:
		sheet = book.add_worksheet(table.kind)
		styles = {key: book.add_format(value) for key, value in (
			("plain", PLAIN), ("red", {**PLAIN, **RED}), ("head", {**PLAIN, "bold": True, "border": 1}),
		)}  # fmt: skip
		_Writer(sheet, styles, table, faults, words).write()
		return len(table.rows)
	finally:
		book.close()


class _Writer:
	def __init__(self, sheet, styles: dict, table: Table, faults: list[Fault], words: dict[int, str]):
		self.sheet, self.styles, self.table, self.words = sheet, styles, table, words
		self.faults: dict[int, dict[int, str]] = {}
		for fault in faults:
			self.faults.setdefault(fault.row, {}).setdefault(fault.column, fault.message)
		self.comments = 0
		self.last = max([len(table.headings), 1, *(fault.column for fault in faults if fault.column < 200)]) + 1

	def write(self) -> None:
		"""Row by row, as constant memory wants it."""
		by_place = {self.table.places[column.field]: column for column in columns.COLUMNS[self.table.kind] if column.field in self.table.places}
		for place in range(1, self.last):
			self.sheet.set_column(place - 1, place - 1, by_place[place].width if place in by_place else 12)
		self.sheet.set_column(self.last - 1, self.last - 1, 70)
		self.sheet.freeze_panes(1, 0)
		rows = {row.number: row for row in self.table.rows}
		for number in sorted({1, *rows, *self.faults}):
			row = rows.get(number)
			texts = {}
			if number == 1:
				texts = dict(enumerate(self.table.headings, start=1))
			elif row:
				texts = {place: columns.masked(column, row.values[column.field]) for place, column in by_place.items()}
			self._write_row(number, texts)

	def _write_row(self, number: int, texts: dict[int, str]) -> None:
		faults = self.faults.get(number, {})
		for place in range(1, self.last):
			style = "red" if place in faults else "head" if number == 1 else "plain"
			self._write_cell(number, place, texts.get(place, ""), style)
			if place in faults and self.comments < MOST_COMMENTS:
				self.comments += 1
				self.sheet.write_comment(number - 1, place - 1, faults[place], {"x_scale": 2})
		word = "；".join(faults.values()) or (columns.RESULT if number == 1 else self.words.get(number, ""))
		self._write_cell(number, self.last, word, "red" if faults else "head" if number == 1 else "plain")

	def _write_cell(self, number: int, place: int, text: str, style: str) -> None:
		if text:
			self.sheet.write_string(number - 1, place - 1, text[:32767], self.styles[style])
		else:
			self.sheet.write_blank(number - 1, place - 1, None, self.styles[style])
