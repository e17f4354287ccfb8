import tempfile
import unittest
from pathlib import Path

from builder import snapshots
from builder.layout import Bench
from builder.layout import test_instance as instance_of_tests


class TestSnapshots(unittest.TestCase):
	def setUp(self):
		folder = tempfile.TemporaryDirectory()
		self.addCleanup(folder.cleanup)
		bench = Bench(Path(folder.name))
		bench.make_folders()
		self.instance = instance_of_tests(bench)
		self.instance.make_folders()
		for place in (self.instance.database, self.instance.site_folder):
			place.mkdir()
			(place / "content").write_text("fresh")

	def test_a_run_leaves_no_trace_in_the_next(self):
		snapshots.take(self.instance, "app", "digest")
		(self.instance.database / "content").write_text("used")
		(self.instance.site_folder / "more").write_text("used")

		snapshots.put_back(self.instance, "app", self.instance)

		self.assertEqual((self.instance.database / "content").read_text(), "fresh")
		self.assertEqual([path.name for path in self.instance.site_folder.iterdir()], ["content"])

	def test_a_snapshot_counts_only_for_its_inputs(self):
		snapshots.take(self.instance, "app", "digest")

		self.assertTrue(snapshots.stamp(self.instance, "app", "digest").is_fresh())
		self.assertFalse(snapshots.stamp(self.instance, "app", "other").is_fresh())
