"""The rows of a large sheet as the workbook keeps them, one text per row: XlsxWriter makes the book round them.

XlsxWriter asks a dozen questions per cell, which for 34 columns costs four times as much as reading the rows from the database. Here a
cell is one formatted text: a number, or a text that stays a text (ECMA-376 part 1, 18.3.1.4 and 18.18.11, inlineStr).
"""

import re
from collections.abc import Iterable, Iterator

from xlsxwriter.utility import xl_col_to_name

LONGEST = 32767
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
# what may not stand in XML as it is, or would be read as an escape (ECMA-376 part 1, 22.9.2.19)
_SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|_x[0-9a-fA-F]{4}_")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\ufffe": "_xFFFE_", "\uffff": "_xFFFF_"}


def xml_of(rows: Iterable[list], first: int, style: str, quoted: str) -> Iterator[str]:
	"""The rows from the first-th on, counted as a sheet counts.

	:param style: number of the cells' style
	:param quoted: number of the style of texts that would be a formula if somebody edited the cell
	"""
	columns: list[str] = []
	for number, row in enumerate(rows, start=first):
		while len(columns) < len(row):
			columns.append(xl_col_to_name(len(columns)))
		cells = [
			_cell(f'<c r="{column}{number}" s="{quoted if _is_like_formula(value) else style}"', value)
			for column, value in zip(columns, row, strict=True)
		]
		yield f'<row r="{number}">{"".join(cells)}</row>'


def _is_like_formula(value) -> bool:
	return isinstance(value, str) and value.startswith(FORMULA_SIGNS)


def _cell(start: str, value) -> str:
	if value is None or value == "":
		return ""
	if isinstance(value, int):
		return f"{start}><v>{value:d}</v></c>"
	text = str(value)[:LONGEST]
	if _SPECIAL.search(text):
		text = _SPECIAL.sub(_escaped, text)
	# blanks at either end and line breaks are the writer's own
	space = ' xml:space="preserve"' if text != text.strip() else ""
	return f'{start} t="inlineStr"><is><t{space}>{text}</t></is></c>'


def _escaped(match: re.Match) -> str:
	found = match.group()
	if len(found) > 1:
		return f"_x005F{found}"
	return _NAMED.get(found) or f"_x{ord(found):04X}_"
