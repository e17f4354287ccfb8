"""A register as an Excel file, written row by row: memory stays the same however many rows there are.

Every text is written as text, so that nothing typed by a person becomes a formula.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from xlsxwriter import Workbook

from zhicheng.export.register_columns import COLUMNS

A3 = 8
TITLE_ROW, HEAD_ROW, FIRST_ROW = 0, 1, 2
LONGEST = 32767
PLAIN = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}


@dataclass(frozen=True)
class Sheet:
	"""What stands around the rows."""

	title: str
	foot: str
	mark: str


def write(path: Path, sheet: Sheet, rows: Iterable[list]) -> int:
	"""The file with title, heads, rows and the foot of the paper list; gives the number of rows."""
	book = Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)})
	try:
		page = book.add_worksheet("一览表")
		_prepare(book, page, sheet)
		last = FIRST_ROW - 1
		for last, row in enumerate(rows, start=FIRST_ROW):
			_write_row(page, last, row)
		page.write_string(last + 2, 0, sheet.foot, book.add_format({**PLAIN, "font_size": 11}))
		return last - FIRST_ROW + 1
	finally:
		book.close()


def _prepare(book: Workbook, page, sheet: Sheet) -> None:
	cell = book.add_format({**PLAIN, "border": 1, "text_wrap": True})
	head = book.add_format({**PLAIN, "bold": True, "border": 1, "align": "center", "text_wrap": True})
	for number, column in enumerate(COLUMNS):
		page.set_column(number, number, column.letters, cell)
	page.set_row(TITLE_ROW, 30, book.add_format({}))
	page.write_string(TITLE_ROW, 0, sheet.title, book.add_format({**PLAIN, "bold": True, "font_size": 18}))
	page.set_row(HEAD_ROW, 30)
	for number, column in enumerate(COLUMNS):
		page.write_string(HEAD_ROW, number, column.label, head)
	page.freeze_panes(FIRST_ROW, 2)
	page.set_landscape()
	page.set_paper(A3)
	page.fit_to_pages(1, 0)
	page.repeat_rows(HEAD_ROW)
	page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
	page.set_footer(f"&L{_plain(sheet.mark)}&R第 &P 页 共 &N 页")


def _write_row(page, number: int, row: list) -> None:
	for column, value in enumerate(row):
		if value is None or value == "":
			page.write_blank(number, column, None)
		elif isinstance(value, int):
			page.write_number(number, column, value)
		else:
			page.write_string(number, column, str(value)[:LONGEST])


def _plain(text: str) -> str:
	"""A footer takes & as its own sign."""
	return text.replace("&", "&&")
