import tempfile
import unittest
from pathlib import Path

from builder.stamps import Stamp, files_below


class TestStamps(unittest.TestCase):
	def setUp(self):
		folder = tempfile.TemporaryDirectory()
		self.addCleanup(folder.cleanup)
		self.folder = Path(folder.name)
		self.source = self.folder / "source"
		self.source.mkdir()
		(self.source / "one.txt").write_text("1")

	def stamp(self, *inputs):
		return Stamp(self.folder / "stamp", self.source, *inputs)

	def test_a_stamp_is_fresh_only_after_it_was_written(self):
		self.assertFalse(self.stamp().is_fresh())

		self.stamp().write()

		self.assertTrue(self.stamp().is_fresh())

	def test_every_change_of_the_inputs_makes_it_stale(self):
		self.stamp("x").write()

		self.assertFalse(self.stamp("y").is_fresh(), "another text")
		(self.source / "one.txt").rename(self.source / "two.txt")
		self.assertFalse(self.stamp("x").is_fresh(), "another name")

	def test_a_file_that_comes_into_being_makes_it_stale(self):
		file = self.folder / "pyproject.toml"
		self.stamp(file).write()

		file.write_text("")

		self.assertFalse(self.stamp(file).is_fresh())

	def test_generated_files_do_not_count(self):
		for name in ("__pycache__/a.pyc", "dist/b.js", "node_modules/c.js", "tests/d.py"):
			file = self.source / name
			file.parent.mkdir()
			file.write_text("")

		self.assertEqual([file.name for file in files_below(self.source, skip=["tests"])], ["one.txt"])
