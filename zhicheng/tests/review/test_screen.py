"""What the case form, the lists and the home page tell a clerk, and whom they tell nothing."""

import frappe

from zhicheng.api import desk, review
from zhicheng.constants import Action
from zhicheng.domain.queries import applications
from zhicheng.printing import gate
from zhicheng.setup.demo import cases
from zhicheng.tests import factories
from zhicheng.tests.base import ZhichengTestCase


class TestScreen(ZhichengTestCase):
	def setUp(self):
		super().setUp()
		self.application = factories.create_application(person="测试甲", stage="U")

	def test_clerk_in_charge_sees_boxes_and_every_action(self):
		with self.as_user("卫生院经办"):
			screen = review.screen(application=self.application)

		self.assertEqual([box["box_code"] for box in screen["boxes"]], ["U1", "U2"])
		self.assertEqual([box["with_public_notice"] for box in screen["boxes"]], [False, True])
		wanted = {Action.APPROVE, Action.RETURN, Action.REJECT, Action.VOID, Action.MARK_READ, Action.SAVE_OPINION}
		self.assertEqual(set(screen["actions"]), {str(action) for action in wanted})
		self.assertEqual(screen["return_to"], "申报人修改")
		self.assertTrue(screen["can_upload"])

	def test_screen_says_before_a_tab_opens_whether_the_form_may_be_printed(self):
		# the prefecture's rule: after 资格审查
		for unlocked, said in ((0, gate.LOCKED), (1, "")):
			frappe.db.set_value("Title Application", self.application, "print_unlocked", unlocked)
			with self.subTest(unlocked=unlocked), self.as_user("卫生院经办"):
				self.assertEqual(review.screen(application=self.application)["print_locked"], said)

	def test_screen_holds_neither_account_nor_id_hash(self):
		with self.as_user("卫生院经办"):
			screen = review.screen(application=self.application)

		told = frappe.as_json(screen)
		case = applications.case(self.application)
		for secret in (case.applicant, case.id_hash, case.member):
			self.assertNotIn(secret, told)

	def test_upper_clerk_reads_before_his_turn_and_may_do_nothing(self):
		with self.as_user("马市卫健经办"):
			screen = review.screen(application=self.application)

		self.assertEqual((screen["actions"], screen["boxes"], screen["can_upload"]), ([], [], False))

	def test_applicant_is_shown_no_opinion_and_no_action(self):
		cases.approve(self.application)

		with self.as_user("测试甲"):
			screen = review.screen(application=self.application)

		self.assertEqual((screen["opinions"], screen["actions"]), ([], []))

	def test_foreign_clerk_is_refused_everywhere(self):
		reads = (review.screen, review.path, review.chart, review.boxes, review.next_units)
		with self.as_user("德阳人社经办"):
			for read in reads:
				with self.subTest(read.__name__), self.assertRaises(frappe.PermissionError):
					read(application=self.application)

	def test_return_reason_and_target_are_told(self):
		cases.approve(self.application)
		cases.act(self.application, Action.RETURN, reason="请补充公示材料。")

		with self.as_user("卫生院经办"):
			screen = review.screen(application=self.application)

		self.assertEqual(screen["returned"]["reason"], "请补充公示材料。")
		self.assertEqual(screen["returned"]["action"], "返回修改")
		self.assertTrue(all(box["opinion"] for box in screen["boxes"]), "what the unit wrote before is kept")

	def test_return_goes_to_the_stage_before(self):
		cases.approve(self.application)

		with self.as_user("马市卫健经办"):
			screen = review.screen(application=self.application)

		self.assertEqual(screen["return_to"], "上一环节“所在单位审核”（马尔康镇卫生院（测试））")

	def test_next_units_come_with_stage_and_reason(self):
		with self.as_user("卫生院经办"):
			answer = review.next_units(application=self.application)

		self.assertEqual(answer["stage_name"], "县(区)主管部门审核")
		self.assertEqual([row["proposed"] for row in answer["units"]], [True])
		self.assertTrue(answer["units"][0]["reason"])

	def test_no_next_unit_at_the_last_stage(self):
		last = factories.create_application(person="测试乙", series=factories.FARMING, stage="PH")

		with self.as_user("省厅经办"):
			self.assertEqual(review.next_units(application=last), {"stage_name": "", "units": []})


class TestHome(ZhichengTestCase):
	def test_counts_follow_the_path_table(self):
		with self.as_user("卫生院经办"):
			before = review.to_do_count()["value"], review.done_count()["value"]

		application = factories.create_application(person="测试甲", stage="U")
		with self.as_user("卫生院经办"):
			self.assertEqual(review.to_do_count()["value"], before[0] + 1)
		cases.approve(application)
		with self.as_user("卫生院经办"):
			self.assertEqual(review.to_do_count()["value"], before[0])
			self.assertEqual(review.done_count()["value"], before[1] + 1)

	def test_counts_agree_with_the_list(self):
		factories.create_application(person="测试甲", stage="CS")
		with self.as_user("马市卫健经办"):
			filters = {"status": "待处理", "stage": ["!=", "A"]}
			listed = frappe.get_list("Approval Task", filters=filters, limit_page_length=0)
			self.assertEqual(review.to_do_count()["value"], len(listed))

	def test_clerk_is_shown_our_workspaces_only(self):
		with self.as_user("卫生院经办"):
			pages = desk.workspace_sidebar()["pages"]

		self.assertEqual([page["name"] for page in pages][0], "Clerk Home")
		self.assertEqual({page["module"] for page in pages}, {"Zhicheng"})

	def test_administrator_keeps_the_stock_workspaces(self):
		modules = {page["module"] for page in desk.workspace_sidebar()["pages"]}
		self.assertGreater(len(modules), 1)
