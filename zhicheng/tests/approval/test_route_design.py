"""Changing a route: a new version is drafted, looked at and published; what runs keeps its own (design 4.1)."""

import frappe

from zhicheng.api import routes as doors
from zhicheng.constants import WORKFLOW_NAME
from zhicheng.domain.approval import route_design
from zhicheng.domain.queries import applications
from zhicheng.exceptions import RoleNotAllowed, RouteInvalid, RouteMissing
from zhicheng.setup.demo import cases
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.factories import create_application

ROUTE = "S-03-v1"

# from, to, what the refusal says; "" where the step is taken
STEPS = (
	("草稿", "试用", ""), ("试用", "草稿", ""), ("草稿", "已发布", ""), ("试用", "已发布", ""), ("已发布", "已停用", ""),
	("已发布", "草稿", "只能停用"), ("已发布", "试用", "只能停用"),
	("已停用", "已发布", "复制为新版本"), ("已停用", "草稿", "复制为新版本"), ("已停用", "试用", "复制为新版本"),
	("草稿", "已停用", "还没有发布"), ("试用", "已停用", "还没有发布"),
)  # fmt: skip


def without(draft, *stages: str):
	draft.set("stages", [row for row in draft.stages if row.stage not in stages])
	return draft


class TestRouteDesign(ZhichengTestCase):
	def test_new_version_is_published_and_running_cases_keep_theirs(self):
		old = create_application()
		name = doors.new_version(ROUTE)
		without(frappe.get_doc("Approval Route", name), "CI").save()
		self.assertFalse(self.has_transition("县(区)主管部门审核", "县(区)人社局审核"))

		told = doors.publish(name)

		self.assertEqual((name, told["before"], told["running"]), ("S-03-v2", ROUTE, 1))
		self.assertEqual(told["lines"], ["去掉环节“县(区)所申报专业行业主管部门审核”。"])
		self.assertTrue(self.has_transition("县(区)主管部门审核", "县(区)人社局审核"))
		self.assertEqual(applications.case(old).route, ROUTE)
		self.assertEqual(applications.case(create_application(person="测试卯")).route, "S-03-v2")

	def test_unfinished_draft_is_taken_up_again(self):
		first = doors.new_version(ROUTE)

		self.assertEqual(doors.new_version(ROUTE), first)

	def test_differences_are_told_in_sentences(self):
		draft = frappe.get_doc("Approval Route", doors.new_version(ROUTE))
		draft.stages[2].resolver = "县(区)人社局"
		draft.stages[2].deadline_days = 10
		draft.stages[3].print_unlocks = 1
		draft.valid_from_year = 2030

		lines = route_design.changes(draft)["lines"]

		self.assertEqual(
			lines,
			[
				"“县(区)主管部门审核”的办理单位：主管部门 → 县(区)人社局。",
				"“县(区)主管部门审核”的办理时限：无 → 10。",
				"“县(区)所申报专业行业主管部门审核”的解除打印水印：否 → 是。",
				"适用年度自2020年改为2030年。",
			],
		)

	def test_chart_follows_the_form_before_it_is_saved(self):
		draft = without(frappe.get_doc("Approval Route", doors.new_version(ROUTE)), "SC")

		told = doors.outline(frappe.as_json(draft.as_dict()))

		self.assertEqual([node["stage"] for node in told["nodes"]], "A U CS CI CH MI MH SO PH".split())
		self.assertEqual(told["nodes"][2]["who"], "县(区)部门经办人员(职称)")
		self.assertIn("评审环节", told["fault"])
		self.assertEqual(len(frappe.get_doc("Approval Route", draft.name).stages), 10)

	def test_faulty_version_stays_a_draft(self):
		name = doors.new_version(ROUTE)
		without(frappe.get_doc("Approval Route", name), "PH").save()

		self.assertRaises(RouteInvalid, doors.publish, name)
		self.assertEqual(frappe.db.get_value("Approval Route", name, "status"), "草稿")

	def test_stage_without_role_is_not_published(self):
		frappe.db.set_value("Approval Stage", "SO", "acting_role", None)
		frappe.clear_document_cache("Approval Stage", "SO")
		self.addCleanup(frappe.clear_document_cache, "Approval Stage", "SO")
		name = doors.new_version(ROUTE)

		with self.assertRaisesRegex(RouteInvalid, "“高评办资格审查”还没有办理角色"):
			doors.publish(name)

	def test_version_once_published_only_stops(self):
		for old, new, sentence in STEPS:
			with self.subTest(old=old, new=new):
				frappe.db.set_value("Approval Route", ROUTE, "status", old)
				route = frappe.get_doc("Approval Route", ROUTE)
				route.status = new
				if not sentence:
					self.assertEqual(route.save().status, new)
					continue
				with self.assertRaisesRegex(RouteInvalid, sentence):
					route.save()

	def test_stopped_version_takes_no_new_case_and_says_what_does(self):
		running = create_application()
		doors.publish(doors.new_version(ROUTE))
		told = doors.stopping(ROUTE)
		title = frappe.db.get_value("Approval Route", ROUTE, "title")
		self.assertEqual((told["running"], told["instead"]), (1, f"{title}（S-03-v2）"))
		self.assertEqual(doors.stop(ROUTE), told)
		self.assertEqual(doors.stopping("S-03-v2")["instead"], "")
		doors.stop("S-03-v2")
		with self.assertRaisesRegex(RouteInvalid, "已经停用"):
			doors.stop(ROUTE)

		cases.approve(running)
		self.assertEqual(applications.case(running).current_stage, "CS")
		with self.assertRaises(RouteMissing):
			create_application(person="测试卯")

	def test_nothing_of_a_frozen_version_changes_and_it_is_not_deleted(self):
		changes = {
			"title": lambda route: route.update({"title": "别的名称"}),
			"year": lambda route: route.update({"valid_from_year": 2030}),
			"mark": lambda route: route.update({"derived": 1}),
			"days": lambda route: route.stages[2].update({"deadline_days": 10}),
			"hint": lambda route: route.stages[2].update({"hint": "附注"}),
			"unlocks": lambda route: route.stages[2].update({"print_unlocks": 1}),
			"order": lambda route: (route.stages[2].update({"idx": 4}), route.stages[3].update({"idx": 3})),
			"row less": lambda route: route.stages.pop(3),
			"with a step": lambda route: route.update({"title": "别的名称", "status": "已停用"}),
		}
		for status in ("已发布", "已停用"):
			frappe.db.set_value("Approval Route", ROUTE, "status", status)
			for what, change in changes.items():
				route = frappe.get_doc("Approval Route", ROUTE)
				change(route)
				with self.subTest(what, status=status), self.assertRaisesRegex(RouteInvalid, f"{status}的流程不能改动"):
					route.save()
			row = frappe.get_doc("Approval Route", ROUTE).stages[2]
			alone = frappe.get_doc(row.doctype, row.name)
			alone.deadline_days = 10
			moved = frappe.get_doc(row.doctype, row.name).update({"parent": "S-99-v1"})
			added = frappe.copy_doc(row).update({"parent": ROUTE, "parenttype": "Approval Route", "parentfield": "stages"})
			for what, act in {
				"row by itself": alone.save,
				"row moved away": moved.save,
				"row added": added.insert,
				"row deleted": lambda name=row.name: frappe.delete_doc("Approval Route Stage", name),
				"deleted": lambda: frappe.delete_doc("Approval Route", ROUTE),
			}.items():
				with self.subTest(what, status=status), self.assertRaisesRegex(RouteInvalid, "不能改动|不能删除"):
					act()

	def test_unused_draft_is_deleted(self):
		name = doors.new_version(ROUTE)
		frappe.delete_doc("Approval Route", name)

		self.assertFalse(frappe.db.exists("Approval Route", name))

	def test_clerk_reads_the_chart_and_changes_nothing(self):
		doc = frappe.as_json(frappe.get_doc("Approval Route", ROUTE).as_dict())
		with self.as_user("省厅经办"):
			self.assertTrue(doors.outline(doc)["nodes"])
			named = (doors.new_version, doors.publish, doors.stopping, doors.stop, doors.units_to_try)
			for door, argument in ((doors.changes, doc), *((one, ROUTE) for one in named)):
				with self.subTest(door=door.__name__):
					self.assertRaises(RoleNotAllowed, door, argument)

	def has_transition(self, state: str, next_state: str) -> bool:
		workflow = frappe.get_doc("Workflow", WORKFLOW_NAME)
		return any(row.state == state and row.next_state == next_state for row in workflow.transitions)
