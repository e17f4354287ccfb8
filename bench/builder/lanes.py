"""Runs pieces of the suite side by side, each lane with services and a site of its own."""

import contextlib
import multiprocessing
import os
import queue
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from . import test_site, web
from .console import Failure, Stopped
from .junit import Tally
from .layout import Bench, Instance, lane_instance
from .ports import Ports
from .programs import die_with_parent
from .services import running

STAGES = ("app", "demo", "own")
# what runs beside the services while pieces of the stage run; None: its pieces start and end everything themselves
PROCESSES = {"app": (), "demo": ("front", "web", "worker"), "own": None}
PATIENCE = 0.5


@dataclass(frozen=True)
class Piece:
	"""One run of a test runner on a site of a stage. Pieces of a stage share a site within their lane, in no promised order."""

	title: str
	part: str
	stage: str
	run: Callable[[Instance, Ports | None], Tally]


def run(bench: Bench, pieces: Sequence[Piece], tell: Callable[[str], None]) -> list[tuple[Piece, Tally]]:
	"""Runs every piece once, two at a time where there are two processors, and tells each end."""
	context = multiprocessing.get_context("fork")
	taken, results = context.Array("b", len(pieces)), context.Queue()
	count = min(2, os.cpu_count() or 1, len(pieces))
	lanes = [context.Process(target=work, args=(bench, n, pieces, taken, results)) for n in range(count)]
	done: list[tuple[Piece, Tally]] = []
	try:
		for lane in lanes:
			lane.start()
		while True:
			ended = not any(lane.is_alive() for lane in lanes)
			with contextlib.suppress(queue.Empty):
				while True:
					number, tally, seconds = results.get(timeout=PATIENCE)
					done.append((pieces[number], tally))
					tell(f"{pieces[number].title}: {tally} in {seconds:.0f} s")
			if ended:
				break
	finally:
		for lane in lanes:
			if lane.is_alive():
				lane.terminate()
		for lane in lanes:
			lane.join()
	return done + unheard(pieces, done)


def unheard(pieces: Sequence[Piece], done: list[tuple[Piece, Tally]]) -> list[tuple[Piece, Tally]]:
	"""A piece whose lane died is a failure, not a gap."""
	heard = [piece for piece, _ in done]
	missing = [piece for piece in pieces if piece not in heard]
	result = []
	for piece in missing:
		tally = Tally()
		tally.add_failure(piece.title, "Its lane ended before it told a result: read the logs below .bench/test.")
		result.append((piece, tally))
	return result


def work(bench: Bench, number: int, pieces: Sequence[Piece], taken, results) -> None:
	"""The life of one lane. The first begins with the tests of the app, the second with those of the browser."""
	die_with_parent(signal.SIGTERM)
	instance = lane_instance(bench, number)
	try:
		for stage in STAGES if number == 0 else reversed(STAGES):
			work_stage(instance, stage, pieces, taken, results)
	except Stopped:
		pass


def work_stage(instance: Instance, stage: str, pieces: Sequence[Piece], taken, results) -> None:
	place = None
	with contextlib.ExitStack() as stack:
		while (number := take(stage, pieces, taken)) is not None:
			started = time.monotonic()
			try:
				if PROCESSES[stage] is not None:
					place = place or stack.enter_context(standing(instance, stage))
				tally = pieces[number].run(instance, place)
			except Failure as failure:
				tally = Tally()
				tally.add_failure(pieces[number].title, f"{failure}\n{failure.details}")
			results.put((number, tally, time.monotonic() - started))


def take(stage: str, pieces: Sequence[Piece], taken) -> int | None:
	with taken.get_lock():
		for number, piece in enumerate(pieces):
			if piece.stage == stage and not taken[number]:
				taken[number] = 1
				return number
	return None


@contextlib.contextmanager
def standing(instance: Instance, stage: str):
	"""A fresh site of the stage with what it needs to run."""
	ports = test_site.configure(instance)
	test_site.put_back(instance, stage)
	with running(instance, ports):
		if not PROCESSES[stage]:
			yield ports
			return
		with web.running(instance, ports, PROCESSES[stage], "web.log"):
			yield ports
