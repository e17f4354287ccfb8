"""What bad input gets: a clear Chinese sentence, and nothing lost or half done (issue, part 4)."""

from unittest.mock import patch

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, now_datetime, nowdate

from zhicheng.constants import Action, State
from zhicheng.domain.approval import handover, notices, opinion, submission
from zhicheng.domain.queries import applications
from zhicheng.exceptions import (
	ActionNotAllowed,
	DossierIncomplete,
	NotEligible,
	NoticeClosed,
	NotYourStage,
	OpinionMissing,
	OwnCase,
	PlaceTaken,
	ReasonMissing,
	StateChangeRefused,
	TallyInvalid,
)
from zhicheng.setup.demo import cases, dossiers, world
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.factories import (
	FARMING,
	HEALTH,
	create_application,
	create_draft,
	create_notice,
	create_returned,
	notice_of,
	token,
	user,
)

OPINION = {"opinion": "同意。", "leader_name": "测试负责人", "approved_on": nowdate()}
GOOD = {"members": 25, "present": 21, "yes": 18, "no": 3}


class TestStart(ZhichengTestCase):
	def test_closed_notices_say_when(self):
		now = now_datetime()
		for values, sentence in (
			({"status": "草稿"}, "尚未发布"),
			({"apply_from": add_days(now, 3)}, "从.*开始申报"),
			({"apply_to": add_days(now, -1)}, "已于.*截止申报"),
		):
			with self.subTest(**values):
				notice = create_notice(**values)
				with self.as_user("测试甲"), self.assertRaisesRegex(NoticeClosed, sentence):
					submission.start(notice)

	def test_notice_outside_category_or_region_is_refused(self):
		for values, sentence in (
			({"eligible_categories": [{"unit_category": "CENTRAL"}]}, "隶属关系“县\\(区\\)部门所属单位”不在"),
			({"eligible_region": "510600"}, "所属行政区域不在"),
		):
			with self.subTest(**values):
				notice = create_notice(**values)
				with self.as_user("测试甲"), self.assertRaisesRegex(NotEligible, sentence):
					submission.start(notice)

	def test_offered_notices_open_ones_first_with_the_reason(self):
		closed = create_notice(apply_to=add_days(now_datetime(), -1))
		with self.as_user("测试甲"):
			rows = notices.offered("高级")
			found = notices.offered("高级", search="农业技术")
		flags = [row.open for row in rows]
		self.assertEqual(flags, sorted(flags, reverse=True))
		self.assertIn("截止申报", next(row.why_not for row in rows if row.name == closed))
		self.assertEqual({row.series for row in found}, {FARMING})

	def test_second_application_of_level_and_year_is_refused(self):
		create_application()
		with self.as_user("测试甲"):
			with self.assertRaisesRegex(PlaceTaken, "已有一份高级职称申报（ZC.*）"):
				submission.start(notice_of(FARMING, "高级"))
			self.assertTrue(submission.start(notice_of(HEALTH, "中级")))

	def test_two_starts_at_once_are_told_apart_by_the_unique_place(self):
		notice = notice_of(HEALTH, "高级")
		with self.as_user("测试甲"):
			submission.start(notice)
			with patch("zhicheng.domain.approval.places.require_free"), self.assertRaisesRegex(PlaceTaken, "已在这个年度"):
				submission.start(notice)

	def test_clerks_without_the_applicants_role_are_refused(self):
		notice = notice_of(HEALTH, "高级")
		with self.as_user("卫生院经办"), self.assertRaises(NotEligible):
			submission.start(notice)


