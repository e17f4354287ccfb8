"""What clerks type beside the opinions is kept as they typed it: Frappe's filter for web texts takes nothing out of it."""

import frappe
from frappe.utils import add_days, nowdate

from zhicheng.api import desk_work
from zhicheng.api import substitutes as doors
from zhicheng.constants import Action
from zhicheng.domain.approval import deadlines, handover, phrases, substitutes
from zhicheng.tests.approval.test_desk_acts import APPLICANT, CLERK, UPPER, DeskTestCase
from zhicheng.tests.factories import token

TYPED = "R&D <AI> 平台，a<b && c>d，&lt;b&gt; 是写出来的，<img src=x onerror=alert(1)>"


class TestAsTyped(DeskTestCase):
	def kept(self, doctype: str, fieldname: str, **filters) -> list[str]:
		return frappe.get_all(doctype, filters=filters, pluck=fieldname, order_by="creation desc")

	def act(self, person: str, action: Action, **values) -> None:
		with self.as_user(person):
			handover.act(self.application, action, step=self.step(), token=token(), **values)

	def test_reasons_and_corrections(self):
		self.approve(CLERK)
		item = {"section": "self_summary", "remark": TYPED}
		self.act(UPPER, Action.RETURN, reason=TYPED, corrections=[item])
		self.assertEqual(self.kept("Approval Task", "reason", application=self.application, action="返回修改"), [TYPED])
		self.assertEqual(self.kept("Correction", "reason", application=self.application), [TYPED])
		self.act(CLERK, Action.VOID, reason=TYPED)
		self.assertEqual(self.kept("Application Ban", "reason", application=self.application), [TYPED])

	def test_substitute_extension_and_phrases(self):
		with self.as_user(CLERK):
			days = {"from_date": nowdate(), "to_date": add_days(nowdate(), 2)}
			doors.enter(substitute=self.colleague, reason=TYPED, **days)
			phrases.keep_own(phrases.PHRASE, [TYPED])
			phrases.keep_own(phrases.REASON, [TYPED])
			# the same list again is the same list
			phrases.keep_own(phrases.PHRASE, [TYPED])
		self.assertEqual(self.kept(substitutes.DOCTYPE, "reason", substitute_user=self.colleague), [TYPED])
		self.assertIn(TYPED, self.kept(phrases.PHRASE, "text"))
		self.assertIn(TYPED, self.kept(phrases.REASON, "text"))

		frappe.db.set_value("Approval Task", self.task().name, "deadline", f"{nowdate()} 23:59:59")
		with self.as_user("马市人社经办"):
			desk_work.extend(application=self.application, step=self.step(), until=add_days(nowdate(), 3), reason=TYPED)
		self.assertEqual(self.kept(deadlines.DOCTYPE, "reason", application=self.application), [TYPED])
