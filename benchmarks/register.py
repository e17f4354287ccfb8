#!/usr/bin/env python3
"""First page, deep page, jump and count of a register, by the size of the table and by who looks.

    env/bin/python apps/zhicheng/benchmarks/register.py SITE [SIZES, e.g. 10000,100000]

Goal: a growth of 1.2 at most. Cases with five passages each are made up and rolled back.
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import frappe
import many_cases
import measured

from zhicheng.domain.people import members
from zhicheng.export import roster
from zhicheng.setup.demo import world

PEOPLE = ("卫生院经办", "马市卫健经办", "州人社经办", "省厅经办")
FILTERS = (("year", {}), ("year, stage", {"stage": "MH"}), ("year, city, series", {"region": "513200"}), ("name", {"keyword": "测试甲1"}))


def main() -> None:
	with measured.on_site(__doc__) as rest:
		sizes = [int(size) for size in (rest[0] if rest else "10000,100000").split(",")]
		figures, have = {}, 0
		for size in sizes:
			many_cases.add(size - have, start=have)
			have = size
			for person in PEOPLE:
				look(person, size, figures)
		head = ["who", "what", *(f"{size:,}, ms" for size in sizes), "growth"]
		measured.table(head, [[*key, *(f"{ms:.1f}" for ms in row), f"{row[-1] / row[0]:.2f}"] for key, row in figures.items()])


def look(person: str, size: int, figures: dict) -> None:
	frappe.set_user(world.user(person))
	members.forget()
	base = {"declare_year": many_cases.YEAR}
	for words, more in FILTERS:
		page = {**base, **more}
		note(figures, person, f"page and count: {words}", lambda page=page: roster.page_of("高级", page))
	middle = {**base, "until": f"{many_cases.YEAR}-01-03", "page_length": 50}
	place = roster.page_of("高级", middle)["next"]
	if place:
		note(figures, person, "deep page", lambda: roster.page_of("高级", {**base, "after": place}))
	frappe.set_user("Administrator")


def note(figures: dict, person: str, what: str, work) -> None:
	figures.setdefault((person, what), []).append(measured.median_ms(work, 5))


if __name__ == "__main__":
	main()
