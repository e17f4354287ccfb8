"""A register as an Excel file, written row by row: memory stays the same however many rows there are.

XlsxWriter makes the book: styles, title, heads, foot, print settings; `sheet_rows` the rows in its sheet. Every text is
written as text, so that nothing typed by a person becomes a formula; what looks like one stays a text when it is edited.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook

from zhicheng.export import sheet_rows
from zhicheng.export.register_columns import COLUMNS

A3 = 8
SHEET = "xl/worksheets/sheet1.xml"
# rows are three quarters repetition; pressing them harder costs more than it saves
QUICK = 1
TITLE_ROW, HEAD_ROW, FIRST_ROW = 0, 1, 2
PLAIN = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
CELL = {**PLAIN, "border": 1, "text_wrap": True}


@dataclass(frozen=True)
class Sheet:
	"""What stands around the rows."""

	title: str
	foot: str
	mark: str


def write(path: Path, sheet: Sheet, rows: Iterable[list]) -> int:
	"""The file with title, heads, rows and the foot of the paper list; gives the number of rows."""
	frame = path.with_suffix(".frame")
	try:
		_write_frame(frame, sheet)
		return _fill(frame, path, rows)
	finally:
		frame.unlink(missing_ok=True)


def _write_frame(path: Path, sheet: Sheet) -> None:
	"""The whole book with one row, whose place the rows will take, and the foot behind it."""
	book = Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)})
	try:
		page = book.add_worksheet("一览表")
		_prepare(book, page, sheet)
		page.write_number(FIRST_ROW, 0, 0)
		page.write_string(FIRST_ROW, 1, "'", book.add_format({**CELL, "quote_prefix": True}))
		page.write_string(FIRST_ROW + 1, 0, sheet.foot, book.add_format({**PLAIN, "font_size": 11}))
	finally:
		book.close()


def _fill(frame: Path, path: Path, rows: Iterable[list]) -> int:
	"""The book again, part by part; in its sheet the rows stand for the one row, and the foot two rows behind the last."""
	written = 0

	def counted() -> Iterator[list]:
		nonlocal written
		for written, row in enumerate(rows, start=1):
			yield row

	with ZipFile(frame) as source, ZipFile(path, "w", ZIP_DEFLATED, compresslevel=QUICK) as target:
		for part in source.namelist():
			content = source.read(part)
			if part != SHEET:
				target.writestr(part, content)
				continue
			head, styles, foot, tail = _parts(content.decode())
			with target.open(part, "w", force_zip64=True) as stream:
				stream.write(head.encode())
				for text in sheet_rows.xml_of(counted(), FIRST_ROW + 1, *styles):
					stream.write(text.encode())
				last = FIRST_ROW + written
				stream.write(f"{foot.format(number=last + 2)}{tail}".encode())
	return written


def _parts(text: str) -> tuple[str, tuple[str, str], str, str]:
	"""What stands before the one row, its two cells' styles, the foot's row with a place for its number, what stands behind.

	The extent of the sheet is left out: it is told before the rows are counted, and readers do without.
	"""
	text = re.sub(r"<dimension [^>]*/>", "", text)
	number = FIRST_ROW + 1
	found = re.search(rf'<row r="{number}"[^>]*><c r="A{number}" s="(\d+)"><v>0</v></c><c r="B{number}" s="(\d+)".*?</row>', text)
	foot, tail = text[found.end() :].split("</sheetData>", 1)
	foot = foot.replace("{", "{{").replace("}", "}}")
	foot = foot.replace(f'r="{number + 1}"', 'r="{number}"', 1).replace(f'r="A{number + 1}"', 'r="A{number}"', 1)
	return text[: found.start()], found.groups(), foot, f"</sheetData>{tail}"


def _prepare(book: Workbook, page, sheet: Sheet) -> None:
	cell = book.add_format(CELL)
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


def _plain(text: str) -> str:
	"""A footer takes & as its own sign."""
	return text.replace("&", "&&")
