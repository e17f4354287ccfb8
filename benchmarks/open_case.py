#!/usr/bin/env python3
"""A case opened in Desk: every request that its form makes, one by one and together, beside a session ping.

    env/bin/python apps/zhicheng/benchmarks/open_case.py SITE [TIMES]

Not in it: what Desk asks once in a session (the form's metadata) and the proofs. The site must hold the demo world; the case made for it is
taken away again.
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import measured
import own_web
import pings
import ready_cases

ROUNDS = 5


def main() -> None:
	with measured.on_site(__doc__) as rest:
		times = int(rest[0]) if rest else 20
		with ready_cases.copies(1) as ready, own_web.serving(sys.argv[1]) as server:
			measure(server, ready.template, times)


def measure(server, application: str, times: int) -> None:
	clerk, database = own_web.Person(server, ready_cases.CLERK), own_web.Database()
	case = {"application": application}
	requests = {
		"the record (Frappe's getdoc)": lambda: clerk.get("frappe.desk.form.load.getdoc", {"doctype": "Title Application", "name": application}),
		"the screen with the dossier": lambda: clerk.get("zhicheng.api.review.screen", case),
		"who has it open": lambda: clerk.post("zhicheng.api.presence.open_case", case),
	}

	def open_case() -> None:
		for request in requests.values():
			request()

	ways = {pings.PING: lambda: clerk.get("frappe.ping"), **requests, "together": open_case}
	open_case()
	pings.table(pings.by_turns(server, database, ways, rounds=ROUNDS, times=times))
	database.close()


if __name__ == "__main__":
	main()
