"""After 提交: receipt, the sentence where it is, messages with their mark, the chart's loops, the list of permissions."""

import frappe
from frappe.utils import add_days, now_datetime

from zhicheng.api import portal as api
from zhicheng.api import receipt as receipt_api
from zhicheng.constants import Action
from zhicheng.domain.approval import messages, progress, snapshots, submission
from zhicheng.domain.queries import applications
from zhicheng.exceptions import ActionNotAllowed
from zhicheng.portal import case_pages
from zhicheng.printing.receipt import receipt
from zhicheng.setup.demo import cases, world
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.documents.reading import pages
from zhicheng.tests.factories import create_application, create_draft, token

PERSON = "测试甲"


class TestAfterSubmission(ZhichengTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.application = create_application(stage="CS")
		cls.user = world.user(PERSON)

	def again(self) -> None:
		with self.as_user(PERSON):
			for verb in (submission.withdraw, submission.submit):
				verb(self.application, step=applications.case(self.application).step, token=token())

	def test_the_receipt_names_each_round_with_its_hash(self):
		cases.act(self.application, Action.REJECT, reason="请补充。")
		self.again()
		with self.as_user(PERSON) as user:
			values = receipt(self.application, user).values
			first = receipt(self.application, user, round_no=1).values
			self.assertRaises(ActionNotAllowed, receipt, self.application, user, round_no=3)
		taken = snapshots.latest(self.application)
		self.assertEqual((values["round_no"], values["sha256"]), (2, taken.sha256))
		self.assertEqual(values["taken_on"], str(taken.taken_on)[:19])
		self.assertEqual(values["number"], applications.case(self.application).application_no)
		self.assertEqual({row["received_by"] for row in values["rounds"]}, {"马尔康镇卫生院（测试）"})
		self.assertEqual((first["round_no"], first["sha256"]), (1, values["rounds"][0]["sha256"]))

	def test_the_receipt_is_a_sheet_whose_text_can_be_copied(self):
		with self.as_user(PERSON):
			answer = receipt_api.receipt_pdf(self.application)
		self.assertEqual(answer.mimetype, "application/pdf")
		said = "".join(pages(answer.get_data()))
		taken = snapshots.latest(self.application)
		for word in (taken.sha256, applications.case(self.application).application_no, PERSON, "第1次"):
			self.assertIn(word, said)

	def test_the_receipt_is_for_who_may_read_the_case_and_needs_a_submission(self):
		for person in ("测试卯", "市监经办", "Guest"):
			with self.subTest(person=person), self.as_user(person):
				self.assertRaises(frappe.PermissionError, receipt_api.receipt_pdf, self.application)
		draft = create_draft(person="测试壬")
		with self.as_user("测试壬"):
			self.assertRaises(ActionNotAllowed, receipt_api.receipt_pdf, draft)

	def test_one_sentence_says_where_since_when_and_whom_to_call(self):
		unit = applications.open_task(self.application).unit
		with self.as_user(PERSON):
			said = progress.where(self.application)
			for word in ("马尔康市卫健委（测试）", str(now_datetime().date()), "第1天", "测试联系人"):
				self.assertIn(word, said)
			frappe.db.set_value("Unit", unit, {"contact_name": "", "contact_phone": ""})
			with self.setting(support_contacts="技术支持 028-00000000"):
				self.assertIn("可咨询：技术支持 028-00000000", progress.where(self.application))

	def test_messages_tell_what_others_did_until_they_are_seen(self):
		with self.as_user(PERSON) as user:
			self.assertEqual(messages.count_unread(user), 1)
			self.assertEqual(messages.of_applicant(user)[0]["unread"], True)
			self.assertEqual(api.messages_seen(frappe.utils.now())["unread"], 0)
		cases.act(self.application, Action.REJECT, reason="请补充证书。")
		with self.as_user(PERSON) as user:
			newest, older = messages.of_applicant(user)
			self.assertEqual((newest["title"], newest["unread"], older["unread"]), ("申报已退回给您修改", True, False))
			self.assertIn("请补充证书。", newest["text"])
			shown = case_pages.message_list(user)
			self.assertEqual((shown["unread"], messages.count_unread(user)), (1, 1))
			# a mark from the future hides nothing that is still to come
			messages.mark_seen(user, "2200-01-01 00:00:00")
			self.assertLessEqual(messages.seen_until(user), now_datetime())
			messages.mark_seen(user, "no time")
		with self.as_user("测试卯") as stranger:
			self.assertEqual([one for one in messages.of_applicant(stranger) if one["application"] == self.application], [])

	def test_a_deadline_within_a_week_is_a_message(self):
		cases.act(self.application, Action.REJECT, reason="请补充。")
		notice = applications.case(self.application).notice
		for days, told in ((8, False), (3, True), (-1, False)):
			frappe.db.set_value("Evaluation Notice", notice, "resubmit_deadline", add_days(now_datetime(), days))
			with self.subTest(days=days), self.as_user(PERSON) as user:
				self.assertEqual(any("截止" in one["title"] for one in messages.of_applicant(user)), told)

	def test_the_chart_shows_what_came_back_as_it_travelled(self):
		cases.act(self.application, Action.RETURN, reason="请核对。")
		cases.approve(self.application)
		cases.act(self.application, Action.REJECT, reason="请补充。")
		self.again()
		chart = progress.chart(self.application)
		self.assertEqual(
			[(loop["start"], loop["end"], loop["action"]) for loop in chart["loops"]],
			[("CS", "U", "返回修改"), ("CS", "A", "拒绝")],
		)
		self.assertEqual({node["stage"]: node["visits"] for node in chart["nodes"][:3]}, {"A": 3, "U": 3, "CS": 2})
