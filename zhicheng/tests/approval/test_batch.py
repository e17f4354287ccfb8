"""同意通过 in a batch: what can be in one, one result per row, going on after a break, no second approval."""

import frappe
from frappe.utils import nowdate

from zhicheng.api import batch as endpoint
from zhicheng.api import presence
from zhicheng.constants import Action
from zhicheng.domain.approval import batch, handover
from zhicheng.domain.queries import applications
from zhicheng.exceptions import ActionNotAllowed, NotYourStage, OpinionMissing
from zhicheng.setup.demo import cases
from zhicheng.tests.approval import race
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.factories import create_application, token, user

CLERK = "卫生院经办"
VALUES = {"opinion": "材料真实，同意推荐。", "leader_name": "测试负责人", "approved_on": nowdate()}


class TestBatch(ZhichengTestCase):
	"""Six copies of one case at 所在单位审核, committed, because every row of a batch ends for itself."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.template = create_application(stage="U")
		with cls("test_rows_that_cannot_be_in_a_batch_say_why").as_user(CLERK):
			presence.open_case(application=cls.template)
		frappe.set_user("Administrator")
		cls.names = race.copy_cases(cls.template, 8, prefix="batch")
		frappe.db.commit()
		cls.addClassCleanup(cls.clean)

	@classmethod
	def clean(cls):
		frappe.db.rollback()
		frappe.set_user("Administrator")
		race.remove_cases([*cls.names, cls.template])
		frappe.db.delete("Dossier Snapshot", {"application": cls.template})
		for name in frappe.get_all(batch.BATCH, filters={"user": user(CLERK)}, pluck="name"):
			frappe.db.delete(batch.ROW, {"batch": name})
			frappe.db.delete(batch.BATCH, {"name": name})
		frappe.db.commit()

	def run_batch(self, names: list[str], **values) -> dict:
		with self.as_user(CLERK):
			name = batch.create(names, {**VALUES, **values})
			batch.work(name)
			frappe.db.savepoint("before_test")
			return batch.state(name)

	def outcomes(self, state: dict) -> list[str]:
		return [row["outcome"] for row in state["rows"]]

	def test_each_row_has_its_result_and_passes_the_one_door(self):
		names = self.names[:3]
		frappe.db.set_value("Approval Task", {"open_key": names[1]}, "first_opened_on", None)

		state = self.run_batch(names)

		self.assertEqual(self.outcomes(state), ["已通过", "未办理", "已通过"])
		self.assertIn("先打开一次", state["rows"][1]["sentence"])
		self.assertEqual((state["status"], state["done"], state["passed"]), ("已完成", 3, 2))
		self.assertEqual([applications.case(name).current_stage for name in names], ["CS", "U", "CS"])
		opinions = frappe.get_all("Stage Opinion", filters={"application": names[0]}, fields=["opinion", "is_draft"])
		self.assertEqual({(row.opinion, row.is_draft) for row in opinions}, {(VALUES["opinion"], 0)})

	def test_somebody_was_faster_and_the_batch_goes_on(self):
		names = self.names[3:5]
		with self.as_user(CLERK):
			name = batch.create(names, VALUES)
			handover.act(
				names[0], Action.RETURN, step=applications.case(names[0]).step, token=token(), reason="请补充。"
			)
			batch.work(name)
			frappe.db.savepoint("before_test")
			state = batch.state(name)

		self.assertEqual(self.outcomes(state), ["未办理", "已通过"])

	def test_a_break_says_where_and_the_rest_is_done_later_once(self):
		names, door = self.names[5:8], handover.act

		def breaks(application, *args, **kwargs):
			if application == names[1]:
				raise RuntimeError("the database went away")
			return door(application, *args, **kwargs)

		with self.as_user(CLERK):
			name = batch.create(names, VALUES)
			handover.act = breaks
			try:
				with self.assertRaises(RuntimeError):
					batch.work(name)
			finally:
				handover.act = door
			frappe.db.savepoint("before_test")
			broken = batch.state(name)
			self.assertEqual((broken["status"], self.outcomes(broken)), ("已中断", ["已通过", "等待", "等待"]))
			self.assertTrue(broken["can_resume"])
			batch.work(name)
			batch.work(name)
			frappe.db.savepoint("before_test")
			state = batch.state(name)

		self.assertEqual(self.outcomes(state), ["已通过"] * 3)
		for one in names:
			self.assertEqual(frappe.db.count("Approval Task", {"application": one, "action": "同意通过"}), 1)

	def test_rows_that_cannot_be_in_a_batch_say_why(self):
		with self.as_user("马市卫健经办"):
			(row,) = endpoint.preview(applications=[self.template])
			self.assertIn("不能办理", row["fault"])
			with self.assertRaises(ActionNotAllowed):
				endpoint.start(applications=[self.template], values=VALUES)
		with self.as_user("德阳人社经办"), self.assertRaises(frappe.PermissionError):
			endpoint.preview(applications=[self.template])
		with self.as_user(CLERK):
			with self.assertRaises(OpinionMissing):
				batch.create([self.template], {"opinion": "同意"})
			frappe.db.set_value("Approval Task", {"open_key": self.template}, "first_opened_on", "2026-01-01 08:00:00")
			correction = {"doctype": "Correction", "application": self.template, "section": "cover_page", "reason": "x"}
			frappe.get_doc(correction).insert(ignore_permissions=True)
			self.assertIn("补正", batch.fault(self.template))

	def test_a_batch_is_its_users_own(self):
		with self.as_user(CLERK):
			name = batch.create([self.template], VALUES)
		with self.as_user("马市卫健经办"), self.assertRaises(NotYourStage):
			endpoint.state(batch=name)

	def test_where_several_units_are_legal_each_is_done_by_itself(self):
		cases.approve(self.template)
		with self.as_user("马市卫健经办"):
			presence.open_case(application=self.template)
			self.assertIn("个单位可选", batch.fault(self.template))
