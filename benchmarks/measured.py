"""What the benchmarks share: a site to work on, which is left as it was, and figures of time and memory."""

import gc
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import frappe


@contextmanager
def on_site(usage: str) -> Iterator[list[str]]:
	"""Connect to the site named first on the command line; everything written is rolled back."""
	if len(sys.argv) < 2:
		sys.exit(usage)
	os.chdir("sites" if os.path.isdir("sites") else ".")
	frappe.init(site=sys.argv[1], sites_path=".")
	frappe.connect()
	frappe.set_user("Administrator")
	try:
		yield sys.argv[2:]
	finally:
		frappe.db.rollback()
		frappe.destroy()


def cpu(children: bool = False) -> float:
	own = time.process_time()
	if not children:
		return own
	used = resource.getrusage(resource.RUSAGE_CHILDREN)
	return own + used.ru_utime + used.ru_stime


def peak_over_base(work: Callable[[], object]) -> float:
	"""MB of memory that the work takes at its highest beyond what there was before (Linux)."""
	gc.collect()
	with open("/proc/self/clear_refs", "w") as reset:
		reset.write("5")
	before = _status("VmRSS")
	work()
	return (_status("VmHWM") - before) / 1024


def median_ms(work: Callable[[], object], times: int = 9) -> float:
	taken = []
	for _number in range(times):
		began = time.perf_counter()
		work()
		taken.append((time.perf_counter() - began) * 1000)
	return statistics.median(taken)


def table(head: list[str], rows: list[list]) -> None:
	"""As Markdown, to be put into docs/measurements.md."""
	print("| " + " | ".join(head) + " |")
	print("|" + "---|" * len(head))
	for row in rows:
		print("| " + " | ".join(str(cell) for cell in row) + " |")


def _status(key: str) -> int:
	with open("/proc/self/status") as status:
		return next(int(line.split()[1]) for line in status if line.startswith(f"{key}:"))
