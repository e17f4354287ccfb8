"""Taking turns, and a peer's side of it: a peer is asked for so many approvals by a line, and answers with wall and processor time of one."""

import sys
import time
from collections.abc import Callable, Iterator


def take(approvals: Callable[[], Iterator[Callable[[], None]]]) -> None:
	"""`approvals` gives one approval after the other; what it does in between, as starting a case, is not timed."""
	waiting = approvals()
	for line in sys.stdin:
		wall, cpu = timed(waiting, int(line))
		print(f"= {wall} {cpu}", flush=True)


def timed(waiting: Iterator[Callable[[], None]], number: int) -> tuple[float, float]:
	"""Seconds by the clock and of the processor for one of the next `number` approvals."""
	wall = cpu = 0.0
	for _turn in range(number):
		approve = next(waiting)
		began, used = time.perf_counter(), time.process_time()
		approve()
		wall += time.perf_counter() - began
		cpu += time.process_time() - used
	return wall / number, cpu / number
