import tempfile
import unittest
import zipfile
from pathlib import Path

from builder.console import Failure
from builder.frappe_wheel import renamed_content, require_pinned, unpack


class TestRestore(unittest.TestCase):
	def setUp(self):
		folder = tempfile.TemporaryDirectory()
		self.addCleanup(folder.cleanup)
		self.folder = Path(folder.name)
		self.wheel = self.folder / "criscostack-1.0.0-py3-none-any.whl"
		with zipfile.ZipFile(self.wheel, "w") as archive:
			archive.writestr("criscostack/utils/brik_helper.py", "import criscostack  # Criscostack, CRISCOSTACK_X\n")
			archive.writestr("criscostack/logo.png", b"\x89criscostack\xff")
			archive.writestr("criscostack-1.0.0.dist-info/METADATA", "x")

	def test_names_are_put_back_in_paths_and_texts(self):
		unpack(self.wheel, self.folder / "frappe")

		restored = self.folder / "frappe/frappe/utils/bench_helper.py"
		self.assertEqual(restored.read_text(), "import frappe  # Frappe, FRAPPE_X\n")
		self.assertEqual(
			[path.name for path in (self.folder / "frappe").iterdir()].count("criscostack-1.0.0.dist-info"), 0
		)

	def test_pictures_stay_as_they_are(self):
		self.assertEqual(renamed_content(b"\x89criscostack\xff"), b"\x89criscostack\xff")

	def test_a_wheel_with_another_checksum_is_refused_and_deleted(self):
		with self.assertRaisesRegex(Failure, "not the pinned one"):
			require_pinned(self.wheel, f"criscostack==1.0.0 --hash=sha256:{'0' * 64}")

		self.assertFalse(self.wheel.exists())