class TestSubmit(ZhichengTestCase):
	def test_incomplete_dossier_names_section_and_field(self):
		with self.as_user("测试甲"):
			application = submission.start(notice_of(HEALTH, "高级"))
			dossiers.fill(application, skip=("education", "integrity_pledge"))
			with self.assertRaises(DossierIncomplete) as refusal:
				submission.submit(application, step=0, token=token())
		sections = {item["section_title"] for item in refusal.exception.missing}
		self.assertEqual(sections, {"诚信承诺", "教育经历"})
		self.assertEqual(applications.case(application).workflow_state, State.DRAFT)
		self.assertFalse(frappe.db.exists("Approval Task", {"application": application}))

	def test_draft_moved_to_another_unit_goes_there_with_its_papers(self):
		application = create_draft()
		frappe.db.set_value("Unit Member", {"user": user("测试甲")}, "unit", world.unit("MEK-SOE"))
		with self.as_user("测试甲"):
			answer = submission.submit(application, step=0, token=token())
		self.assertEqual(answer["unit_name"], "马尔康市示范水务有限公司（测试）")
		dossier = frappe.db.get_value("Application Dossier", {"application": application}, ["unit", "unit_category"])
		self.assertEqual(dossier, (world.unit("MEK-SOE"), "CNTY_SOE"))
		content = frappe.db.get_value("Dossier Snapshot", {"application": application}, "content")
		self.assertIn("马尔康市示范水务有限公司（测试）", content)

	def test_strangers_are_not_told_how_a_case_stands(self):
		application = create_application()
		for verb in (submission.submit, submission.withdraw):
			with self.as_user("测试丙"), self.assertRaisesRegex(NotYourStage, "这不是您的申报"):
				verb(application, step=99, token=token())

	def test_submission_after_the_deadline_is_refused(self):
		application = create_draft()
		notice = applications.case(application).notice
		frappe.db.set_value("Evaluation Notice", notice, "apply_to", add_days(now_datetime(), -1))
		with self.as_user("测试甲"), self.assertRaises(NoticeClosed):
			submission.submit(application, step=0, token=token())

	def test_resubmission_has_its_own_deadline(self):
		application = create_returned()
		notice = applications.case(application).notice
		frappe.db.set_value("Evaluation Notice", notice, "apply_to", add_days(now_datetime(), -2))
		with self.as_user("测试甲"):
			submission.withdraw(application, step=self.step(application), token=token())
			frappe.db.set_value("Evaluation Notice", notice, "resubmit_deadline", add_days(now_datetime(), -1))
			with self.assertRaisesRegex(NoticeClosed, "再次提交的时间已于"):
				submission.submit(application, step=self.step(application), token=token())
			frappe.db.set_value("Evaluation Notice", notice, "resubmit_deadline", add_days(now_datetime(), 1))
			self.assertEqual(
				submission.submit(application, step=self.step(application), token=token())["stage"], "U"
			)

	def test_submit_twice_with_one_press_makes_one_case(self):
		application = create_draft()
		press = token()
		with self.as_user("测试甲"):
			first = submission.submit(application, step=0, token=press)
			second = submission.submit(application, step=0, token=press)
		self.assertEqual(second, dict(first, repeated=True))
		self.assertEqual(len(applications.path(application)), 2)

	def step(self, application: str) -> int:
		return applications.case(application).step


