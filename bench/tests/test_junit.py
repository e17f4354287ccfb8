import tempfile
import unittest
from pathlib import Path

from builder.junit import Tally, count

NODE = """<?xml version="1.0" encoding="utf-8"?>
<testsuites>
	<testcase name="one" time="0.001" classname="test"/>
	<testsuite name="two" tests="2" failures="1">
		<testcase name="inner ok" time="0.000131" classname="test"/>
		<testcase name="inner bad" time="0.001" classname="test" failure="1 == 2">
			<failure type="testCodeFailure" message="1 == 2">AssertionError: 1 == 2</failure>
		</testcase>
	</testsuite>
	<testcase name="skip" classname="test"><skipped type="skipped" message="true"/></testcase>
</testsuites>"""

PYTHON = """<?xml version="1.0" ?>
<testsuites>
	<testsuite name="a" tests="2" errors="1">
		<testcase classname="zhicheng.tests.TestA" name="test_good" time="0.1"/>
		<testcase classname="" name="setUpClass (zhicheng.tests.TestB)" time="0.1">
			<error type="KeyError" message="'x'"><![CDATA[Traceback]]></error>
		</testcase>
	</testsuite>
</testsuites>"""


class TestCount(unittest.TestCase):
	def counted(self, text):
		with tempfile.TemporaryDirectory() as folder:
			file = Path(folder) / "report.xml"
			file.write_text(text)
			return count(file)

	def test_report_of_node(self):
		tally = self.counted(NODE)

		self.assertEqual(str(tally), "2 passed, 1 failed, 1 skipped")
		self.assertEqual(tally.failures, [("test.inner bad", "AssertionError: 1 == 2")])

	def test_report_of_python_with_a_broken_class(self):
		tally = self.counted(PYTHON)

		self.assertEqual(str(tally), "1 passed, 1 failed")
		self.assertEqual(tally.failures, [("setUpClass (zhicheng.tests.TestB)", "Traceback")])

	def test_a_missing_or_broken_report_counts_nothing(self):
		self.assertEqual(count(Path("/nowhere.xml")).total, 0)
		self.assertEqual(self.counted("<testsuites>").total, 0)

	def test_tallies_add_up(self):
		self.assertEqual(str(Tally(1, 2, 0) + Tally(3, 0, 1)), "4 passed, 2 failed, 1 skipped")
