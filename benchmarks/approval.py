#!/usr/bin/env python3
"""One complete approval over HTTP (permission, next unit, opinion in force, path, queue, Act Log) beside a session ping.

    env/bin/python apps/zhicheng/benchmarks/approval.py SITE [TIMES]

Goal: 3 pings of processor time (web + database), reachable 5; 10 statements of the domain act, which the tests gate by exact count.
Beside it the other requests of a clerk's minute. The site must hold the demo world; the cases made for it are taken away again.
"""

import os
import statistics
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import frappe
import measured
import own_web
import ready_cases

ROUNDS = 5
LISTED = {"doctype": "Approval Task", "fields": '["name","application_no","applicant_name","stage_name","status","opened_on","deadline"]'}
LISTED |= {"filters": '[["Approval Task","status","=","待处理"],["Approval Task","stage","!=","A"]]', "order_by": "opened_on asc"}
LISTED |= {"start": 0, "page_length": 20, "view": "List"}


def main() -> None:
	if len(sys.argv) < 2:
		sys.exit(__doc__)
	times = int(sys.argv[2]) if len(sys.argv) > 2 else 20
	os.chdir("sites" if os.path.isdir("sites") else ".")
	frappe.init(site=sys.argv[1], sites_path=".")
	frappe.connect()
	try:
		with ready_cases.copies(times * ROUNDS + 3) as ready, own_web.serving(sys.argv[1]) as server:
			measure(server, iter(ready.names), ready, times)
	finally:
		frappe.destroy()


def measure(server, names, ready, times: int) -> None:
	clerk, database = own_web.Person(server, ready_cases.CLERK), own_web.Database()
	first = next(names)

	def approve() -> None:
		asked = {"application": next(names), "action": "同意通过", "step": ready.step, "token": frappe.generate_hash(length=20)}
		clerk.post("zhicheng.api.review.act", asked)

	ways = {
		"session ping": lambda: clerk.get("frappe.ping"),
		"one approval": approve,
		"save the opinion": lambda: clerk.post("zhicheng.api.review.save_opinion", {"application": first, "values": "{}"}),
		"open the case": lambda: clerk.get("zhicheng.api.review.screen", {"application": ready.template}),
		"to-do of 20 (Desk's list)": lambda: clerk.post("frappe.desk.reportview.get", LISTED),
		"badge 待办业务": lambda: clerk.get("zhicheng.api.review.to_do_count"),
	}
	approve()
	for way in ways.values():
		if way is not approve:
			way()
	figures = {name: [] for name in ways}
	for _round in range(ROUNDS):
		for name, way in ways.items():
			figures[name].append(one_round(server, database, way, times))
	database.close()
	base = [statistics.median(column) for column in zip(*figures["session ping"], strict=True)]
	rows = []
	for name, found in figures.items():
		web, db, statements, wall = (statistics.median(column) for column in zip(*found, strict=True))
		pings = (web + db) / (base[0] + base[1])
		rows.append([name, f"{web * 1000:.1f}", f"{db * 1000:.1f}", f"{pings:.1f}", f"{wall * 1000:.0f}", f"{wall / base[3]:.1f}", f"{statements:.0f}"])
	head = ["request", "web CPU, ms", "database CPU, ms", "pings (CPU)", "wall, ms", "pings (wall)", "statements"]
	measured.table(head, rows)


def one_round(server, database, way, times: int) -> tuple:
	"""Of one request: CPU of the web server, of the database, statements, wall."""
	web, (db, statements), wall = server.cpu(), database.used(), time.perf_counter()
	for _time in range(times):
		way()
	wall = (time.perf_counter() - wall) / times
	after = database.used()
	return (server.cpu() - web) / times, (after[0] - db) / times, (after[1] - statements) / times, wall


if __name__ == "__main__":
	main()
