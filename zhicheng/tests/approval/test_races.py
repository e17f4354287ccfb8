"""Withdraw against approve, approve against approve, at the same moment on two connections (issue: 200 raced pairs)."""

import os

import frappe

from zhicheng.constants import Action
from zhicheng.domain.approval import handover, submission
from zhicheng.domain.queries import applications
from zhicheng.exceptions import ActionNotAllowed, NotYourStage, StaleForm
from zhicheng.setup.demo import cases
from zhicheng.tests.approval import race
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.factories import create_application, token, user

PAIRS = int(os.environ.get("ZHICHENG_RACED_PAIRS", "200"))
DOUBLE = PAIRS // 4
LOST = (StaleForm, ActionNotAllowed, NotYourStage)


class TestRaces(ZhichengTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		template = create_application()
		cases.write_opinions(template)
		cls.step = applications.case(template).step
		frappe.set_user("Administrator")
		cls.names = race.copy_cases(template, PAIRS + DOUBLE)
		frappe.db.commit()
		cls.template = template
		cls.addClassCleanup(cls.clean)

	@classmethod
	def clean(cls):
		race.remove_cases([*cls.names, cls.template])
		frappe.db.delete("Dossier Snapshot", {"application": cls.template})
		frappe.db.commit()

	def test_withdraw_against_approve_has_one_winner(self):
		names = self.names[:PAIRS]
		outcomes = race.run_pairs(names, self.withdraw, self.approve, (user("测试甲"), user("卫生院经办")))
		self.read_afresh()
		winners = [self.check(name, pair) for name, pair in zip(names, outcomes)]
		for name, side in zip(names, winners):
			self.assertEqual(applications.case(name).current_stage, ("A", "CS")[side])

	def test_approve_against_approve_passes_one_stage(self):
		names = self.names[PAIRS:]
		users = (user("卫生院经办"), user("卫生院经办"))
		outcomes = race.run_pairs(names, self.approve, self.approve, users)
		self.read_afresh()
		for name, pair in zip(names, outcomes):
			self.check(name, pair)
			self.assertEqual(applications.case(name).current_stage, "CS")

	def read_afresh(self) -> None:
		"""Leave the snapshot that this connection read before the race."""
		frappe.db.rollback()
		frappe.db.savepoint("before_test")

	def check(self, name: str, pair: tuple) -> int:
		"""One winner, one clear refusal, one result row, one open row, step and queue in agreement."""
		won = [side for side, outcome in enumerate(pair) if isinstance(outcome, dict)]
		self.assertEqual(len(won), 1, pair)
		self.assertIsInstance(pair[1 - won[0]], LOST)
		case, rows = applications.case(name), applications.path(name)
		self.assertEqual(case.step, self.step + 1)
		self.assertEqual([row.status for row in rows], ["已处理", "已处理", "待处理"])
		self.assertEqual(rows[-1].stage, case.current_stage)
		return won[0]

	def withdraw(self, name: str) -> dict:
		return submission.withdraw(name, step=self.step, token=token())

	def approve(self, name: str) -> dict:
		return handover.act(name, Action.APPROVE, step=self.step, token=token())
