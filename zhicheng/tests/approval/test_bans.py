"""解除年度限制: by a city's or the province's HR clerk above the person, with a reason; the list shows him those alone."""

import frappe

from zhicheng.constants import Action
from zhicheng.domain.approval import bans
from zhicheng.domain.queries import applications
from zhicheng.exceptions import ActionNotAllowed, NotYourStage, ReasonMissing, YearBanned
from zhicheng.setup.demo import cases
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.factories import create_application


class TestLifting(ZhichengTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.application = create_application()
		cases.act(cls.application, Action.VOID, reason="材料不实")
		frappe.set_user("Administrator")
		cls.ban = frappe.db.get_value("Application Ban", {"application": cls.application})

	def test_who_may_and_who_may_not(self):
		for person, may in (
			("州人社经办", True),
			("省厅经办", True),
			("马市人社经办", False),
			("马市卫健经办", False),
			("卫生院经办", False),
			("卫健厅经办", False),
			("测试甲", False),
			("测试卯", False),
		):
			with self.subTest(person=person), self.as_user(person) as user:
				frappe.db.savepoint("one")
				if may:
					self.assertIn("已解除", bans.lift_one(self.ban, user=user, reason="经复核属误判")["sentence"])
				else:
					self.assertRaises(NotYourStage, bans.lift_one, self.ban, user=user, reason="理由")
				frappe.db.rollback(save_point="one")
				self.assertEqual(self.listed(), [self.ban] if may else [])

	def test_it_needs_a_reason_works_once_and_is_logged(self):
		case = applications.case(self.application)
		with self.as_user("州人社经办") as user:
			for reason in ("", "  ", None, 5):
				self.assertRaises(ReasonMissing, bans.lift_one, self.ban, user=user, reason=reason)
			self.assertRaises(YearBanned, bans.require_free, case.id_hash, case.declare_year)
			bans.lift_one(self.ban, user=user, reason="经复核属误判")
			bans.require_free(case.id_hash, case.declare_year)
			self.assertRaises(ActionNotAllowed, bans.lift_one, self.ban, user=user, reason="再次")
		row = frappe.get_doc("Application Ban", self.ban)
		self.assertEqual((row.active, row.lift_reason, row.lifted_by), (0, "经复核属误判", user))
		self.assertTrue(frappe.db.exists("Act Log", {"act": bans.LIFT, "application": self.application, "user": user}))

	def test_nobody_writes_a_ban_by_hand(self):
		with self.as_user("省厅经办"):
			ban = frappe.get_doc("Application Ban", self.ban)
			ban.active = 0
			self.assertRaises(frappe.PermissionError, ban.save)

	def listed(self) -> list[str]:
		try:
			return frappe.get_list("Application Ban", {"application": self.application}, pluck="name")
		except frappe.PermissionError:
			return []
