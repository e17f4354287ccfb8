#!/usr/bin/env python3
"""流程体检 of a whole province: every unit × level × series, beside asking the engine itself (试走) for a sample of them.

    env/bin/python apps/zhicheng/benchmarks/route_check.py SITE [UNITS]

Goal: 20 000 units in less than 60 s. The province is made up (`many_units.py`); everything is rolled back.
"""

import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import frappe
import many_units
import measured
from frappe.utils import getdate

from zhicheng.domain.route_check import check, tryout
from zhicheng.domain.route_check.tree import load

SAMPLE = 20


def main() -> None:
	with measured.on_site(__doc__) as rest:
		number = int(rest[0]) if rest else 20_000
		many_units.make(number)
		began = time.perf_counter()
		tree = load()
		loading = time.perf_counter() - began
		began = time.perf_counter()
		walks = check.examine(tree, tree.units.values(), tree.committees).walks
		walking = time.perf_counter() - began
		del tree
		began, used = time.perf_counter(), measured.cpu()
		done = check.run()
		whole, used = time.perf_counter() - began, measured.cpu() - used
		tree = load()
		engine = _by_engine(tree)
		head = ["units", "walks", "red units", "faults", "reading, s", "walking, s", "whole run, s", "of it CPU, s", "µs a walk", "engine, µs a walk"]
		row = [done["units"], done["walks"], done["red_units"], done["faults"], loading, walking, whole, used]
		cells = [f"{cell:.1f}" if isinstance(cell, float) else cell for cell in row]
		measured.table(head, [[*cells, f"{walking / walks * 1e6:.1f}", f"{engine * 1e6:.0f}"]])


def _by_engine(tree) -> float:
	"""Seconds that 试走 takes for one unit and committee."""
	chosen = list(tree.units.values())[:: max(len(tree.units) // SAMPLE, 1)][:SAMPLE]
	began = time.perf_counter()
	for unit in chosen:
		tryout.walk(unit.name, tree.committees[0].name, year=getdate().year)
	return (time.perf_counter() - began) / len(chosen)


if __name__ == "__main__":
	main()
