"""A unit is moved, renamed or gets another category: its running cases keep their way or are re-routed by choice."""

import frappe

from zhicheng.api import repair
from zhicheng.constants import Action, Role
from zhicheng.domain.approval import submission
from zhicheng.domain.people import unit_history
from zhicheng.domain.queries import applications
from zhicheng.exceptions import ActionNotAllowed, ReasonMissing, RoleNotAllowed, StaleForm, UnitInvalid
from zhicheng.setup.demo import cases, world
from zhicheng.tests.approval import test_returns
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.factories import create_application, create_draft, create_returned, token

CLINIC = "MEK-CLINIC"


class Scene(ZhichengTestCase):
	replay = test_returns.TestReplay.check

	def form(self, **values):
		doc = frappe.get_doc("Unit", world.unit(CLINIC))
		return doc.update(values)

	def save(self, **values) -> None:
		doc = self.form(**values)
		doc.cases_seen = repair.preview(doc.as_dict())["total"]
		self.form(**values, cases_seen=doc.cases_seen).save()

	def to_market_bureau(self) -> None:
		samr = world.unit("MEK-SAMR")
		with self.as_user("马市人社经办"):
			self.save(parent_unit=samr, supervising_unit=samr)

	def to_enterprise(self) -> None:
		"""县(区)部门所属单位 becomes 县(区)私营企业; its clerk gets the role that goes with it besides his old one."""
		self.save(unit_category="CNTY_PRIV", unit_nature="民营企业", parent_unit=world.unit("MEK-HRSS"))
		doc = frappe.get_doc("Unit Member", world.member("卫生院经办"))
		doc.append("member_roles", {"role": Role.COUNTY_ENTERPRISE.value})
		doc.save()

	def reroute(self, application: str, person: str = "马市人社经办", **values) -> dict:
		step = applications.case(application).step
		with self.as_user(person):
			return repair.reroute(application, **{"step": step, "token": token(), "reason": "机构改革", **values})

	def past(self, application: str) -> list[dict]:
		"""What must never change: closed rows, opinions, snapshots."""
		found = []
		for doctype, filters in (("Approval Task", {"status": "已处理"}), ("Stage Opinion", {"is_draft": 0}), ("Dossier Snapshot", {})):
			rows = frappe.get_all(doctype, filters={**filters, "application": application}, fields=["*"], order_by="creation, name")
			found += rows
		return found


