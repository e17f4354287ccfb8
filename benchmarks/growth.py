#!/usr/bin/env python3
"""What a clerk asks most, on a small and on a large site by turns: to-do, badges, registers, one approval, and how they grow.

    env/bin/python apps/zhicheng/benchmarks/growth.py SMALL_SITE LARGE_SITE [ROUNDS] [WORD, e.g. register]

Both sites come from load_cases.py (10 000 and up to 1 200 000 cases). Goal: 1.2 at most. Beside them the rawest thing one can do: one
indexed SELECT of 20 rows. Milliseconds of wall time and of processor time (this process and the site's own database user), medians.
Nothing is kept.
"""

import json
import os
import statistics
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import frappe
import measured
import own_web

SMALL_UNIT, LARGE_UNIT, SUBTREE = "卫生院经办", "省厅经办", "州卫健经办"
TASK_FIELDS = ["name", "application_no", "applicant_name", "stage_name", "status", "opened_on", "deadline", "unit_name"]
CASE_FIELDS = ["name", "application_no", "applicant_name", "workflow_state", "current_unit_name", "modified"]
YEAR = 2020
TIMES = 5


def main() -> None:
	if len(sys.argv) == 3 and sys.argv[1] == "--serve":
		serve(sys.argv[2])
		return
	if len(sys.argv) < 3:
		sys.exit(__doc__)
	os.chdir("sites" if os.path.isdir("sites") else ".")
	rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
	sites = [Site(name) for name in sys.argv[1:3]]
	sizes = [site.ask("size") for site in sites]
	word = sys.argv[4] if len(sys.argv) > 4 else ""
	names = [name for name in json.loads(sites[0].ask("names")) if word in name]
	rows = []
	for name in names:
		found = [[], []]
		for _round in range(rounds):
			for place, site in enumerate(sites):
				found[place].append([float(number) for number in site.ask(name).split()])
		medians = [[statistics.median(column) for column in zip(*one, strict=True)] for one in found]
		(wall, cpu), (large_wall, large_cpu) = medians
		rows.append([name, f"{wall:.1f} ({cpu:.1f})", f"{large_wall:.1f} ({large_cpu:.1f})", f"{large_wall / wall:.2f} ({large_cpu / max(cpu, 0.01):.2f})"])
		print(rows[-1], file=sys.stderr, flush=True)
	measured.table(["what", *(f"{int(size):,} cases: wall (CPU), ms" for size in sizes), "growth"], rows)
	for site in sites:
		site.close()


class Site:
	"""A process of its own for each site, asked by a line, answering with a line."""

	def __init__(self, name: str):
		command = [sys.executable, os.path.abspath(__file__), "--serve", name]
		self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

	def ask(self, word: str) -> str:
		self.process.stdin.write(f"{word}\n")
		self.process.stdin.flush()
		while line := self.process.stdout.readline():
			if line.startswith("= "):
				return line[2:].strip()
		raise SystemExit(f"the process of a site ended at: {word}")

	def close(self) -> None:
		self.process.stdin.close()
		self.process.wait()


def serve(site: str) -> None:
	frappe.init(site=site, sites_path=".")
	frappe.connect()
	frappe.flags.in_test = True
	database, ways = own_web.Database(), works()
	for line in sys.stdin:
		word = line.strip()
		if word == "size":
			answer = frappe.db.count("Title Application")
		elif word == "names":
			answer = json.dumps(list(ways), ensure_ascii=False)
		else:
			answer = "{} {}".format(*measure(database, *ways[word]))
		print(f"= {answer}", flush=True)
	frappe.db.rollback()


def measure(database, person: str, work) -> tuple[float, float]:
	from zhicheng.domain.people import members
	from zhicheng.setup.demo import world

	frappe.set_user(world.user(person))
	members.forget()
	work()
	walls, cpu, (used, _statements) = [], time.process_time(), database.used()
	for _time in range(TIMES):
		members.forget()
		began = time.perf_counter()
		work()
		walls.append(time.perf_counter() - began)
	cpu = (time.process_time() - cpu + database.used()[0] - used) / TIMES
	frappe.set_user("Administrator")
	return statistics.median(walls) * 1000, cpu * 1000


