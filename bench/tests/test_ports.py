import socket
import unittest

from builder.console import Failure
from builder.ports import HOST, answers, free_ports, in_a_row, is_free, require_free


class TestPorts(unittest.TestCase):
	def setUp(self):
		self.listener = socket.create_server((HOST, 0))
		self.addCleanup(self.listener.close)
		self.taken = self.listener.getsockname()[1]

	def test_a_listener_is_seen(self):
		self.assertFalse(is_free(self.taken))
		self.assertTrue(answers(self.taken))

	def test_a_taken_port_ends_in_a_sentence_with_a_way_out(self):
		with self.assertRaisesRegex(
			Failure, rf"^Port {self.taken} \(the site\) is taken .* script/server --port \d+\.$"
		):
			require_free([("the site", self.taken)], self.taken)

	def test_five_ports_are_different(self):
		for ports in (in_a_row(8000), free_ports()):
			self.assertEqual(len({ports.web, ports.gunicorn, ports.database, ports.cache, ports.queue}), 5)
