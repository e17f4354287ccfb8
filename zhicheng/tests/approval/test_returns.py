"""Ways back and ends: 返回修改 step by step, 拒绝, 流程作废 with undo, bans, resubmission (domain 5.3, 5.6)."""

import frappe
from frappe.utils import add_to_date, now_datetime

from zhicheng.constants import APPLICANT_STAGE, Action, State
from zhicheng.domain.approval import bans, handover, opinion, progress, submission
from zhicheng.domain.people import members
from zhicheng.domain.queries import applications
from zhicheng.exceptions import ActionNotAllowed, NotYourStage, YearBanned
from zhicheng.setup.demo import cases, dossiers, world
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.factories import FARMING, HEALTH, create_application, create_notice, notice_of, token


class TestReturns(ZhichengTestCase):
	def test_n_returns_then_n_approvals_pass_the_same_units(self):
		application = create_application(stage="MH")
		forth = [(row.stage, row.unit) for row in applications.path(application)][1:]
		for _ in forth:
			cases.act(application, Action.RETURN, reason="请逐级核对。")
		self.assertEqual(applications.case(application).workflow_state, State.RETURNED)
		back = [(row.stage, row.unit) for row in applications.path(application)][len(forth) + 1 : -1]
		self.assertEqual(back, forth[-2::-1])

		self.resubmit(application, "测试甲")
		while applications.case(application).current_stage != "MH":
			cases.approve(application)
		again = [(row.stage, row.unit) for row in applications.path(application)][-len(forth) :]
		self.assertEqual(again, forth)

	def test_return_and_approve_alternately_keeps_one_open_row(self):
		application = create_application(stage="CH")
		for action in (Action.RETURN, Action.RETURN, None, Action.RETURN, None, None, None):
			if action:
				cases.act(application, action, reason="退回核对")
			else:
				cases.approve(application)
			open_rows = frappe.get_all("Approval Task", filters={"application": application, "status": "待处理"})
			self.assertEqual(len(open_rows), 1)
		self.assertEqual(applications.case(application).current_stage, "MI")

	def test_opinion_before_the_return_is_offered_again(self):
		application = create_application(stage="CI")
		cases.act(application, Action.RETURN, reason="意见请写具体。")
		with self.as_user(cases.clerk_of(application)):
			boxes = opinion.boxes(application)
		self.assertEqual([box["opinion"] for box in boxes], [cases.DEFAULT_OPINION])
		cases.approve(application)
		current = opinion.current(application, 1)
		self.assertEqual([row.box_code for row in current], ["U1", "U2", "CS1"])
		self.assertEqual(len(opinion.history(application)), 4)

	def test_opinions_walked_back_are_no_longer_in_force(self):
		application = create_application(stage="MI")
		for _ in range(3):
			cases.act(application, Action.RETURN, reason="请逐级核对。")
		self.assertEqual(applications.case(application).current_stage, "CS")
		self.assertEqual([row.box_code for row in opinion.current(application, 1)], ["U1", "U2"])
		self.assertEqual(len(opinion.history(application)), 5)

	def test_print_lock_follows_where_the_case_stands(self):
		application = create_application(stage="SC")
		self.assertEqual(applications.case(application).print_unlocked, 1)
		cases.act(application, Action.RETURN, reason="请核对资格。")
		self.assertEqual(applications.case(application).print_unlocked, 0)
		cases.approve(application)
		cases.act(application, Action.RETURN, reason="请核对资格。")
		cases.act(application, Action.REJECT, reason="请补充证书。")
		with self.as_user("测试甲"):
			submission.withdraw(application, step=applications.case(application).step, token=token())
		case = applications.case(application)
		self.assertEqual((case.workflow_state, case.print_unlocked), (State.DRAFT, 0))

	def test_reject_goes_to_the_applicant_and_the_whole_route_again(self):
		application = create_application(stage="MI")
		answer = cases.act(application, Action.REJECT, reason="信息有误")
		self.assertEqual((answer["state"], answer["stage"]), (State.RETURNED, APPLICANT_STAGE))

		answer = self.resubmit(application, "测试甲")
		case = applications.case(application)
		self.assertEqual((answer["stage"], case.round_no), ("U", 2))
		self.assertEqual(opinion.current(application, 2), [])
		self.assertEqual(frappe.db.count("Dossier Snapshot", {"application": application}), 2)

	def test_resubmission_straight_to_the_returning_stage_by_setting(self):
		application = create_application(stage="CI")
		cases.act(application, Action.REJECT, reason="请补一份证书")
		with self.setting(resubmit_to_returning_stage=1):
			answer = self.resubmit(application, "测试甲")
		self.assertEqual((answer["stage"], answer["unit_name"]), ("CI", "马尔康市卫健委（测试）"))
		self.assertEqual([row.box_code for row in opinion.current(application, 2)], ["U1", "U2", "CS1"])

	def test_chart_after_a_return_shows_only_what_holds(self):
		application = create_application(stage="CH")
		cases.act(application, Action.RETURN, reason="退回核对")
		states = {node["stage"]: node["state"] for node in progress.chart(application)["nodes"]}
		self.assertEqual(
			states,
			{"A": "done", "U": "done", "CS": "done", "CI": "current", "CH": "future", "MI": "future", "MH": "future",
			"SO": "future", "SC": "future", "PH": "future"},
		)  # fmt: skip

	def resubmit(self, application: str, person: str) -> dict:
		with self.as_user(person):
			submission.withdraw(application, step=applications.case(application).step, token=token())
			return submission.submit(application, step=applications.case(application).step, token=token())


