"""The pins stay pins: exact versions, checksums, no host of this or that mirror."""

import json
import re
import unittest

from builder.debian import wanted
from builder.frappe_wheel import PIN
from builder.layout import REPOSITORY, SOURCES
from builder.python_packages import LOCK, block_of


class TestPins(unittest.TestCase):
	def test_every_python_package_is_pinned_with_checksums(self):
		blocks = re.split(r"\n(?=\S)", LOCK.read_text())
		pins = [block for block in blocks if not block.startswith("#")]

		self.assertGreater(len(pins), 100)
		for block in pins:
			with self.subTest(block.split()[0]):
				self.assertRegex(block, r"^[a-z0-9.-]+==\S+ \\\n    --hash=sha256:[0-9a-f]{64}")

	def test_the_lock_holds_what_the_app_declares(self):
		setup = (REPOSITORY / "setup.py").read_text()
		declared = re.findall(r'"([\w.-]+)', re.search(r"install_requires=\[(.*?)\]", setup, re.DOTALL)[1])

		for name in declared:
			with self.subTest(name):
				block_of(name.lower(), LOCK.read_text())

	def test_npm_packages_are_exact_and_checked(self):
		wanted_packages = json.loads((SOURCES / "frontend/package.json").read_text())
		locked = json.loads((SOURCES / "frontend/package-lock.json").read_text())["packages"]

		for version in (wanted_packages["dependencies"] | wanted_packages["devDependencies"]).values():
			self.assertRegex(version, r"^\d+\.\d+\.\d+[\w.-]*$")
		self.assertTrue(all("integrity" in package for path, package in locked.items() if path))

	def test_no_pin_names_a_host(self):
		for file in (LOCK, PIN, SOURCES / "requirements.in", SOURCES / "frontend/package-lock.json"):
			lines = [line for line in file.read_text().splitlines() if '"url":' not in line and "//" in line]
			self.assertEqual([line for line in lines if "resolved" in line or "index-url" in line], [], file.name)

	def test_the_list_of_debian_packages_is_readable(self):
		self.assertIn("mariadb-server-core", wanted())
		self.assertTrue(all(re.fullmatch(r"[a-z0-9.+-]+", name) for name in wanted()))
