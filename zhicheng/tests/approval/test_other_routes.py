"""The derived routes (design 4.5, domain 6.2-6.4), route versions, and the choice of the next unit."""

import frappe

from zhicheng.constants import Action, State
from zhicheng.domain.approval import candidates, routing
from zhicheng.domain.queries import applications
from zhicheng.exceptions import CandidateRefused, ReasonMissing, RouteInvalid, RouteMissing
from zhicheng.setup.demo import cases, world
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.factories import ENGINEERING, FARMING, HEALTH, create_application, create_draft, user

# person, series, level, route, stages
DERIVED = (
	("测试丙", ENGINEERING, "中级", "Z-05", "A U MI ZO ZC MC"),
	("测试壬", HEALTH, "中级", "Z-07", "A U MS MI ZO ZC MC"),
	("测试甲", HEALTH, "中级", "Z-03", "A U CS CI CH MI ZO ZC MC"),
	("测试甲", HEALTH, "初级", "J-03", "A U CS CI CO CX CC"),
	("测试戊", HEALTH, "初级", "J-01", "A U CI CO CX CC"),
)


class TestDerivedRoutes(ZhichengTestCase):
	def test_derived_routes_walked_to_the_end(self):
		for person, series, level, code, stages in DERIVED:
			with self.subTest(route=code):
				application = create_draft(person=person, series=series, level=level)
				cases.submit(application)
				while applications.open_task(application):
					cases.approve(application)
				case = applications.case(application)
				self.assertEqual((case.route, case.workflow_state), (f"{code}-v1", State.PASSED))
				travelled = [row.stage for row in applications.path(application)]
				self.assertEqual(" ".join(travelled), stages)

	def test_every_level_category_and_scope_finds_one_route(self):
		for category in frappe.get_all("Unit Category", pluck="name"):
			for level in ("高级", "中级", "初级"):
				with self.subTest(category=category, level=level):
					route = routing.find(level=level, unit_category=category, scope="省级", year=2026)
					self.assertEqual(routing.stages(route)[0].stage, "A")
			if category.startswith(("CITY", "CNTY")):
				route = routing.find(level="高级", unit_category=category, scope="市(州)级", year=2026)
				self.assertTrue(route.startswith("AS-"))

	def test_no_route_says_what_is_missing(self):
		with self.assertRaisesRegex(RouteMissing, "没有适用的审批流程：高级、省级企业、县\\(区\\)级评委会、2026年"):
			routing.find(level="高级", unit_category="PROV_ENT", scope="县(区)级", year=2026)


class TestRouteVersions(ZhichengTestCase):
	def test_shortened_route_published_while_an_old_case_is_under_way(self):
		old = create_application(stage="CI")
		self.publish_shortened()
		new = create_application(person="测试卯")

		while applications.open_task(old):
			cases.approve(old)
		while applications.open_task(new):
			cases.approve(new)

		self.assertEqual(self.stages(old), "A U CS CI CH MI MH SO SC PH")
		self.assertEqual(self.stages(new), "A U CS CI CH MH SO SC PH")
		self.assertEqual(applications.case(new).route, "S-03-v2")

	def test_published_version_is_frozen(self):
		route = frappe.get_doc("Approval Route", "S-03-v1")
		route.stages.pop(3)
		with self.assertRaises(RouteInvalid):
			route.save()

	def test_faulty_routes_are_not_published(self):
		for stages in ("U SO SC PH", "A SO SC PH", "A U SO SC", "A U SO PH", "A U CS CS SO SC PH"):
			with self.subTest(stages=stages), self.assertRaises(RouteInvalid):
				self.create(stages)

	def test_stage_in_use_keeps_name_kind_role_and_unit(self):
		for field, value in (("stage_name", "县(区)复核"), ("acting_role", "县(区)人社局经办人员(职称)")):
			stage = frappe.get_doc("Approval Stage", "CS")
			stage.set(field, value)
			with self.subTest(field=field), self.assertRaisesRegex(RouteInvalid, "已用在流程中"):
				stage.save()

	def test_second_route_for_the_same_cases_is_not_published(self):
		with self.assertRaisesRegex(RouteInvalid, "已适用于同样的级别"):
			self.create("A U SO SC PH", code="S-99")

	def publish_shortened(self) -> None:
		self.create("A U CS CI CH MH SO SC PH")
		route = frappe.get_doc("Approval Route", "S-03-v1")
		route.status = "已停用"
		route.save()

	def create(self, stages: str, code: str = "S-03"):
		route = frappe.new_doc("Approval Route")
		route.update({"route_code": code, "version": 2, "title": "缩短的流程", "status": "已发布", "level": "高级"})
		route.update({"unit_category": "CNTY_AFFIL", "committee_scope": "省级", "valid_from_year": 2020})
		for stage in stages.split():
			route.append("stages", {"stage": stage})
		return route.insert()

	def stages(self, application: str) -> str:
		return " ".join(row.stage for row in applications.path(application))