class TestVoid(ZhichengTestCase):
	def test_void_bars_every_level_of_the_year(self):
		application = create_application(stage="CI")
		cases.act(application, Action.VOID, reason="材料不实")
		for level in ("高级", "中级", "初级"):
			with self.subTest(level=level), self.as_user("测试甲"), self.assertRaisesRegex(YearBanned, "材料不实"):
				submission.start(notice_of(HEALTH, level))

	def test_void_bars_nobody_where_the_setting_is_off(self):
		application = create_application()
		with self.setting(ban_on_void=0):
			cases.act(application, Action.VOID, reason="重复申报")
		self.assertFalse(frappe.db.exists("Application Ban", {"application": application}))

	def test_undo_by_another_holder_of_the_role_in_the_unit(self):
		colleague = members.create_member(
			world.unit("MEK-HEALTH"), "测试同事", "510000199001010376", ["县(区)部门经办人员(职称)"], mobile="13000000999"
		)
		application = create_application(stage="CI")
		with self.as_user("马市卫健经办"):
			handover.act(application, Action.VOID, step=self.step(application), token=token(), reason="材料不实")
		with self.as_user(colleague.user):
			answer = handover.undo_void(application, step=self.step(application), token=token(), reason="核实有误")
		self.assertEqual(answer["stage"], "CI")

	def test_void_does_not_bar_another_year(self):
		application = create_application()
		cases.act(application, Action.VOID, reason="材料不实")
		other = create_notice(year=now_datetime().year - 2)
		with self.as_user("测试甲"):
			self.assertTrue(submission.start(other))

	def test_void_of_a_draft_in_another_level_locks_its_submission(self):
		with self.as_user("测试甲"):
			draft = submission.start(notice_of(HEALTH, "中级"))
			dossiers.fill(draft)
		application = create_application()
		cases.act(application, Action.VOID, reason="材料不实")
		with self.as_user("测试甲"), self.assertRaises(YearBanned):
			submission.submit(draft, step=0, token=token())

	def test_undo_by_hr_above_reopens_the_same_stage_and_lifts_the_ban(self):
		application = create_application(stage="CI")
		cases.write_opinions(application)
		cases.act(application, Action.VOID, reason="误认材料不实")
		id_hash, year = applications.case(application).id_hash, applications.case(application).declare_year
		with self.as_user("马市人社经办"):
			self.assertEqual(progress.allowed_actions(application), ["撤销作废"])
			answer = handover.undo_void(application, step=self.step(application), token=token(), reason="核实有误")
		self.assertEqual((answer["stage"], answer["unit_name"]), ("CI", "马尔康市卫健委（测试）"))
		self.assertIsNone(bans.active(id_hash, year))
		with self.as_user("马市卫健经办"):
			self.assertEqual([box["opinion"] for box in opinion.boxes(application)], [cases.DEFAULT_OPINION])
		cases.approve(application)
		self.assertEqual(applications.case(application).current_stage, "CH")

	def test_undo_is_refused_to_those_not_named(self):
		application = create_application(stage="CI")
		cases.act(application, Action.VOID, reason="材料不实")
		# the one who voided it, the applicant, a unit below, a bureau of another branch, a department above
		for person in ("马市卫健经办", "测试甲", "卫生院经办", "德阳人社经办", "州卫健经办"):
			with self.subTest(person=person), self.as_user(person), self.assertRaises(NotYourStage):
				handover.undo_void(application, step=self.step(application), token=token(), reason="撤销")

	def test_undo_after_its_time_is_refused(self):
		application = create_application(stage="CI")
		cases.act(application, Action.VOID, reason="材料不实")
		row = applications.last_done(application)
		frappe.db.set_value("Approval Task", row.name, "decided_on", add_to_date(now_datetime(), hours=-25))
		with self.as_user("马市人社经办"), self.assertRaises(ActionNotAllowed):
			handover.undo_void(application, step=self.step(application), token=token(), reason="撤销")

	def test_undo_is_off_when_the_setting_is_zero(self):
		application = create_application(stage="CI")
		cases.act(application, Action.VOID, reason="材料不实")
		row = applications.last_done(application)
		frappe.db.set_value("Approval Task", row.name, "decided_on", add_to_date(now_datetime(), seconds=-1))
		with self.setting(void_undo_hours=0), self.as_user("马市人社经办"), self.assertRaises(ActionNotAllowed):
			handover.undo_void(application, step=self.step(application), token=token(), reason="撤销")

	def step(self, application: str) -> int:
		return applications.case(application).step


