"""What the user sees: numbered steps with their seconds, and failures as one clear sentence."""

import contextlib
import sys
import threading
import time
from collections.abc import Iterator


class Failure(Exception):
	"""Ends the command. The message says what happened and what to do next; details are lines from a log."""

	def __init__(self, message: str, details: str = ""):
		super().__init__(message)
		self.details = details


class Stopped(BaseException):
	"""The user or the system asked us to end (Ctrl-C, SIGTERM, closed terminal)."""


class Step:
	def __init__(self, write) -> None:
		self.outcome, self.write = "", write

	def tell(self, text: str) -> None:
		"""More about this step, while it runs, on a line of its own."""
		self.write(f"\n      {text} … ")

	def already_done(self) -> None:
		self.outcome = "already there"


class Steps:
	"""Prints [n/m] title … seconds; on a terminal the seconds run."""

	def __init__(self, total: int, stream=sys.stdout) -> None:
		self.total, self.number, self.stream = total, 0, stream

	@contextlib.contextmanager
	def __call__(self, title: str) -> Iterator[Step]:
		self.number += 1
		head = f"[{self.number}/{self.total}] {title} … "
		step, started, ended = Step(self.write), time.monotonic(), threading.Event()
		self.write(head)
		ticker = threading.Thread(target=self.tick, args=(head, started, ended), daemon=True)
		if self.stream.isatty():
			ticker.start()
		word = "stopped"
		try:
			yield step
			word = step.outcome or f"{time.monotonic() - started:.1f} s"
		except Failure:
			word = "failed"
			raise
		finally:
			ended.set()
			if ticker.is_alive():
				ticker.join()
			self.write(f"\r{head}{word}   \n" if self.stream.isatty() else f"{word}\n")

	def tick(self, head: str, started: float, ended: threading.Event) -> None:
		while not ended.wait(1):
			self.write(f"\r{head}{time.monotonic() - started:.0f} s ")

	def write(self, text: str) -> None:
		self.stream.write(text)
		self.stream.flush()


def say(text: str = "") -> None:
	print(text, flush=True)


def complain(failure: Failure) -> None:
	"""The details first, the sentence last: it is what the eye finds."""
	if failure.details:
		print("".join(f"    {line}\n" for line in failure.details.splitlines()), end="", file=sys.stderr)
	print(f"\n{failure}", file=sys.stderr, flush=True)