def works() -> dict:
	from zhicheng.api import home, lists, review
	from zhicheng.domain.queries import units
	from zhicheng.export import roster
	from zhicheng.setup.demo import world

	small = frappe.db.get_value("Unit Member", {"user": world.user(SMALL_UNIT)}, "unit")
	below = units_below(frappe.db.get_value("Unit Member", {"user": world.user(SUBTREE)}, "unit"))
	raw = f"select name from `tabApproval Task` where unit = '{small}' and status = '待处理' order by opened_on limit 20"
	year = {"declare_year": YEAR}
	ways = {"raw indexed SELECT of 20": (SMALL_UNIT, lambda: frappe.db.sql(raw))}
	for what, person in (("small unit", SMALL_UNIT), ("large unit", LARGE_UNIT)):
		ways[f"to-do of 20, {what}"] = (person, to_do)
		ways[f"number below the to-do, {what}"] = (person, lambda: to_do(lists.get_count))
	subtree = {"current_unit": ["in", below], "current_stage": ["!=", "A"]}
	ways[f"to-do of 20, subtree of {len(below):,} units"] = (
		SUBTREE, lambda: listed("Title Application", subtree, CASE_FIELDS, "modified desc"),
	)  # fmt: skip
	cards = {"待办业务": review.to_do_count, "已办业务": review.done_count, "已超期": home.overdue_count}
	cards |= {"超过7天未办": home.old_count, "本单位及下级在办": home.below_count}
	for name, card in cards.items():
		ways[f"badge {name}, small unit"] = (SMALL_UNIT, card)
		ways[f"badge {name}, large unit"] = (LARGE_UNIT, card)
	for what, person in (("small unit", SMALL_UNIT), ("subtree", SUBTREE), ("province", LARGE_UNIT)):
		ways[f"register, first page and count, {what}"] = (person, lambda: roster.page_of("高级", dict(year)))
		ways[f"register, deep page, {what}"] = (person, lambda: roster.page_of("高级", {**year, "until": f"{YEAR}-04-01"}))
	ways["one approval (rolled back)"] = (SMALL_UNIT, Approvals().one)
	return ways


def units_below(unit: str) -> list[str]:
	"""As Frappe's list spells 后代 out before it asks."""
	lft, rgt = frappe.db.get_value("Unit", unit, ["lft", "rgt"])
	return frappe.get_all("Unit", filters={"lft": [">=", lft], "rgt": ["<=", rgt]}, pluck="name")


def to_do(answer=None) -> object:
	"""What the Desk's list asks for."""
	from zhicheng.api import lists

	form = {"doctype": "Approval Task", "filters": json.dumps([["Approval Task", "status", "=", "待处理"], ["Approval Task", "stage", "!=", "A"]])}
	form |= {"fields": json.dumps([f"`tabApproval Task`.`{field}`" for field in TASK_FIELDS]), "distinct": "false"}
	if not answer:
		form |= {"start": 0, "page_length": 20, "order_by": "`tabApproval Task`.`opened_on` asc"}
	frappe.local.form_dict = frappe._dict(form)
	return (answer or lists.get_list)()


def listed(doctype: str, filters: dict, fields: list, order: str) -> list:
	return frappe.get_list(doctype, filters=filters, fields=fields, order_by=order, limit_page_length=20)


class Approvals:
	"""A case is made once; each approval is taken back by a savepoint."""

	template = ""

	def one(self) -> None:
		from zhicheng.constants import Action
		from zhicheng.domain.approval import handover
		from zhicheng.setup.demo import cases
		from zhicheng.tests import factories

		if not self.template:
			user = frappe.session.user
			self.template = factories.create_application(person="测试甲")
			cases.write_opinions(self.template)
			self.step = frappe.db.get_value("Title Application", self.template, "step")
			frappe.set_user(user)
		frappe.db.savepoint("one_approval")
		handover.act(self.template, Action.APPROVE, step=self.step, token=frappe.generate_hash(length=20))
		frappe.db.rollback(save_point="one_approval")


if __name__ == "__main__":
	main()
