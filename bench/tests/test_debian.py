import shutil
import unittest

from builder import debian


class TestDebian(unittest.TestCase):
	@unittest.skipUnless(shutil.which("dpkg-query"), "not a Debian system")
	def test_only_what_is_not_installed_is_missing(self):
		self.assertEqual(debian.not_installed(["dpkg", "no-such-package"]), ["no-such-package"])

	def test_the_node_of_this_bench_is_new_enough(self):
		self.assertGreaterEqual(debian.node_version(), debian.OLDEST_NODE)
