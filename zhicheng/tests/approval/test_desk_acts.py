"""The desk's other verbs: substitute, 转办, 延期, 催办, 撤回同意, two stages at once, the soft claim."""

import frappe
from frappe.utils import add_days, add_to_date, now_datetime, nowdate

from zhicheng.api import desk_work, presence, review
from zhicheng.api import substitutes as doors
from zhicheng.constants import Action
from zhicheng.domain.approval import claims, deadlines, handover, opinion, recall, reminders, substitutes
from zhicheng.domain.people import members
from zhicheng.domain.queries import applications
from zhicheng.exceptions import (
	ActionNotAllowed,
	AlreadyReminded,
	DeadlinePassed,
	NotYourStage,
	ReasonMissing,
	StaleForm,
	SubstituteInvalid,
)
from zhicheng.setup.demo import cases
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.factories import create_application, token, user

CLERK, UPPER, BUREAU, APPLICANT = "卫生院经办", "马市卫健经办", "马市人社经办", "测试甲"
TODAY = r"今天 \d\d:\d\d 已催办“马尔康镇卫生院（测试）”，.*明天"
SMALL_UNIT_ROLE = "县(区)部门所属单位经办人员(职称)"
UNIT_ASKED = "将提醒“马尔康镇卫生院（测试）”办理“所在单位审核”的经办人员"
OTHER_ROLE = "县(区)部门经办人员(职称)"