class TestNextUnit(ZhichengTestCase):
	def test_department_in_charge_is_proposed_first_with_its_reason(self):
		application = create_application(stage="CS")
		rows = candidates.next_units(application)
		self.assertEqual(rows[0]["unit_name"], "马尔康市卫健委（测试）")
		self.assertEqual((rows[0]["proposed"], rows[0]["reason"]), (True, "主管“卫生技术人员”系列"))
		self.assertEqual([row["proposed"] for row in rows[1:]], [False] * (len(rows) - 1))
		regions = frappe.get_all("Unit", {"name": ["in", [row["unit"] for row in rows]]}, pluck="region")
		self.assertEqual(set(regions), {"513201"})

	def test_other_legal_unit_needs_a_reason(self):
		application = create_application(stage="CS")
		cases.write_opinions(application)
		other = world.unit("MEK-SAMR")
		with self.assertRaisesRegex(ReasonMissing, "建议的下一步单位是“马尔康市卫健委（测试）”"):
			cases.act(application, Action.APPROVE, next_unit=other)
		answer = cases.act(application, Action.APPROVE, next_unit=other, next_reason="专业归口市监局")
		self.assertEqual(answer["unit_name"], "马尔康市市场监督管理局")
		self.assertEqual(applications.last_done(application).next_reason, "专业归口市监局")

	def test_illegal_units_are_refused(self):
		application = create_application(stage="CS")
		cases.write_opinions(application)
		for key in ("AB-HEALTH", "MEK-CLINIC", "DY-AGRI", "SC-HRSS"):
			with self.subTest(unit=key), self.assertRaisesRegex(CandidateRefused, "所选单位不能办理"):
				cases.act(application, Action.APPROVE, next_unit=world.unit(key), next_reason="理由")

	def test_unit_without_a_clerk_is_refused(self):
		application = create_application(stage="CH")
		cases.write_opinions(application)
		frappe.db.set_value("Unit Member", {"user": user("州卫健经办")}, "status", "停用")
		with self.assertRaisesRegex(CandidateRefused, "还没有具备“市\\(州\\)部门经办人员"):
			cases.act(application, Action.APPROVE)

	def test_stage_without_unit_names_what_to_mend(self):
		application = create_application(person="测试癸", series=FARMING, stage="MI")
		cases.write_opinions(application)
		frappe.db.set_value("Unit", world.unit("DY-HRSS"), "status", "停用")
		with self.assertRaisesRegex(RouteMissing, "“市\\(州\\)人社局审核”找不到办理单位"):
			cases.act(application, Action.APPROVE)


class TestOwnCase(ZhichengTestCase):
	def test_clerk_who_applies_is_passed_over_for_his_colleague(self):
		application = create_application(person="测试丁")
		task = applications.open_task(application)
		self.assertEqual((task.unit_name, task.for_unit), ("马尔康海风锐智科技有限公司", None))
		self.assertEqual(cases.clerk_of(application), user("海风经办"))

	def test_only_clerk_who_applies_is_replaced_by_the_unit_above(self):
		frappe.db.set_value("Unit Member", {"user": user("海风经办")}, "status", "停用")
		application = create_application(person="测试丁")
		task = applications.open_task(application)
		self.assertEqual((task.unit_name, task.for_unit), ("马尔康市人力资源和社会保障局", world.unit("MEK-HAIFENG")))
		self.assertEqual(cases.clerk_of(application), user("马市人社经办"))
		cases.approve(application)
		self.assertEqual(applications.case(application).current_stage, "CI")
