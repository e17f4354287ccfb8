import os
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from builder.console import Failure
from builder.programs import redacted, run, start, stop


class TestRun(unittest.TestCase):
	def setUp(self):
		folder = tempfile.TemporaryDirectory()
		self.addCleanup(folder.cleanup)
		self.log = Path(folder.name) / "log"

	def run_shell(self, text, **options):
		return run(["sh", "-c", text], failing="It failed", advice="Do this", log=self.log, **options)

	def test_the_output_is_returned_and_logged(self):
		self.assertEqual(self.run_shell("echo one; echo two >&2"), "one\ntwo\n")
		self.assertIn("one\ntwo\n", self.log.read_text())

	def test_a_failure_tells_what_failed_and_what_to_do(self):
		with self.assertRaises(Failure) as caught:
			self.run_shell("echo broken; exit 3")

		self.assertRegex(str(caught.exception), r"^It failed\. Do this\. The whole output is in .*log\.$")
		self.assertEqual(caught.exception.details, "broken")

	def test_a_known_cause_replaces_the_advice(self):
		with self.assertRaisesRegex(Failure, r"^It failed\. The disk is full.*, then start the same command again\."):
			self.run_shell("echo No space left on device; exit 1")

	def test_a_missing_program_is_a_failure(self):
		with self.assertRaisesRegex(Failure, "the program no-such-program is missing"):
			run(["no-such-program"], failing="It failed", advice="Do this", log=self.log)

	def test_a_program_that_hangs_is_ended(self):
		with self.assertRaisesRegex(Failure, "more than"):
			self.run_shell("sleep 60", seconds=0.2)

	def test_passwords_stay_out_of_the_log(self):
		self.assertEqual(redacted(["x", "--admin-password", "secret", "y"]), ["x", "--admin-password", "…", "y"])


class TestStop(unittest.TestCase):
	def test_children_of_a_stopped_program_end_too(self):
		process = start(["sh", "-c", "sleep 60 & echo $!; wait"], output=subprocess.PIPE)
		child = int(process.stdout.readline())
		self.addCleanup(process.stdout.close)

		stop(process, 5)

		deadline = time.monotonic() + 5
		while is_running(child) and time.monotonic() < deadline:
			time.sleep(0.05)
		self.assertFalse(is_running(child))


def is_running(number: int) -> bool:
	try:
		os.kill(number, 0)
		return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
	except (ProcessLookupError, FileNotFoundError):
		return False
