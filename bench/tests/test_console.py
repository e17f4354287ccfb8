import io
import unittest

from builder.console import Failure, Steps


class TestSteps(unittest.TestCase):
	def test_each_step_shows_its_number_and_seconds(self):
		stream = io.StringIO()
		steps = Steps(2, stream)

		with steps("Python packages"):
			pass
		with steps("Frappe") as step:
			step.already_done()

		self.assertRegex(stream.getvalue(), r"^\[1/2\] Python packages … \d+\.\d s\n\[2/2\] Frappe … already there\n$")

	def test_a_failing_step_says_so(self):
		stream = io.StringIO()

		with self.assertRaises(Failure), Steps(1, stream)("Site"):
			raise Failure("no")

		self.assertEqual(stream.getvalue(), "[1/1] Site … failed\n")