class TestMovedUnit(Scene):
	def test_before_saving_the_form_lists_the_cases_and_changes_nothing(self):
		at_department, returned = create_application(stage="CS"), create_returned(person="测试卯")
		other = create_application(person="测试戊")
		samr, before = world.unit("MEK-SAMR"), frappe.db.get_value("Unit", world.unit(CLINIC), "modified")

		with self.as_user("马市人社经办"):
			answer = repair.preview(self.form(parent_unit=samr, supervising_unit=samr).as_dict())
			self.assertEqual(repair.preview(self.form(remark="改").as_dict())["changed"], [])

		rows = {row.name: row for row in answer["rows"]}
		self.assertEqual(answer["total"], frappe.db.count("Title Application", {
			"unit": world.unit(CLINIC), "first_submitted_on": ["is", "set"],
			"workflow_state": ["not in", ["已通过", "未通过", "已作废", "已删除"]],
		}))
		self.assertNotIn(other, rows)
		self.assertTrue(rows[at_department]["can"], rows[at_department])
		self.assertEqual(rows[at_department]["to_unit_name"], "马尔康市市场监督管理局")
		self.assertIn("没有变化", rows[returned]["sentence"])
		self.assertEqual(set(answer["changed"]), {"上级机构名称", "主管部门"})
		self.assertFalse({"id_hash", "id_masked", "mobile"} & set(rows[at_department]))
		self.assertEqual(frappe.db.get_value("Unit", world.unit(CLINIC), "modified"), before)
		self.assertEqual(unit_history.of(world.unit(CLINIC)), [])

	def test_a_kept_case_stays_where_it_is_and_a_re_routed_one_goes_to_the_new_department(self):
		kept, moved = create_application(person="测试卯", stage="CS"), create_application(stage="CS")
		frappe.set_user("Administrator")
		past, row = self.past(moved), applications.open_task(moved)
		self.to_market_bureau()
		self.assertEqual(self.past(moved), past)

		self.reroute(moved)

		task = applications.open_task(moved)
		self.assertEqual((task.stage, task.unit, task.came_from), ("CS", world.unit("MEK-SAMR"), row.came_from))
		self.assertEqual(applications.open_task(kept).unit, world.unit("MEK-HEALTH"))
		closed = applications.last_done(moved)
		self.assertEqual((closed.action, closed.decided_by), (Action.REROUTE.value, world.user("马市人社经办")))
		self.assertIn("机构改革", closed.reason)
		self.assertIn("马尔康市市场监督管理局", closed.reason)
		self.assertEqual(closed.role_used, Role.COUNTY_HRSS.value)
		self.assertTrue(frappe.db.exists("Act Log", {"act": "改派", "application": moved, "user": closed.decided_by}))
		self.assertEqual([one for one in self.past(moved) if one.name != closed.name], past)
		self.replay(moved)
		with self.as_user("市监经办"):
			cases.write_opinions(moved)
			cases.act(moved, Action.RETURN, reason="请补充")
		self.assertEqual(applications.open_task(moved).stage, "U")

	def test_words_written_by_the_unit_that_keeps_the_case_go_on(self):
		application = create_application(stage="U")
		cases.write_opinions(application)
		frappe.set_user("Administrator")
		self.to_enterprise()

		self.reroute(application)

		task = applications.open_task(application)
		self.assertEqual(task.role, Role.COUNTY_ENTERPRISE.value)
		drafts = frappe.get_all("Stage Opinion", filters={"task": task.name, "is_draft": 1}, pluck="box_code")
		self.assertEqual(sorted(drafts), ["U1", "U2"])
		self.replay(application)

	def test_who_may_not_is_refused(self):
		application = create_application(stage="CS")
		self.to_market_bureau()
		for person, refusal in (
			("卫生院经办", RoleNotAllowed), ("马市卫健经办", (RoleNotAllowed, frappe.PermissionError)),
			("测试甲", RoleNotAllowed), ("德阳人社经办", frappe.PermissionError), ("海风经办", frappe.PermissionError),
		):
			with self.subTest(person=person), self.assertRaises(refusal):
				self.reroute(application, person)
		with self.assertRaises(ReasonMissing):
			self.reroute(application, reason=" ")
		with self.assertRaises(StaleForm):
			self.reroute(application, step=0)
		press = token()
		first = self.reroute(application, token=press)
		self.assertTrue(self.reroute(application, token=press, step=first["step"] - 1)["repeated"])
		with self.assertRaisesRegex(ActionNotAllowed, "没有变化"):
			self.reroute(application)
		for person in ("卫生院经办", "德阳人社经办", "测试甲"):
			with self.subTest(person=person), self.as_user(person), self.assertRaises(RoleNotAllowed):
				doc = frappe.get_doc("Unit", world.unit("MEK-HEALTH"))
				repair.preview({**doc.as_dict(), "unit_name": "改名"})

	def test_a_case_of_somebody_who_left_is_for_the_common_superior(self):
		application = create_application(stage="CS")
		self.to_market_bureau()
		doc = frappe.get_doc("Unit Member", world.member("测试甲"))
		doc.update({"unit": world.unit("AB-HOSP")}).save()
		self.assertEqual(applications.case(application).unit, world.unit(CLINIC))

		with self.assertRaises(RoleNotAllowed):
			self.reroute(application)
		self.reroute(application, "州人社经办")

		self.assertEqual(applications.open_task(application).unit, world.unit("MEK-SAMR"))


