#!/usr/bin/env python3
"""Export of a register, reading included: our writer (a book by XlsxWriter, its rows as plain XML) against openpyxl's write-only mode and Frappe's own way.

    env/bin/python apps/zhicheng/benchmarks/export.py SITE [ROWS] [ROUNDS]

Goal: 1.4 times the rows of openpyxl per CPU second, 40 MB at most. Cases are made up and rolled back.
"""

import os
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import frappe
import many_cases
import measured
from frappe.utils.xlsxutils import make_xlsx
from openpyxl import Workbook as PlainWorkbook

from zhicheng.export import register_export, register_filters, workbook
from zhicheng.export.register_columns import COLUMNS

ROUNDS = 3


def main() -> None:
	with measured.on_site(__doc__) as rest:
		number = int(rest[0]) if rest else 25_000
		rounds = int(rest[1]) if len(rest) > 1 else ROUNDS
		many_cases.add(number, with_path=False)
		asked = register_filters.normal({"declare_year": many_cases.YEAR})
		with tempfile.TemporaryDirectory() as folder:
			path = Path(folder, "list.xlsx")
			ways = {
				"our rows in a book by XlsxWriter (in use)": lambda: ours(path, asked),
				"openpyxl, write-only": lambda: by_openpyxl(path, asked),
				"frappe.get_list and make_xlsx": lambda: by_frappe(path, number),
			}
			rows = [measure(name, way, number, path, rounds) for name, way in ways.items()]
		base = next(row[1] for row in rows if row[0].startswith("openpyxl"))
		measured.table(
			["way", "rows per CPU s", "against openpyxl", "peak over base, MB", "rows in the sheet"],
			[[name, f"{speed:.0f}", f"{speed / base:.2f}", f"{peak:.0f}", back] for name, speed, peak, back in rows],
		)


def measure(name: str, way, number: int, path: Path, rounds: int) -> tuple:
	peak, speeds = 0.0, []
	for _round in range(rounds):
		began = measured.cpu()
		peak = max(peak, measured.peak_over_base(way))
		speeds.append(number / (measured.cpu() - began))
	return name, sorted(speeds)[len(speeds) // 2], peak, rows_in(path)


def rows_in(path: Path) -> int:
	"""Whether all are there; cell by cell they are compared in tests/review/test_export.py."""
	with ZipFile(path) as book:
		return book.read("xl/worksheets/sheet1.xml").count(b"<row ")


def rows_of(asked: dict):
	chunks = register_export._filtered("Administrator", "高级", asked)
	return register_export._rows(chunks, False, 0, lambda done, total, stage: None)


def ours(path: Path, asked: dict) -> None:
	workbook.write(path, workbook.Sheet("一览表", "脚", "记"), rows_of(asked))


def by_openpyxl(path: Path, asked: dict) -> None:
	book = PlainWorkbook(write_only=True)
	sheet = book.create_sheet("一览表")
	sheet.append([column.label for column in COLUMNS])
	for row in rows_of(asked):
		sheet.append(row)
	book.save(path)


def by_frappe(path: Path, number: int) -> None:
	"""The nearest thing that Frappe has: a list of as many columns, in memory."""
	fields = list(many_cases.CASE)
	filters = {"level": "高级", "declare_year": many_cases.YEAR}
	found = frappe.get_list("Title Application", filters=filters, fields=fields, limit_page_length=number, as_list=True)
	path.write_bytes(make_xlsx([fields, *map(list, found)], "list").getvalue())


if __name__ == "__main__":
	main()
