"""What one approval (at most 10 in the domain act) and a case opened in Desk cost in SQL statements, by exact count."""

from contextlib import contextmanager

import frappe

from zhicheng.api import presence, review
from zhicheng.constants import Action
from zhicheng.domain.approval import handover
from zhicheng.domain.people import members
from zhicheng.domain.queries import applications
from zhicheng.setup.demo import cases
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.factories import create_application, token


@contextmanager
def statements():
	"""The statements that are sent to the database meanwhile."""
	sent, execute = [], frappe.db.sql

	def noted(query, *args, **kwargs):
		sent.append(" ".join(str(query).split()))
		return execute(query, *args, **kwargs)

	frappe.db.sql = noted
	try:
		yield sent
	finally:
		frappe.db.sql = execute


class TestCost(ZhichengTestCase):
	"""Counted on a warm cache (stages, routes, Workflow), cold in everything that belongs to person and case."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.db.savepoint("before_warming")
		warm = create_application(person="测试甲", stage="CI")
		cases.approve(warm)
		frappe.set_user("Administrator")
		frappe.db.rollback(save_point="before_warming")

	def test_an_approval_costs_ten_statements(self):
		table = (("U", "the next unit is the supervising one"), ("CS", "the next unit is chosen among departments"))
		application = create_application(person="测试甲", stage="U")
		for stage, what in table:
			with self.subTest(stage, what=what):
				self.assertEqual(applications.case(application).current_stage, stage)
				sent = self.approve(application)
				self.assertEqual(len(sent), 10, "\n".join(sent))

	def test_the_case_screen_asks_for_nothing_twice(self):
		application = create_application(person="测试甲", stage="CI")
		frappe.set_user(cases.clerk_of(application))
		table = ((review.screen, 19, "dossier, boxes, opinions, what may be done"), (presence.open_case, 6, "who has it open"))
		for endpoint, number, what in table:
			endpoint(application=application)
			members.forget()
			with self.subTest(what), statements() as sent:
				endpoint(application=application)
			self.assertEqual(len(sent), number, "\n".join(sent))
			self.assertEqual(len(sent), len(set(sent)))

	def approve(self, application: str) -> list[str]:
		cases.write_opinions(application)
		step = applications.case(application).step
		frappe.set_user(cases.clerk_of(application))
		members.forget()
		with statements() as sent:
			handover.act(application, Action.APPROVE, step=step, token=token())
		return sent
