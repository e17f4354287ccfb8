"""Every action of design 4.4 at every stage where it may occur, and its refusal where it may not."""

import frappe
from frappe.utils import getdate, nowdate

from zhicheng.api import review
from zhicheng.constants import APPLICANT_STAGE, Action, State
from zhicheng.domain.approval import handover, progress, submission
from zhicheng.domain.queries import applications, dossiers
from zhicheng.exceptions import ActionNotAllowed, NotYourStage, ReasonMissing, StaleForm
from zhicheng.setup.demo import cases
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.factories import create_application, create_draft, create_returned, token

DECIDE = {Action.APPROVE, Action.RETURN, Action.REJECT, Action.VOID, Action.MARK_READ, Action.SAVE_OPINION}
# S-03, the longest route: stage → what its clerk may do
ALLOWED = {
	"U": DECIDE,
	"CS": DECIDE,
	"CI": DECIDE,
	"CH": DECIDE,
	"MI": DECIDE,
	"MH": DECIDE,
	"SO": DECIDE,
	"SC": {Action.TALLY, Action.RETURN, Action.MARK_READ, Action.SAVE_OPINION},
	"PH": {Action.APPROVE, Action.RETURN, Action.MARK_READ, Action.SAVE_OPINION},
}
# what each clerk's decision leads to, by the stage it is taken at
BACK = {"U": APPLICANT_STAGE, "CS": "U", "CI": "CS", "CH": "CI", "MI": "CH", "MH": "MI", "SO": "MH", "SC": "SO", "PH": "SC"}
FORWARD = dict(zip(BACK, [*list(BACK)[1:], None]))
CLERK_ACTIONS = {Action.APPROVE, Action.RETURN, Action.REJECT, Action.VOID, Action.TALLY}


class TestActionTable(ZhichengTestCase):
	def test_actions_offered_at_each_stage(self):
		application = create_application()
		for stage, allowed in ALLOWED.items():
			with self.subTest(stage=stage), self.as_user(cases.clerk_of(application)):
				self.assertEqual(applications.case(application).current_stage, stage)
				self.assertEqual(set(progress.allowed_actions(application)), {str(action) for action in allowed})
			cases.approve(application)

	def test_decisions_taken_and_refused_at_each_stage(self):
		application = create_application()
		for stage in ALLOWED:
			for action in sorted(CLERK_ACTIONS, key=str):
				with self.subTest(stage=stage, action=str(action)):
					frappe.db.savepoint("before_action")
					self.check_decision(application, stage, action)
					frappe.db.rollback(save_point="before_action")
			cases.approve(application)

	def check_decision(self, application: str, stage: str, action: Action) -> None:
		if action not in ALLOWED[stage]:
			before = applications.case(application)
			cases.write_opinions(application)
			with self.assertRaises(ActionNotAllowed):
				cases.act(application, action, reason="理由", tally=cases.TALLY)
			self.assertEqual(applications.case(application), before)
			return
		expected = self.expected(stage, action)
		if action in (Action.APPROVE, Action.TALLY):
			cases.approve(application)
		else:
			cases.act(application, action, reason="理由")
		case, task = applications.case(application), applications.open_task(application)
		self.assertEqual((case.current_stage, case.workflow_state), expected)
		self.assertEqual(task.stage if task else None, expected[0])
		self.assertEqual(applications.last_done(application).action, action)

	def expected(self, stage: str, action: Action) -> tuple[str | None, str]:
		if action == Action.VOID:
			return None, State.VOIDED.value
		if action == Action.REJECT:
			return APPLICANT_STAGE, State.RETURNED.value
		target = BACK[stage] if action == Action.RETURN else FORWARD[stage]
		if target is None:
			return None, State.PASSED.value
		if target == APPLICANT_STAGE:
			return target, State.RETURNED.value
		return target, frappe.db.get_value("Approval Stage", target, "stage_name")

	def test_tally_below_two_thirds_ends_as_not_passed(self):
		application = create_application(stage="SC")
		cases.write_opinions(application)

		answer = cases.act(application, Action.TALLY, tally={"members": 25, "present": 21, "yes": 13, "no": 8})

		self.assertEqual(answer["state"], State.FAILED)
		case = applications.case(application)
		self.assertEqual((case.tally_result, case.current_stage), ("未通过", None))
		self.assertIsNone(applications.open_task(application))

	def test_return_from_final_stage_keeps_tally(self):
		application = create_application(stage="PH")
		cases.act(application, Action.RETURN, reason="票数与会议记录不一致，请核对。")

		case = applications.case(application)
		self.assertEqual((case.current_stage, case.tally_entered, case.tally_result), ("SC", 1, "通过"))
		with self.assertRaises(ActionNotAllowed):
			cases.act(application, Action.RETURN, reason="理由")

	def test_a_result_is_offered_for_correction_to_who_enters_it_again_and_to_nobody_else(self):
		application = create_application(stage="SC")
		told = lambda: review.screen(application=application)["tally"]  # noqa: E731
		frappe.set_user(cases.clerk_of(application))
		self.assertIsNone(told())
		cases.approve(application, tally={**cases.TALLY, "defence": "答辩良好", "remark": "第二会场"})
		self.assertIsNone(told())
		cases.act(application, Action.RETURN, reason="票数与会议记录不一致，请核对。")
		self.assertIsNone(told())
		frappe.set_user(cases.clerk_of(application))
		texts = {"date": getdate(nowdate()), "defence": "答辩良好", "remark": "第二会场"}
		self.assertEqual(told(), {**cases.TALLY, **texts})

	def test_tally_entered_again_after_a_return_is_logged(self):
		application = create_application(stage="PH")
		cases.act(application, Action.RETURN, reason="票数与会议记录不一致，请核对。")
		cases.write_opinions(application)
		cases.act(application, Action.TALLY, tally={**cases.TALLY, "yes": 17, "no": 4})

		detail = frappe.db.get_value("Act Log", {"application": application, "act": "更正评审结果"}, "detail")
		self.assertEqual(detail, "原结果 21人参加、赞成18、反对或弃权3：通过；更正为 21人参加、赞成17、反对或弃权4：通过")
		self.assertEqual(applications.case(application).current_stage, "PH")


