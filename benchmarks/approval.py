#!/usr/bin/env python3
"""One complete approval over HTTP (permission, next unit, opinion in force, path, queue, Act Log) beside a session ping.

    env/bin/python apps/zhicheng/benchmarks/approval.py SITE [TIMES]

Goal: 3 pings of processor time (web + database), reachable 5; 10 statements of the domain act, which the tests gate by exact count.
Beside it other requests of a clerk's minute; opening a case is measured by open_case.py. The site must hold the demo world; the cases made for it are taken away again.
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import frappe
import measured
import own_web
import pings
import ready_cases

ROUNDS = 5
LISTED = {"doctype": "Approval Task", "fields": '["name","application_no","applicant_name","stage_name","status","opened_on","deadline"]'}
LISTED |= {"filters": '[["Approval Task","status","=","待处理"],["Approval Task","stage","!=","A"]]', "order_by": "opened_on asc"}
LISTED |= {"start": 0, "page_length": 20, "view": "List"}


def main() -> None:
	with measured.on_site(__doc__) as rest:
		times = int(rest[0]) if rest else 20
		with ready_cases.copies(times * ROUNDS + 3) as ready, own_web.serving(sys.argv[1]) as server:
			measure(server, iter(ready.names), ready, times)


def measure(server, names, ready, times: int) -> None:
	clerk, database = own_web.Person(server, ready_cases.CLERK), own_web.Database()
	first = next(names)

	def approve() -> None:
		asked = {"application": next(names), "action": "同意通过", "step": ready.step, "token": frappe.generate_hash(length=20)}
		clerk.post("zhicheng.api.review.act", asked)

	ways = {
		pings.PING: lambda: clerk.get("frappe.ping"),
		"one approval": approve,
		"save the opinion": lambda: clerk.post("zhicheng.api.review.save_opinion", {"application": first, "values": "{}"}),
		"to-do of 20 (Desk's list)": lambda: clerk.post("frappe.desk.reportview.get", LISTED),
		"badge 待办业务": lambda: clerk.get("zhicheng.api.review.to_do_count"),
	}
	approve()
	for way in ways.values():
		if way is not approve:
			way()
	pings.table(pings.by_turns(server, database, ways, rounds=ROUNDS, times=times))
	database.close()


if __name__ == "__main__":
	main()
