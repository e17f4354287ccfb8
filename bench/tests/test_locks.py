import tempfile
import unittest
from pathlib import Path

from builder.console import Failure
from builder.locks import held, note


class TestLocks(unittest.TestCase):
	def test_a_second_holder_is_refused_and_told_who_holds(self):
		with tempfile.TemporaryDirectory() as folder:
			file = Path(folder) / "lock"
			with held(file, refusing="taken by {}"):
				note(file, "process 7")
				with self.assertRaisesRegex(Failure, "^taken by process 7$"), held(file, refusing="taken by {}"):
					pass
			with held(file, refusing="taken by {}"):
				pass