class TestReplay(ZhichengTestCase):
	def test_path_replayed_gives_state_queue_and_one_open_row(self):
		for person, series, acts in (
			("测试甲", HEALTH, (None, None, Action.RETURN, None, Action.REJECT)),
			("测试癸", FARMING, (None, None, Action.VOID)),
			("测试寅", FARMING, (None, None, None, None)),
		):
			with self.subTest(person=person):
				application = create_application(person=person, series=series)
				self.check(application)
				for action in acts:
					if action:
						cases.act(application, action, reason="理由")
					else:
						cases.approve(application)
					self.check(application)

	def check(self, application: str) -> None:
		case, rows = applications.case(application), applications.path(application)
		self.assertEqual([row.seq for row in rows], list(range(1, len(rows) + 1)))
		last = [row for row in rows if row.status == "已处理"][-1]
		state = State.__members__.get(last.next_stage)
		expected = state.value if state else frappe.db.get_value("Approval Stage", last.next_stage, "stage_name")
		self.assertEqual(case.workflow_state, expected)
		open_rows = [row for row in rows if row.status == "待处理"]
		self.assertEqual([row.stage for row in open_rows], [case.current_stage] if case.current_stage else [])
		queued = frappe.get_all("Pending Queue", filters={"application": application}, pluck="queue_unit")
		waits = bool(open_rows) and open_rows[0].stage != APPLICANT_STAGE
		above = frappe.db.get_value("Unit", open_rows[0].unit, ["lft", "rgt"]) if waits else None
		ancestors = frappe.get_all("Unit", {"lft": ["<=", above[0]], "rgt": [">=", above[1]]}, pluck="name") if above else []
		self.assertEqual(sorted(queued), sorted(ancestors))