class TestOtherCategory(Scene):
	def test_a_blind_save_is_refused_and_one_who_saw_the_cases_saves(self):
		create_application()
		with self.assertRaisesRegex(UnitInvalid, "正在办理"):
			self.form(unit_category="CNTY_PRIV", unit_nature="民营企业").save()
		with self.assertRaisesRegex(UnitInvalid, "正在办理"):
			self.form(unit_category="CNTY_PRIV", unit_nature="民营企业", cases_seen=999).save()
		self.to_enterprise()

	def test_the_open_stage_decides_what_can_be_re_routed(self):
		"""S-03 is A U CS CI CH …, S-01 is A U CI CH …: 县(区)主管部门审核 is on the first alone."""
		travelled, gone = create_application(stage="CI"), create_application(person="测试卯", stage="CS")
		draft = frappe.db.count("Approval Task", {"status": "待处理"})
		self.to_enterprise()
		old = applications.case(travelled).route

		with self.assertRaisesRegex(ActionNotAllowed, "新流程没有“县\\(区\\)主管部门审核”环节"):
			self.reroute(gone)
		self.assertEqual((applications.case(gone).route, applications.open_task(gone).stage), (old, "CS"))
		self.reroute(travelled)

		case = applications.case(travelled)
		self.assertEqual((case.unit_category, frappe.db.get_value("Approval Route", case.route, "route_code")), ("CNTY_PRIV", "S-01"))
		self.assertEqual(frappe.db.count("Approval Task", {"status": "待处理"}), draft)
		self.replay(travelled)
		# back over the stage that the new route does not have, to the one travelled before it
		cases.act(travelled, Action.RETURN, reason="请补充")
		self.assertEqual(applications.open_task(travelled).stage, "U")
		while applications.open_task(travelled):
			cases.approve(travelled)
		frappe.set_user("Administrator")
		self.assertEqual(applications.case(travelled).workflow_state, "已通过")
		self.assertEqual(frappe.get_all("Title Application", filters={"name": travelled}, pluck="unit"), [world.unit(CLINIC)])
		self.replay(travelled)

	def test_no_stage_of_the_new_route_is_skipped(self):
		application = create_application(person="测试戊", stage="CI")
		haifeng, samr = world.unit("MEK-HAIFENG"), world.unit("MEK-SAMR")
		doc = frappe.get_doc("Unit", haifeng)
		doc.update({"unit_category": "CNTY_SOE", "unit_nature": "国有企业", "parent_unit": samr, "supervising_unit": samr})
		doc.cases_seen = repair.preview(doc.as_dict())["total"]
		doc.save()

		with self.assertRaisesRegex(ActionNotAllowed, "还要经过“县\\(区\\)主管部门审核”"):
			self.reroute(application)
		cases.act(application, Action.REJECT, reason="单位隶属关系已变更")
		self.reroute(application)

		self.assertEqual(applications.case(application).workflow_state, "待申报人修改")
		self.replay(application)
		with self.as_user("测试戊"):
			submission.withdraw(application, step=applications.case(application).step, token=token())
			self.reroute_refused(application)
			submission.submit(application, step=applications.case(application).step, token=token())
		cases.approve(application)
		frappe.set_user("Administrator")
		self.assertEqual(applications.open_task(application).stage, "CS")
		self.replay(application)

	def reroute_refused(self, application: str) -> None:
		with self.assertRaisesRegex(ActionNotAllowed, "没有变化"):
			self.reroute(application)


class TestHistory(Scene):
	def test_each_change_closes_a_row_and_opens_the_next(self):
		unit = world.unit(CLINIC)
		made, name = frappe.db.get_value("Unit", unit, ["creation", "unit_name"])
		create_draft()
		with self.as_user("马市人社经办"):
			self.form(remark="改").save()
			self.assertEqual(unit_history.of(unit), [])
			self.form(unit_name="马尔康镇中心卫生院（测试）").save()
		self.to_market_bureau()

		with self.as_user("卫生院经办"):
			rows = repair.history(unit)
		self.assertEqual([row.unit_name for row in rows], ["马尔康镇中心卫生院（测试）", "马尔康镇中心卫生院（测试）", name])
		self.assertEqual([row.parent_name for row in rows], ["马尔康市市场监督管理局", "马尔康市卫健委（测试）", "马尔康市卫健委（测试）"])
		self.assertEqual([row.category_name for row in rows], ["县(区)部门所属单位"] * 3)
		self.assertEqual((rows[2].valid_from, rows[0].valid_to), (made, None))
		self.assertEqual([rows[1].valid_to, rows[2].valid_to], [rows[0].valid_from, rows[1].valid_from])
		self.assertEqual(rows[0].changed_by_name, "马市人社经办")
		for person in ("海风经办", "测试甲"):
			with self.as_user(person), self.assertRaises(RoleNotAllowed):
				repair.history(unit)
		row = frappe.get_doc("Unit History", {"unit": unit, "valid_to": ["is", "not set"]})
		with self.assertRaises(frappe.PermissionError):
			row.update({"unit_name": "别的"}).save()
		with self.assertRaises(frappe.PermissionError):
			row.delete()
