"""What saving one row of a dossier of 30 rows costs beside Frappe's own save, and opening its page beside a ping.

Also beside the ping: the page right after a save, which is judged and drawn anew, and a page of stock Frappe, which is
the least that a web address costs there.

    env/bin/python apps/zhicheng/benchmarks/section_save.py SITE

in a bench whose site holds the demo world. Both sides take turns in the same run; the figures are medians, and what
counts are their ratios. A draft is made for it and taken away again.
"""

import os
import statistics
import sys
import time

import frappe

LIMITS = {"save": 0.35, "page": 2.5}
ROWS, TIMES = 30, 25
PERSON = "测试庚"
PING = "/api/method/frappe.ping"
STOCK_PAGE = "/about"


def main() -> None:
	if len(sys.argv) < 2:
		sys.exit("usage: section_save.py SITE")
	os.chdir("sites" if os.path.isdir("sites") else ".")
	frappe.init(site=sys.argv[1], sites_path=".")
	frappe.connect()
	# only the builders and the in-process visitor of the tests need these two
	frappe.flags.in_test = True
	from zhicheng.tests import factories
	from zhicheng.tests.portal.base import take_away

	application = factories.create_draft(person=PERSON)
	try:
		ratios = {"save": saves(application, factories.user(PERSON)), "page": pages(application)}
	finally:
		take_away(application)
		frappe.destroy()
	sys.exit(any(ratios[name] > limit for name, limit in LIMITS.items()))


def saves(application: str, user: str) -> float:
	"""One row changed: our section save, and doc.save() of the whole loaded document."""
	from zhicheng.domain.dossier import dossier
	from zhicheng.domain.dossier.sections import BY_KEY
	from zhicheng.domain.queries import dossiers

	frappe.set_user(user)
	name = dossiers.dossier(application).name
	present = sum(len(dossiers.rows(name, section)) for section in BY_KEY.values() if section.is_table)
	more = [{"name": f"new-{n}", "values": row(n)} for n in range(ROWS - present)]
	dossier.save_section(application, "training", {"rows": more}, 0, user, merge=True)
	# a plain save is refused where the photograph is our own protected file
	frappe.db.set_value("Application Dossier", name, "photo", "")
	frappe.db.commit()

	def ours(turn: int):
		one = dossiers.rows(name, BY_KEY["training"])[3]
		change = {"name": one.name, "revision": str(one.modified), "values": {"place": f"地点{turn}"}}
		begin = clocks()
		dossier.save_section(application, "training", {"rows": [change]}, 0, user, merge=True, auto=True)
		frappe.db.commit()
		return since(begin)

	def stock(turn: int):
		doc = frappe.get_doc("Application Dossier", name)
		doc.training[3].place = f"处所{turn}"
		doc.flags.ignore_mandatory = True
		begin = clocks()
		doc.save(ignore_permissions=True)
		frappe.db.commit()
		return since(begin)

	return told(f"one row of {ROWS}", "section save", "doc.save()", ours, stock)


def row(number: int) -> dict:
	return {
		"start_date": f"20{number:02d}-03-01", "end_date": f"20{number:02d}-04-01", "content": f"第{number}次培训",
		"place": "成都", "witness": "测试乙",
	}  # fmt: skip


def pages(application: str) -> float:
	"""The dossier page and a ping, both as whole requests of the same session."""
	from zhicheng.tests.portal.client import Visitor

	visitor = Visitor().log_in(PERSON)
	address = f"/portal/dossier?name={application}&section=training"

	def timed(address: str):
		begin = clocks()
		answer = visitor.page(address)
		taken = since(begin)
		assert answer.status_code == 200, answer.text[:500]
		return taken

	def after_a_save(turn: int):
		from zhicheng.domain.dossier import dossier_access
		from zhicheng.domain.queries import dossiers

		frappe.db.rollback()
		dossier_access.touch(dossiers.dossier(application), "training")
		frappe.db.commit()
		return timed(address)

	def ping(turn: int):
		return timed(PING)

	told("dossier page after a save", "page", "session ping", after_a_save, ping)
	told("page of stock Frappe", STOCK_PAGE, "session ping", lambda turn: timed(STOCK_PAGE), ping)
	return told("dossier page", "page", "session ping", lambda turn: timed(address), ping)


def clocks() -> tuple[float, float]:
	return time.perf_counter(), time.process_time()


def since(begin: tuple[float, float]) -> tuple[float, float]:
	"""Seconds on the wall, and of this process alone: the second hardly feels what else runs on the machine."""
	return tuple(now - then for now, then in zip(clocks(), begin, strict=True))


def told(what: str, left: str, right: str, one, other) -> float:
	"""Three turns to warm up, then both by turns; prints a row for docs/measurements.md, gives the ratio on the wall."""
	for turn in range(3):
		one(turn), other(turn)
	taken = [(one(turn), other(turn)) for turn in range(3, TIMES + 3)]
	(ours, ours_cpu), (theirs, theirs_cpu) = (
		[median(clock) for clock in zip(*side, strict=True)] for side in zip(*taken, strict=True)
	)
	print(
		f"| {what} | {left} {ours:.1f} ms ({ours_cpu:.1f} of processor) | {right} {theirs:.1f} ms ({theirs_cpu:.1f})"
		f" | {ours / theirs:.2f} ({ours_cpu / theirs_cpu:.2f}) |",
		flush=True,
	)
	return ours / theirs


def median(seconds) -> float:
	return statistics.median(seconds) * 1000


if __name__ == "__main__":
	main()
