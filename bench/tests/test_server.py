import unittest

from builder.server import table, width_of


class TestWelcome(unittest.TestCase):
	def test_chinese_columns_line_up(self):
		lines = table([("Who", "Log-in"), ("测试甲", "510000"), ("Administrator", "Administrator")])

		self.assertEqual([width_of(line.split(word)[0]) for line, word in zip(lines, ("Log-in", "510000"))], [15, 15])