class TestApplicantActions(ZhichengTestCase):
	def test_draft_never_submitted_offers_submit_and_discard(self):
		application = create_draft()
		with self.as_user("测试甲"):
			self.assertEqual(progress.allowed_actions(application), ["提交", "删除"])
			self.assertEqual(submission.discard(application), {"gone": True})
		self.assertFalse(frappe.db.exists("Title Application", application))
		self.assertFalse(frappe.db.exists("Application Dossier", {"application": application}))

	def test_draft_once_submitted_is_emptied_and_keeps_its_place(self):
		application = create_application()
		with self.as_user("测试甲"):
			self.withdraw(application)
			self.assertEqual(submission.discard(application), {"gone": False})
		case = applications.case(application)
		self.assertEqual(case.workflow_state, State.DRAFT)
		self.assertEqual(dossiers.attachments(application), [])
		# what was submitted stays with its snapshot
		self.assertTrue(dossiers.attachments(application, with_retired=True))
		self.assertEqual([task.action for task in applications.path(application)], ["提交", "撤回", None])

	def test_withdraw_before_first_decision_reopens_the_draft(self):
		application = create_application()
		with self.as_user(cases.clerk_of(application)):
			handover.mark_read(application)
		cases.write_opinions(application)
		with self.as_user("测试甲"):
			answer = self.withdraw(application)
		self.assertEqual((answer["state"], answer["stage"]), (State.DRAFT, APPLICANT_STAGE))
		self.assertEqual(progress.path(application)[1]["role"], "申报人(职称)")
		self.assertFalse(frappe.db.exists("Stage Opinion", {"application": application, "is_draft": 1}))

	def test_withdraw_after_a_decision_is_refused(self):
		application = create_application(stage="CS")
		for stage in ("CS", "U"):
			with self.subTest(stage=stage), self.as_user("测试甲"), self.assertRaises(ActionNotAllowed):
				self.withdraw(application)
			cases.act(application, Action.RETURN, reason="退回")

	def test_returned_offers_withdraw_and_delete_process_only(self):
		application = create_returned()
		with self.as_user("测试甲"):
			self.assertEqual(progress.allowed_actions(application), ["撤回", "删除流程"])
			for call in (submission.submit, ):
				with self.assertRaises(ActionNotAllowed):
					call(application, step=applications.case(application).step, token=token())
			with self.assertRaises(ActionNotAllowed):
				submission.discard(application)

	def test_delete_process_needs_typed_confirmation_and_bans_the_year(self):
		application = create_returned()
		with self.as_user("测试甲"):
			step = applications.case(application).step
			with self.assertRaises(ReasonMissing):
				submission.delete_process(application, step=step, token=token(), confirm="好")
			answer = submission.delete_process(application, step=step, token=token(), confirm="删除流程")
		self.assertEqual(answer["state"], State.DELETED)
		ban = frappe.db.get_value("Application Ban", {"application": application}, ["source", "active"])
		self.assertEqual(ban, ("删除流程", 1))

	def test_others_may_not_use_the_applicants_verbs(self):
		application = create_application()
		step = applications.case(application).step
		for person in ("测试乙", "卫生院经办", "省厅经办"):
			with self.subTest(person=person), self.as_user(person), self.assertRaises(NotYourStage):
				submission.withdraw(application, step=step, token=token())

	def withdraw(self, application: str) -> dict:
		return submission.withdraw(application, step=applications.case(application).step, token=token())


class TestDoublePress(ZhichengTestCase):
	def test_same_token_returns_the_first_answer(self):
		application = create_application()
		cases.write_opinions(application)
		step, press = applications.case(application).step, token()
		with self.as_user("卫生院经办"):
			first = handover.act(application, Action.APPROVE, step=step, token=press)
			second = handover.act(application, Action.APPROVE, step=step, token=press)
		self.assertEqual(second, dict(first, repeated=True))
		self.assertEqual(applications.case(application).step, step + 1)

	def test_same_clerk_on_two_stages_needs_two_presses(self):
		application = create_application(stage="CS")
		cases.write_opinions(application)
		step = applications.case(application).step
		with self.as_user("马市卫健经办"):
			answer = handover.act(application, Action.APPROVE, step=step, token=token())
			with self.assertRaises(StaleForm):
				handover.act(application, Action.APPROVE, step=step, token=token())
		self.assertEqual((answer["stage"], answer["unit_name"]), ("CI", "马尔康市卫健委（测试）"))
		self.assertEqual(applications.case(application).current_stage, "CI")

	def test_stale_form_says_who_was_faster(self):
		application = create_application()
		step = applications.case(application).step
		cases.approve(application)
		with self.as_user("卫生院经办"), self.assertRaisesRegex(StaleForm, "您已于.*办理过“同意通过”"):
			handover.act(application, Action.APPROVE, step=step, token=token())
		with self.as_user("测试甲"), self.assertRaisesRegex(StaleForm, "已由卫生院经办于.*办理“同意通过”"):
			submission.withdraw(application, step=step, token=token())