class TestDecide(ZhichengTestCase):
	def test_missing_opinions_are_named(self):
		application = create_application()
		for values, sentence in (
			({}, "请先填写“年度及任职期满考核结果”"),
			({"U1": OPINION}, "请先填写“基层单位意见”"),
			({"U1": dict(OPINION, leader_name="")}, "“年度及任职期满考核结果”缺少负责人签字"),
			({"U1": dict(OPINION, approved_on="")}, "缺少审批日期"),
			({"U1": dict(OPINION, approved_on=add_days(nowdate(), 1))}, "审批日期不能晚于今天"),
		):
			with self.subTest(sentence=sentence), self.as_user("卫生院经办"):
				if values:
					opinion.save(application, values)
				with self.assertRaisesRegex(OpinionMissing, sentence):
					self.act(application, Action.APPROVE)
		self.assertEqual(applications.case(application).current_stage, "U")

	def test_public_notice_is_checked_as_the_setting_says(self):
		application = create_application()
		short = {"notice_from": add_days(nowdate(), -2), "notice_to": nowdate(), "notice_result": "无异议"}
		with self.as_user("卫生院经办"):
			opinion.save(application, {"U1": OPINION, "U2": {**OPINION, **short}})
			with self.setting(public_notice_check="阻止"), self.assertRaisesRegex(OpinionMissing, "规定不少于5个工作日"):
				self.act(application, Action.APPROVE)
			self.assertEqual(self.act(application, Action.APPROVE)["stage"], "CS")

	def test_impossible_values_of_an_opinion_are_refused_by_name(self):
		application = create_application()
		for values, sentence in (
			({"approved_on": "2026-02-31"}, "“审批日期”不是有效的日期"),
			({"approved_on": "随便"}, "“审批日期”不是有效的日期"),
			({"leader_name": "甲" * 61}, "“负责人签字”有61字，最多60字"),
			({"opinion": ["同意"]}, "“审批意见”须是文字"),
		):
			with self.subTest(**values), self.as_user("卫生院经办"), self.assertRaisesRegex(OpinionMissing, sentence):
				opinion.save(application, {"U1": {**OPINION, **values}})
		for values in ("同意", ["同意"], {"U1": "同意"}):
			with self.subTest(values=values), self.as_user("卫生院经办"), self.assertRaisesRegex(OpinionMissing, "无法识别"):
				opinion.save(application, values)
		self.assertFalse(frappe.db.exists("Stage Opinion", {"application": application}))

	def test_unknown_box_is_refused(self):
		application = create_application()
		with self.as_user("卫生院经办"), self.assertRaisesRegex(OpinionMissing, "没有意见栏“PH1”"):
			opinion.save(application, {"PH1": OPINION})

	def test_reasons_are_demanded(self):
		application = create_application()
		for action in (Action.RETURN, Action.REJECT, Action.VOID):
			with self.subTest(action=str(action)), self.as_user("卫生院经办"), self.assertRaises(ReasonMissing):
				self.act(application, action, reason=" ")

	def test_others_may_not_decide_save_or_mark(self):
		application = create_application()
		for person in ("马市卫健经办", "海风经办", "省厅经办", "测试乙", "Administrator"):
			with self.subTest(person=person), self.as_user(person):
				with self.assertRaises(NotYourStage):
					self.act(application, Action.APPROVE)
				with self.assertRaises(NotYourStage):
					opinion.save(application, {"U1": OPINION})
				with self.assertRaises(NotYourStage):
					handover.mark_read(application)

	def test_own_application_is_refused(self):
		application = create_application(person="测试丁")
		with self.as_user("测试丁"), self.assertRaises(OwnCase):
			self.act(application, Action.APPROVE)

	def test_disabled_clerk_may_not_decide(self):
		application = create_application()
		frappe.db.set_value("Unit Member", {"user": user("卫生院经办")}, "status", "停用")
		with self.as_user("卫生院经办"), self.assertRaises(NotYourStage):
			self.act(application, Action.APPROVE)

	def test_unknown_action_is_refused(self):
		application = create_application()
		for action in ("提交", "撤回", "删除流程", "撤销作废", "随便"):
			with self.subTest(action=action), self.as_user("卫生院经办"), self.assertRaises(ActionNotAllowed):
				self.act(application, action, reason="理由")

	def test_faulty_tallies_are_refused(self):
		application = create_application(stage="SC")
		cases.write_opinions(application)
		for tally, sentence in (
			(None, "请填写委员总人数"),
			({**GOOD, "yes": "很多"}, "请填写赞成票数，须是0到9999的整数"),
			({**GOOD, "present": 26}, "不能多于委员总人数25"),
			({**GOOD, "present": 16, "yes": 13}, "25人中至少17人"),
			({**GOOD, "no": 4}, "应等于参加人数21"),
			({**GOOD, "members": 0}, "委员总人数不能为0"),
			({**GOOD, "date": add_days(nowdate(), 1)}, "评审日期不能晚于今天"),
			({**GOOD, "date": "2026-02-31"}, "“评审日期”不是有效的日期"),
			({**GOOD, "date": "1993-01-01"}, "评审日期不能早于申报提交的日期"),
			({**GOOD, "members": "99999999999"}, "须是0到9999的整数"),
			({**GOOD, "remark": "长" * 1001}, "“备注”有1001字"),
			("通过", "无法识别"),
		):
			with self.subTest(sentence=sentence), self.assertRaisesRegex(TallyInvalid, sentence):
				cases.act(application, Action.TALLY, tally=tally)
		self.assertEqual(applications.case(application).current_stage, "SC")

	def test_final_approval_needs_number_and_date(self):
		application = create_application(stage="PH")
		cases.write_opinions(application)
		for final, sentence in (
			(None, "请填写批准文号"),
			({"result_doc_no": "1号"}, "请填写批准日期"),
			({"result_doc_no": "1号", "result_date": add_days(nowdate(), 1)}, "批准日期不能晚于今天"),
			({"result_doc_no": "1号", "result_date": "1800-01-01"}, "“批准日期”不是有效的日期"),
			({"result_doc_no": "1号", "result_date": "2000-01-01"}, "批准日期不能早于申报提交的日期"),
			({"result_doc_no": "1号", "result_date": nowdate(), "qualified_on": "2190-01-01"}, "资格取得时间不能晚于今天"),
			({"result_doc_no": "长" * 141, "result_date": nowdate()}, "“批准文号”有141字"),
		):
			with self.subTest(sentence=sentence), self.assertRaisesRegex(TallyInvalid, sentence):
				cases.act(application, Action.APPROVE, final=final)

	def test_case_that_is_gone_is_said(self):
		with self.as_user("卫生院经办"), self.assertRaisesRegex(ActionNotAllowed, "已不存在"):
			handover.act("nowhere", Action.APPROVE, step=0, token=token())

	def act(self, application: str, action: str, **kwargs) -> dict:
		step = applications.case(application).step
		return handover.act(application, action, step=step, token=token(), **kwargs)


class TestStateByPlainSave(ZhichengTestCase):
	def test_save_delete_and_stock_workflow_do_not_reach_the_state(self):
		application = create_application()
		before = applications.case(application)
		doc = frappe.get_doc("Title Application", application)
		doc.workflow_state = State.PASSED.value
		with self.assertRaises(StateChangeRefused):
			doc.save()
		with self.assertRaises(StateChangeRefused):
			frappe.delete_doc("Title Application", application)
		with self.as_user("卫生院经办"):
			frappe.db.set_value("Title Application", application, "next_stage", "CS", update_modified=False)
			with self.assertRaises((StateChangeRefused, frappe.PermissionError)):
				apply_workflow(frappe.get_doc("Title Application", application), "同意通过")
		self.assertEqual(applications.case(application), before)

	def test_rows_of_the_path_are_not_edited_or_deleted(self):
		application = create_application()
		task = frappe.get_doc("Approval Task", applications.open_task(application).name)
		task.unit = world.unit("AB-HOSP")
		with self.assertRaises(StateChangeRefused):
			task.save()
		with self.assertRaises(StateChangeRefused):
			task.delete()
