"""Base class and personas: real users of the demo world, one savepoint per test."""

from contextlib import contextmanager

import frappe
from frappe.tests.utils import FrappeTestCase

from zhicheng.domain.people import members
from zhicheng.setup import demo
from zhicheng.setup.demo import world


class ZhichengTestCase(FrappeTestCase):
	"""The demo world is there (made once per site); each test's rows go with the test."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		if not world.is_whole():
			world.load(demo.PASSWORD)
			frappe.db.commit()
		cls.addClassCleanup(frappe.set_user, "Administrator")

	def setUp(self):
		super().setUp()
		frappe.set_user("Administrator")
		_forget()
		frappe.db.savepoint("before_test")

	def tearDown(self):
		frappe.db.rollback(save_point="before_test")
		frappe.set_user("Administrator")
		_forget()
		super().tearDown()

	@contextmanager
	def as_user(self, person: str):
		"""Act as a demo person (测试甲, 卫生院经办 …) or as a User by its name."""
		before = frappe.session.user
		frappe.set_user(world.user(person) or person)
		members.forget()
		try:
			yield frappe.session.user
		finally:
			frappe.set_user(before)
			members.forget()

	@contextmanager
	def setting(self, **values):
		"""Zhicheng Settings changed for a while."""
		before = {key: frappe.db.get_single_value("Zhicheng Settings", key) for key in values}
		_write_settings(values)
		try:
			yield
		finally:
			_write_settings(before)


def _write_settings(values: dict) -> None:
	for key, value in values.items():
		frappe.db.set_single_value("Zhicheng Settings", key, value)
	frappe.clear_document_cache("Zhicheng Settings", "Zhicheng Settings")


def _forget() -> None:
	"""What a test read or changed is not remembered by the next."""
	members.forget()
	frappe.clear_document_cache("Zhicheng Settings", "Zhicheng Settings")
