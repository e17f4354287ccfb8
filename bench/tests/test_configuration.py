import tempfile
import unittest
from pathlib import Path

from builder import configuration
from builder.configuration import Backends, backends, procfile, redis_urls
from builder.console import Failure
from builder.layout import Bench, server_instance
from builder.ports import in_a_row


class TestBackends(unittest.TestCase):
	def setUp(self):
		folder = tempfile.TemporaryDirectory()
		self.addCleanup(folder.cleanup)
		self.instance = server_instance(Bench(Path(folder.name)))
		self.instance.make_folders()

	def test_private_services_get_a_password_that_stays(self):
		first = backends(self.instance, Backends())

		self.assertEqual(len(first.database_password), 32)
		self.assertEqual(backends(self.instance, Backends()), first)
		self.assertEqual((self.instance.config / "backends.json").stat().st_mode & 0o777, 0o600)

	def test_a_site_does_not_change_its_database_silently(self):
		backends(self.instance, Backends())

		with self.assertRaisesRegex(Failure, "add --reset"):
			backends(self.instance, Backends(database="127.0.0.1:3306"))

	def test_addresses_that_nobody_answers_are_told(self):
		with self.assertRaisesRegex(Failure, "No MariaDB answers at 127.0.0.1:1:"):
			backends(self.instance, Backends(database="127.0.0.1:1", database_password="x"))
		with self.assertRaisesRegex(Failure, "No Redis answers at redis://127.0.0.1:1:"):
			backends(self.instance, Backends(redis="redis://127.0.0.1:1"))

	def test_addresses_of_the_wrong_form_are_told(self):
		for wrong in ({"database": "host:port"}, {"redis": "127.0.0.1:6379"}, {"redis": "redis://host:6379/3"}):
			with self.subTest(wrong), self.assertRaisesRegex(Failure, "give it as --"):
				configuration.check(Backends(**wrong))

	def test_given_services_are_not_started(self):
		given = Backends(database="db:3306", redis="redis://cache:6379")

		text = procfile(self.instance, in_a_row(8000), given)

		self.assertEqual([line.split(":")[0] for line in text.splitlines()], ["front", "web", "worker", "schedule"])
		self.assertEqual(redis_urls(given, in_a_row(8000))["redis_queue"], "redis://cache:6379/2")
