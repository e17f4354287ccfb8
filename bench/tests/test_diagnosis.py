import unittest

from builder.diagnosis import cause_in, last_lines


class TestDiagnosis(unittest.TestCase):
	def test_known_causes_have_a_sentence(self):
		cases = {
			"OSError: [Errno 28] No space left on device": "disk is full",
			"ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE": "checksum",
			"error: Hash mismatch for `six==1.17.0`": "checksum",
			"npm error code EINTEGRITY": "checksum",
			"npm error code EAI_AGAIN": "network",
			"E: Could not get lock /var/lib/dpkg/lock-frontend": "Another program",
			"Temporary failure in name resolution": "network",
			"PermissionError: [Errno 13] Permission denied: 'x'": "may not be written",
		}
		for output, expected in cases.items():
			with self.subTest(output):
				self.assertIn(expected, cause_in(output))

	def test_an_unknown_cause_has_none(self):
		self.assertEqual(cause_in("KeyError: 'x'"), "")

	def test_last_lines_drops_colours_progress_and_blank_lines(self):
		self.assertEqual(last_lines("a\n\n10%\r100%\n\x1b[31mred\x1b[0m\n", 2), "100%\nred")