class DeskTestCase(ZhichengTestCase):
	"""One submitted case per class; each test goes back to it."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.db.savepoint("before_class")
		cls.application = create_application(person=APPLICANT, stage="U")
		cls.colleague = members.create_member(
			members.member_of(user(CLERK)).unit, "测试同事", "510000199003079019", [SMALL_UNIT_ROLE]
		).user
		cls.addClassCleanup(frappe.db.rollback, save_point="before_class")

	def step(self) -> int:
		return applications.case(self.application).step

	def task(self) -> dict:
		return applications.open_task(self.application)

	def approve(self, person: str, **values) -> dict:
		with self.as_user(person):
			opinion.save(self.application, cases.opinions_for(opinion.boxes(self.application)))
			return handover.act(self.application, Action.APPROVE, step=self.step(), token=token(), **values)


class TestSubstitutes(DeskTestCase):
	def test_substitute_acts_for_his_days_and_every_record_says_so(self):
		self.approve(CLERK)
		office = ["初评办经办人员(职称)"]
		deputy = members.create_member(members.member_of(user(UPPER)).unit, "测试代办", "510000199103079024", office).user
		with self.as_user(deputy):
			with self.assertRaises(frappe.PermissionError):
				review.screen(application=self.application)
			with self.assertRaises(NotYourStage):
				handover.mark_read(self.application)
		with self.as_user(UPPER):
			substitutes.enter(substitute=deputy, from_date=nowdate(), to_date=add_days(nowdate(), 5), reason="出差")
		with self.as_user(deputy):
			self.assertEqual(review.screen(application=self.application)["desk"]["deputy_for_name"], UPPER)

		answer = self.approve(deputy)

		self.assertEqual(answer["stage"], "CI")
		done = applications.last_done(self.application)
		self.assertEqual((done.decided_by, done.decided_by_name), (deputy, f"{UPPER}（由测试代办代）"))
		self.assertEqual(done.role_used, "县(区)部门经办人员(职称)")
		self.assertEqual(opinion.history(self.application)[-1].recorded_by_name, f"{UPPER}（由测试代办代）")

	def test_substitute_sees_what_he_stands_in_for_and_nothing_after_the_end(self):
		with self.as_user(CLERK):
			entered = substitutes.enter(substitute=self.colleague, from_date=nowdate(), to_date=nowdate())
		with self.as_user(self.colleague):
			self.assertEqual([row.absent_name for row in substitutes.active_for(self.colleague)], [CLERK])
			doors.end(name=entered["name"])
			self.assertEqual(substitutes.active_for(self.colleague), [])

	def test_nobody_gives_himself_a_colleagues_roles(self):
		days = {"from_date": nowdate(), "to_date": nowdate()}
		third = members.create_member(
			members.member_of(user(CLERK)).unit, "测试第三人", "510000199103079024", [SMALL_UNIT_ROLE]
		).user
		for person in (self.colleague, third):
			with self.subTest(person), self.as_user(person), self.assertRaisesRegex(SubstituteInvalid, "本人登记"):
				substitutes.enter(absent=user(CLERK), substitute=self.colleague, **days)
		with self.as_user("德阳人社经办"), self.assertRaises(SubstituteInvalid):
			substitutes.enter(absent=user(CLERK), substitute=self.colleague, **days)
		for number, person in enumerate((UPPER, "Administrator")):
			day = {key: add_days(nowdate(), number) for key in days}
			with self.subTest(person), self.as_user(person):
				entered = substitutes.enter(absent=user(CLERK), substitute=self.colleague, **day)
				row = frappe.get_doc(substitutes.DOCTYPE, entered["name"])
				self.assertEqual(row.unit, members.member_of(user(CLERK)).unit)
				self.assertTrue(row.entered_by_name)

	def test_unit_above_registers_for_its_subtree_and_for_nobody_else(self):
		unit, foreign = (members.member_of(user(person)).unit for person in (CLERK, "德阳人社经办"))
		days = {"from_date": nowdate(), "to_date": nowdate()}
		for person in (UPPER, BUREAU, "Administrator"):
			with self.subTest(person), self.as_user(person):
				told = doors.registered(unit=unit)
				self.assertEqual({row["user"] for row in told["clerks"]}, {user(CLERK), self.colleague})
				entered = doors.enter(absent=user(CLERK), substitute=self.colleague, reason="病假", **days)
				self.assertIn(entered["name"], [row.name for row in doors.registered(unit=unit)["rows"]])
				self.assertTrue(doors.registered()["oversees"])
				doors.end(name=entered["name"])
				self.assertEqual(doors.registered(unit=unit)["rows"], [])
		with self.as_user(UPPER):
			entered = doors.enter(absent=user(CLERK), substitute=self.colleague, **days)
		for person, reach in ((UPPER, foreign), ("德阳人社经办", unit), (CLERK, foreign), (APPLICANT, unit)):
			with self.subTest(person), self.as_user(person), self.assertRaises(NotYourStage):
				doors.registered(unit=reach)
		for person, refusal in (("德阳人社经办", SubstituteInvalid), ("州医院经办", SubstituteInvalid), (APPLICANT, NotYourStage)):
			with self.subTest(person), self.as_user(person), self.assertRaises(refusal):
				doors.end(name=entered["name"])
		with self.as_user(CLERK):
			self.assertFalse(doors.registered()["oversees"])
			doors.end(name=entered["name"])

	def test_wrong_registrations_are_refused(self):
		foreign, today = user(UPPER), nowdate()
		table = (
			({"substitute": foreign, "from_date": today, "to_date": today}, "本单位"),
			({"substitute": user(CLERK), "from_date": today, "to_date": today}, "本人"),
			({"substitute": self.colleague, "from_date": today, "to_date": add_days(today, -1)}, "结束日期"),
			({"substitute": self.colleague, "from_date": add_days(today, -9), "to_date": add_days(today, -8)}, "已过去"),
		)
		with self.as_user(CLERK):
			for values, said in table:
				with self.subTest(said), self.assertRaisesRegex(SubstituteInvalid, said):
					substitutes.enter(**values)
		with self.as_user(APPLICANT), self.assertRaises(NotYourStage):
			doors.registered()


class TestHandingOver(DeskTestCase):
	def test_handed_row_is_the_colleagues_until_it_is_handed_back(self):
		with self.as_user(CLERK):
			self.assertEqual([row["user"] for row in desk_work.colleagues(application=self.application)], [self.colleague])
			desk_work.hand_over(application=self.application, step=self.step(), to=self.colleague, note="请核对公示")
			with self.assertRaisesRegex(NotYourStage, "转给测试同事"):
				handover.act(self.application, Action.RETURN, step=self.step(), token=token(), reason="x")
			self.assertIn("转办", review.screen(application=self.application)["desk"]["may"])
			desk_work.hand_over(application=self.application, step=self.step(), to=user(CLERK))
		self.assertEqual(self.approve(CLERK)["stage"], "CS")

	def test_only_a_holder_of_the_role_gets_it(self):
		with self.as_user(CLERK):
			for wrong in (user(UPPER), user(APPLICANT), "nobody"):
				with self.subTest(wrong), self.assertRaises(ActionNotAllowed):
					desk_work.hand_over(application=self.application, step=self.step(), to=wrong)
		with self.as_user(UPPER), self.assertRaises(NotYourStage):
			desk_work.hand_over(application=self.application, step=self.step(), to=user(UPPER))

	def test_a_window_opened_at_an_earlier_stage_moves_nothing(self):
		step = self.step()
		self.approve(CLERK)
		deadline = add_to_date(now_datetime(), hours=1)
		frappe.db.set_value("Approval Task", self.task().name, "deadline", deadline)
		before = dict(self.task())
		for person, act, values in (
			(UPPER, desk_work.hand_over, {"to": self.colleague}),
			(BUREAU, desk_work.extend, {"until": add_days(nowdate(), 3), "reason": "公示时间不足"}),
		):
			with self.subTest(act=act.__name__), self.as_user(person), self.assertRaisesRegex(StaleForm, CLERK):
				act(application=self.application, step=step, **values)
		self.assertEqual(dict(self.task()), before)

	def test_colleague_who_lost_the_role_blocks_nobody(self):
		with self.as_user(CLERK):
			desk_work.hand_over(application=self.application, step=self.step(), to=self.colleague)
		frappe.db.set_value("Unit Member", {"user": self.colleague}, "status", "停用")
		members.forget()
		self.assertEqual(self.approve(CLERK)["stage"], "CS")


class TestDeadlines(DeskTestCase):
	def setUp(self):
		super().setUp()
		frappe.db.set_value("Approval Task", self.task().name, "deadline", add_to_date(now_datetime(), hours=-1))

	def test_after_the_deadline_only_an_extension_helps_and_the_path_shows_it(self):
		with self.as_user(CLERK):
			opinion.save(self.application, cases.opinions_for(opinion.boxes(self.application)))
			for action in (Action.APPROVE, Action.RETURN, Action.REJECT, Action.VOID):
				with self.subTest(action), self.assertRaises(DeadlinePassed):
					handover.act(self.application, action, step=self.step(), token=token(), reason="x")
			self.assertTrue(review.screen(application=self.application)["desk"]["is_over"])
		with self.as_user(BUREAU):
			self.assertIn("延期", review.screen(application=self.application)["desk"]["may"])
			desk_work.extend(application=self.application, step=self.step(), until=add_days(nowdate(), 3), reason="公示时间不足")

		self.assertEqual(self.approve(CLERK)["stage"], "CS")
		with self.as_user(CLERK):
			(row,) = review.path(application=self.application)["extensions"]
		self.assertEqual((row.reason, row.granted_by_name), ("公示时间不足", BUREAU))

	def test_who_may_extend_and_how(self):
		later = add_days(nowdate(), 3)
		for person in (CLERK, UPPER):
			with self.subTest(person), self.as_user(person), self.assertRaises(NotYourStage):
				deadlines.extend(self.application, step=self.step(), until=later, reason="x")
		with self.as_user(BUREAU):
			with self.assertRaises(ReasonMissing):
				deadlines.extend(self.application, step=self.step(), until=later, reason=" ")
			with self.assertRaises(ActionNotAllowed):
				deadlines.extend(self.application, step=self.step(), until=add_days(nowdate(), -1), reason="x")


class TestReminders(DeskTestCase):
	def test_applicant_and_upper_unit_once_a_day_each(self):
		for person in (APPLICANT, BUREAU):
			with self.subTest(person), self.as_user(person):
				self.assertEqual(self.offered(person), (True, ""))
				self.assertRegex(self.asked(person), UNIT_ASKED + (f"（{CLERK}、测试同事）" if person == BUREAU else "，"))
				desk_work.remind(application=self.application)
				with self.assertRaisesRegex(AlreadyReminded, TODAY):
					desk_work.remind(application=self.application)
				may, sent = self.offered(person)
				self.assertFalse(may)
				self.assertRegex(sent, TODAY)
				self.assertEqual(self.asked(person), "")
		self.assertTrue(self.task().reminded_on)
		with self.as_user(CLERK), self.assertRaises(NotYourStage):
			desk_work.remind(application=self.application)

	def test_who_urged_today_is_told_whom_also_when_the_case_went_on(self):
		with self.as_user(APPLICANT):
			desk_work.remind(application=self.application)
		self.approve(CLERK)
		with self.as_user(APPLICANT), self.assertRaisesRegex(AlreadyReminded, TODAY):
			desk_work.remind(application=self.application)

	def asked(self, person: str) -> str:
		return reminders.offer_of(user(person), self.application)["asks"]

	def offered(self, person: str) -> tuple[bool, str]:
		offer = reminders.offer_of(user(person), self.application)
		return offer["may"], offer["sent"]


class TestRecall(DeskTestCase):
	def recall(self, person: str = CLERK, reason: str = "意见写错") -> dict:
		with self.as_user(person):
			return desk_work.take_back(application=self.application, step=self.step(), token=token(), reason=reason)

	def test_off_by_default(self):
		self.approve(CLERK)
		with self.assertRaisesRegex(ActionNotAllowed, "没有开放"):
			self.recall()

	def test_own_approval_comes_back_with_what_was_written(self):
		with self.setting(recall_own_approval=1):
			self.approve(CLERK)
			with self.assertRaises(NotYourStage):
				self.recall(UPPER)
			with self.assertRaises(ReasonMissing):
				self.recall(reason="")
			answer = self.recall()
			self.assertEqual(answer["stage"], "U")
			self.assertRegex(answer["sentence"], "申报回到马尔康镇卫生院（测试）（所在单位审核），原来的意见可以修改")
			with self.as_user(CLERK):
				self.assertTrue(all(box["opinion"] for box in opinion.boxes(self.application)))
			self.assertEqual([row.action for row in applications.path(self.application)][-2:], ["撤回同意", None])

	def test_not_by_who_lost_the_role_left_the_unit_or_stands_in_no_more(self):
		with self.as_user(CLERK):
			entered = substitutes.enter(substitute=self.colleague, from_date=nowdate(), to_date=nowdate())
		row = {"user": self.colleague}
		member = frappe.db.get_value("Unit Member", row)
		own_unit, elsewhere = (members.member_of(user(person)).unit for person in (CLERK, UPPER))

		def hold(unit: str, roles: list[str], status: str = "启用") -> None:
			frappe.db.set_value("Unit Member", member, {"unit": unit, "status": status})
			frappe.db.delete("Unit Member Role", {"parent": member})
			for role in roles:
				held = frappe.new_doc("Unit Member Role")
				held.update({"parent": member, "parenttype": "Unit Member", "parentfield": "member_roles", "role": role})
				held.db_insert()
			members.forget()

		with self.setting(recall_own_approval=1):
			self.assertEqual(self.approve(self.colleague)["stage"], "CS")
			with self.as_user(CLERK):
				substitutes.end(entered["name"])
			for unit, roles, status in (
				(own_unit, [], "启用"),
				(own_unit, [OTHER_ROLE], "启用"),
				(elsewhere, [SMALL_UNIT_ROLE], "启用"),
				(own_unit, [SMALL_UNIT_ROLE], "停用"),
			):
				hold(unit, roles, status)
				with self.subTest(unit=unit, roles=roles, status=status):
					self.assertFalse(recall.may_recall(self.colleague, *self.standing()))
					with self.assertRaisesRegex(NotYourStage, "不再.*马尔康镇卫生院（测试）.*返回修改"):
						self.recall_as(self.colleague)
			hold(own_unit, [OTHER_ROLE])
			with self.as_user(CLERK):
				substitutes.enter(substitute=self.colleague, from_date=nowdate(), to_date=nowdate())
			members.forget()
			self.assertTrue(recall.may_recall(self.colleague, *self.standing()))
			self.assertEqual(self.recall(self.colleague)["stage"], "U")
			done = applications.last_done(self.application)
			self.assertEqual(done.decided_by_name, f"{CLERK}（由测试同事代）")

	def standing(self) -> tuple[dict, dict]:
		return applications.case(self.application), self.task()

	def recall_as(self, person: str) -> dict:
		"""The rule itself: whether somebody elsewhere may still read is asked before it."""
		with self.as_user(person):
			return recall.recall(self.application, step=self.step(), token=token(), reason="意见写错")

	def test_not_after_the_next_unit_decided(self):
		with self.setting(recall_own_approval=1):
			self.approve(CLERK)
			self.approve(UPPER)
			with self.assertRaises(NotYourStage):
				self.recall()


class TestConsecutive(DeskTestCase):
	def test_two_stages_two_records_confirmed_by_name(self):
		self.approve(CLERK)
		with self.as_user(UPPER):
			ahead = review.screen(application=self.application)["desk"]["ahead"]
			self.assertEqual(ahead["stage"], "CI")
			opinion.save(self.application, cases.opinions_for(opinion.boxes(self.application)))
			press = {"step": self.step(), "token": token(), "values": cases.opinions_for(ahead["boxes"])}
			with self.assertRaises(ReasonMissing):
				desk_work.approve_both(application=self.application, confirm="别人", **press)
			answer = desk_work.approve_both(application=self.application, confirm=UPPER, **press)
			again = desk_work.approve_both(application=self.application, confirm=UPPER, **press)

		self.assertEqual((answer["stage"], again["repeated"]), ("CH", True))
		rows = [row for row in applications.path(self.application) if row.action == "同意通过"]
		self.assertEqual([row.stage for row in rows], ["U", "CS", "CI"])
		self.assertEqual({row.stage for row in opinion.history(self.application)}, {"U", "CS", "CI"})

	def test_not_where_the_next_stage_is_somebody_elses(self):
		with self.as_user(CLERK):
			self.assertIsNone(review.screen(application=self.application)["desk"]["ahead"])
			opinion.save(self.application, cases.opinions_for(opinion.boxes(self.application)))
			with self.assertRaises(ActionNotAllowed):
				desk_work.approve_both(
					application=self.application, step=self.step(), token=token(), values={}, confirm=CLERK
				)


class TestClaims(DeskTestCase):
	def test_the_second_who_opens_is_told_and_the_second_press_hears_who_was_faster(self):
		self.addCleanup(frappe.cache.delete_value, claims.KEY.format(self.application))
		with self.as_user(CLERK):
			self.assertEqual(presence.open_case(application=self.application)["others"], [])
		self.assertTrue(self.task().first_opened_on)
		old = self.step()
		with self.as_user(self.colleague):
			(other,) = presence.open_case(application=self.application)["others"]
		self.assertEqual(other["name"], CLERK)

		self.approve(CLERK)
		with self.as_user(self.colleague):
			self.assertEqual(presence.keep_open(application=self.application)["step"], old + 1)
			with self.assertRaisesRegex(StaleForm, rf"已由{CLERK}于\d\d:\d\d"):
				handover.act(self.application, Action.APPROVE, step=old, token=token())
		with self.as_user(CLERK):
			presence.release(application=self.application)
		with self.as_user(self.colleague):
			self.assertEqual(presence.keep_open(application=self.application)["others"], [])
