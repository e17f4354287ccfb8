#!/usr/bin/env python3
"""Bulk import of units and people: rows per second of reading, checking and writing, with the growth over the sample.

    env/bin/python apps/zhicheng/benchmarks/import.py SITE [UNITS] [PEOPLE]

Goal: 10 000 units and 50 000 people in 30 minutes at most. Baseline, in the same run: Frappe's own `doc.insert` of a
unit into its tree, and of a person with a stock User. Everything is rolled back; the rows are made up.
"""

import io
import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import frappe
import measured

from zhicheng.domain.imports import imports, reading, running
from zhicheng.domain.imports.columns import PEOPLE, UNITS
from zhicheng.domain.people import members, units
from zhicheng.setup.demo import world
from zhicheng.tests.base_data import workbooks

GOAL = {UNITS: 10_000, PEOPLE: 50_000}
BASELINE = 10
# rows of the first and the last part of the sample that are compared for growth
PARTS = 4


def main() -> None:
	with measured.on_site(__doc__) as rest:
		numbers = {UNITS: int(rest[0]) if rest else 1_000, PEOPLE: int(rest[1]) if len(rest) > 1 else 4_000}
		frappe.flags.in_import = True
		rows = []
		baseline = {UNITS: per_row(BASELINE, stock_unit), PEOPLE: per_row(BASELINE, stock_person)}
		for kind, number in numbers.items():
			rows.append(measure(kind, number, baseline[kind]))
		measured.table(
			["rows", "read, ms", "check, ms", "write, ms", "growth of writing", "doc.insert, ms", "times faster", "goal, min"],
			[[*row[:-1], f"{row[-1]:.1f}"] for row in rows],
		)
		print(f"together {sum(row[-1] for row in rows):.1f} min for {GOAL[UNITS]} units and {GOAL[PEOPLE]} people")


def measure(kind: str, number: int, baseline: float) -> list:
	content = workbooks.make(kind, [unit_row(n) if kind == UNITS else person_row(n) for n in range(number)])
	began = time.perf_counter()
	table = reading.read(io.BytesIO(content).getvalue(), kind)
	read = (time.perf_counter() - began) / number
	began = time.perf_counter()
	running.check(table, "Administrator", workbooks.silent)
	check = (time.perf_counter() - began) / number
	faults = table.all_faults()
	if faults:
		sys.exit(f"{faults[0].cell} {faults[0].message}")
	times = [(0, time.perf_counter())]
	running.run(begin(kind), table, "Administrator", "bench", lambda done, total, stage: times.append((done, time.perf_counter())))
	write = (times[-1][1] - times[0][1]) / number
	growth = slope(times, number)
	# what a row costs at the goal's size, if it goes on growing as it did within the sample
	at_goal = write * (1 + max(growth, 0) * (GOAL[kind] / number - 1) / 2)
	minutes = GOAL[kind] * (2 * read + check + at_goal) / 60
	figures = [f"{value * 1000:.2f}" for value in (read, check, write)]
	return [f"{number} {kind}", *figures, f"{growth:+.0%}", f"{baseline * 1000:.0f}", f"{baseline / write:.0f}", minutes]


def slope(times: list[tuple[int, float]], number: int) -> float:
	"""How much dearer a row of the last quarter is than one of the first, of the average."""
	part = max(len(times) // PARTS, 1)
	first = (times[part][1] - times[0][1]) / max(times[part][0] - times[0][0], 1)
	last = (times[-1][1] - times[-1 - part][1]) / max(times[-1][0] - times[-1 - part][0], 1)
	return (last - first) / ((first + last) / 2)


def begin(kind: str) -> str:
	doc = frappe.new_doc(imports.IMPORT)
	doc.update({"kind": kind, "status": imports.RUNNING, "requested_by": "Administrator", "runner": "bench"})
	return doc.insert(ignore_permissions=True).name


def unit_row(number: int) -> dict:
	"""Offices with thirty units below each, as a county has them."""
	office = number // 31
	if number % 31 == 0:
		code = workbooks.code(700_000 + number, "11519999")
		category = {"单位隶属关系": "县(区)部门单位", "上级机构": world_code("MEK-HRSS")}
		return workbooks.unit(单位名称=f"测算局{office}", 统一社会信用代码=code, **category)
	above = workbooks.code(700_000 + office * 31, "11519999")
	code = workbooks.code(700_000 + number)
	return workbooks.unit(单位名称=f"测算单位{number}", 统一社会信用代码=code, 上级机构=above)


def person_row(number: int) -> dict:
	code = workbooks.code(700_000 + number // 5 % 900 // 31 * 31 + 1)
	return workbooks.person(number, 姓名=f"测算人员{number}", 所属单位统一社会信用代码=code)


def world_code(key: str) -> str:
	return world._unit_rows()[key]["uscc"]


def per_row(number: int, make) -> float:
	began = time.perf_counter()
	for one in range(number):
		make(one)
	return (time.perf_counter() - began) / number


def stock_unit(number: int) -> None:
	"""Unit by the ordinary insert, tree and all."""
	row = workbooks.unit(单位名称=f"对照单位{number}", 统一社会信用代码=workbooks.code(600_000 + number))
	units.create_unit(
		unit_name=row["单位名称"], uscc=row["统一社会信用代码"], unit_category="CNTY_AFFIL", region="513201",
		parent_unit=world.unit("MEK-HEALTH"), contact_name="测试联系人", contact_phone="0837-2820000",
	)  # fmt: skip


def stock_person(number: int) -> None:
	"""Unit Member by the ordinary insert, and a stock User as Frappe makes it."""
	members.create_member(world.unit("MEK-CLINIC"), f"对照{number}", workbooks.id_number(39_000 + number), ["申报人(职称)"])
	user = frappe.new_doc("User")
	user.update({"email": f"stock{number}@title.invalid", "first_name": f"对照{number}", "send_welcome_email": 0})
	user.append("roles", {"role": "申报人(职称)"})
	user.flags.no_welcome_mail = True
	user.insert(ignore_permissions=True)


if __name__ == "__main__":
	main()
