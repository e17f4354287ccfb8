"""The clerk's writing endpoints: what they pass on, what they refuse, and that nothing is done by GET."""

import frappe

from zhicheng.api import review
from zhicheng.constants import Action
from zhicheng.domain.queries import applications
from zhicheng.exceptions import ActionNotAllowed, NotYourStage, OpinionMissing, ReasonMissing, StaleForm
from zhicheng.setup.demo import cases
from zhicheng.tests import factories
from zhicheng.tests.base import ZhichengTestCase

WRITES = ("act", "undo_void", "save_opinion", "mark_read", "upload_process_attachment", "reveal")
READS = (
	"screen", "path", "chart", "boxes", "next_units", "tally_outcome", "notice_fault", "process_attachment",
	"to_do_count", "done_count", "correctable",
)  # fmt: skip


class TestMethods(ZhichengTestCase):
	def test_writes_are_post_only_and_nothing_is_for_guests(self):
		for name in (*WRITES, *READS):
			with self.subTest(name):
				method = getattr(review, name)
				allowed = frappe.allowed_http_methods_for_whitelisted_func[method]
				self.assertEqual(allowed == ["POST"], name in WRITES)
				self.assertNotIn(method, frappe.guest_methods)

	def test_every_whitelisted_method_is_known_here(self):
		ours = {m.__name__ for m in frappe.whitelisted if m.__module__ == review.__name__}
		self.assertEqual(ours, {*WRITES, *READS})


class TestActs(ZhichengTestCase):
	def setUp(self):
		super().setUp()
		self.application = factories.create_application(person="测试甲", stage="U")

	def _act(self, person: str, action: str, **kwargs) -> dict:
		case = applications.case(self.application)
		args = {"application": self.application, "action": str(action), "step": case.step, "token": factories.token()}
		with self.as_user(person):
			return review.act(**{**args, **kwargs})

	def _fill(self, person: str) -> None:
		with self.as_user(person):
			values = cases.opinions_for(review.boxes(application=self.application))
			review.save_opinion(application=self.application, values=frappe.as_json(values))

	def test_approval_moves_the_case_and_says_where(self):
		self._fill("卫生院经办")

		answer = self._act("卫生院经办", Action.APPROVE)

		self.assertEqual((answer["stage"], answer["unit_name"]), ("CS", "马尔康市卫健委（测试）"))
		self.assertIn("马尔康市卫健委（测试）", answer["sentence"])
		self.assertFalse(answer["repeated"])

	def test_second_press_gets_the_first_answer(self):
		self._fill("卫生院经办")
		press = {"token": factories.token(), "step": applications.case(self.application).step}

		first = self._act("卫生院经办", Action.APPROVE, **press)
		second = self._act("卫生院经办", Action.APPROVE, **press)

		self.assertTrue(second["repeated"])
		self.assertEqual({**second, "repeated": False}, first)
		self.assertEqual(frappe.db.count("Approval Task", {"application": self.application, "stage": "U"}), 1)

	def test_stale_form_is_told_who_was_faster(self):
		old = applications.case(self.application).step
		self._fill("卫生院经办")
		self._act("卫生院经办", Action.APPROVE)

		with self.assertRaises(StaleForm) as refused:
			self._act("卫生院经办", Action.APPROVE, step=old)

		self.assertIn("请刷新页面", str(refused.exception))
		self.assertEqual(refused.exception.http_status_code, 409)

	def test_refusals_leave_the_case_where_it_is(self):
		table = (
			("卫生院经办", Action.APPROVE, {}, OpinionMissing),
			("卫生院经办", Action.RETURN, {"reason": "  "}, ReasonMissing),
			("卫生院经办", Action.REJECT, {}, ReasonMissing),
			("卫生院经办", Action.VOID, {}, ReasonMissing),
			("卫生院经办", Action.TALLY, {"tally": {"members": 1}}, ActionNotAllowed),
			("卫生院经办", "批准", {}, ActionNotAllowed),
			("马市卫健经办", Action.APPROVE, {}, NotYourStage),
			("省厅经办", Action.RETURN, {"reason": "x"}, NotYourStage),
		)
		before = applications.case(self.application)
		for person, action, details, refusal in table:
			with self.subTest(f"{person} {action}"), self.assertRaises(refusal):
				self._act(person, action, **details)
			self.assertEqual(applications.case(self.application), before)

	def test_refusal_sentence_reaches_the_browser(self):
		frappe.clear_messages()

		with self.assertRaises(ReasonMissing):
			self._act("卫生院经办", Action.RETURN)

		said = [message["message"] for message in frappe.get_message_log()]
		self.assertEqual(len(said), 1)
		self.assertIn("请填写返回修改的理由", said[0])

	def test_who_may_not_see_may_not_write(self):
		with self.as_user("德阳人社经办"):
			for write in (review.mark_read, review.upload_process_attachment):
				with self.subTest(write.__name__), self.assertRaises(frappe.PermissionError):
					extra = {"kind": "其他"} if write is review.upload_process_attachment else {}
					write(application=self.application, **extra)
			with self.assertRaises(frappe.PermissionError):
				review.save_opinion(application=self.application, values={})

	def test_emptied_field_is_emptied(self):
		self._fill("卫生院经办")

		with self.as_user("卫生院经办"):
			review.save_opinion(application=self.application, values={"U1": {"leader_name": ""}})
			box = review.boxes(application=self.application)[0]

		self.assertEqual(box["leader_name"], "")
		self.assertTrue(box["opinion"], "a field that was not sent stays")

	def test_read_mark_changes_no_step(self):
		step = applications.case(self.application).step

		with self.as_user("卫生院经办"):
			review.mark_read(application=self.application)
			screen = review.screen(application=self.application)

		self.assertTrue(screen["case"]["read_on"])
		self.assertEqual(screen["case"]["step"], step)

	def test_void_can_be_undone_by_the_bureau_above(self):
		self._act("卫生院经办", Action.VOID, reason="材料不实。")
		step = applications.case(self.application).step

		with self.as_user("马市人社经办"):
			self.assertEqual(review.screen(application=self.application)["actions"], [str(Action.UNDO_VOID)])
			review.undo_void(application=self.application, step=step, token=factories.token(), reason="核实无误。")

		self.assertEqual(applications.case(self.application).current_stage, "U")


class TestPreviews(ZhichengTestCase):
	def test_tally_is_previewed_by_the_rule_itself(self):
		table = ((25, 21, 14, 7, "通过"), (25, 21, 13, 8, "未通过"), (3, 2, 2, 0, "通过"), ("２５", "21 ", "１８", "3", "通过"))
		for members, present, yes, no, result in table:
			with self.subTest(yes=yes, present=present):
				answer = review.tally_outcome(members=members, present=present, yes=yes, no=no)
				self.assertEqual(answer, {"result": result, "fault": ""})
		for members, sentence in (("25", "25人中至少17人"), ("二十五", "请填写委员总人数，须是0到9999的整数")):
			with self.subTest(members=members):
				answer = review.tally_outcome(members=members, present=16, yes=16, no=0)
				self.assertEqual(answer["result"], "")
				self.assertIn(sentence, answer["fault"])

	def test_short_public_notice_is_named(self):
		short = review.notice_fault(notice_from="2026-11-02", notice_to="2026-11-04", notice_result="无异议")
		whole = review.notice_fault(notice_from="2026-11-02", notice_to="2026-11-06", notice_result="无异议")

		self.assertIn("3个工作日", short["fault"])
		self.assertEqual(whole["fault"], "")
