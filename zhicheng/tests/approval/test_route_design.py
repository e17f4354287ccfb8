"""Changing a route: a new version is drafted, looked at and published; what runs keeps its own (design 4.1)."""

import frappe

from zhicheng.api import routes as doors
from zhicheng.constants import WORKFLOW_NAME
from zhicheng.domain.approval import route_design
from zhicheng.domain.queries import applications
from zhicheng.exceptions import RoleNotAllowed, RouteInvalid
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.factories import create_application

ROUTE = "S-03-v1"


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

	def test_clerk_reads_the_chart_and_changes_nothing(self):
		doc = frappe.as_json(frappe.get_doc("Approval Route", ROUTE).as_dict())
		with self.as_user("省厅经办"):
			self.assertTrue(doors.outline(doc)["nodes"])
			for door, argument in ((doors.changes, doc), (doors.new_version, ROUTE), (doors.publish, ROUTE), (doors.units_to_try, ROUTE)):
				with self.subTest(door=door.__name__):
					self.assertRaises(RoleNotAllowed, door, argument)

	def has_transition(self, state: str, next_state: str) -> bool:
		workflow = frappe.get_doc("Workflow", WORKFLOW_NAME)
		return any(row.state == state and row.next_state == next_state for row in workflow.transitions)
