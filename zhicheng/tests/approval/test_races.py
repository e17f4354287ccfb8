"""Two acts on the same case at the same moment on two connections (200 raced pairs of five kinds)."""

import os

import frappe

from zhicheng.constants import APPLICANT_STAGE, Action, State
from zhicheng.domain.approval import batch, handover, submission
from zhicheng.domain.queries import applications, units
from zhicheng.exceptions import ActionNotAllowed, NotYourStage, StaleForm
from zhicheng.setup.demo import cases
from zhicheng.tests.approval import race
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.factories import create_application, token, user

PAIRS = int(os.environ.get("ZHICHENG_RACED_PAIRS", "200"))
LOST = (StaleForm, ActionNotAllowed, NotYourStage)
APPLICANT, CLERK = "测试甲", "卫生院经办"
# the two acts, who presses them, and where the case is when the first or the second was faster
KINDS = {
	"withdraw/approve": ("withdraw", "approve", (APPLICANT, CLERK), ("A", "CS")),
	"approve/approve": ("approve", "approve", (CLERK, CLERK), ("CS", "CS")),
	"approve/return": ("approve", "send_back", (CLERK, CLERK), ("CS", "A")),
	"return/withdraw": ("send_back", "withdraw", (CLERK, APPLICANT), ("A", "A")),
	"batch/approve": ("in_batch", "approve", (CLERK, CLERK), ("CS", "CS")),
}
EACH = max(1, PAIRS // len(KINDS))


class TestRaces(ZhichengTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		template = create_application(person=APPLICANT)
		cases.write_opinions(template)
		cls.step = applications.case(template).step
		frappe.set_user("Administrator")
		frappe.db.set_value("Approval Task", applications.open_task(template).name, "first_opened_on", "2026-01-01 08:00:00")
		cls.names = race.copy_cases(template, EACH * len(KINDS))
		cls.make_batch(cls.names[-EACH:])
		frappe.db.commit()
		cls.template = template
		cls.addClassCleanup(cls.clean)

	@classmethod
	def make_batch(cls, names: list[str]) -> None:
		"""The rows of one batch that nobody has begun."""
		cls.batch = frappe.get_doc({"doctype": batch.BATCH, "user": user(CLERK), "status": batch.WAITING})
		cls.batch.update({"total": len(names), "opinion": "同意", "leader_name": "测试负责人", "approved_on": "2026-01-01"})
		cls.batch.insert(ignore_permissions=True)
		cls.rows = {}
		for name in names:
			row = {"doctype": batch.ROW, "batch": cls.batch.name, "application": name, "step": cls.step, "outcome": batch.WAITING}
			cls.rows[name] = frappe.get_doc(row).insert(ignore_permissions=True).name

	@classmethod
	def clean(cls):
		race.remove_cases([*cls.names, cls.template])
		frappe.db.delete("Dossier Snapshot", {"application": cls.template})
		frappe.db.delete(batch.ROW, {"batch": cls.batch.name})
		frappe.db.delete(batch.BATCH, {"name": cls.batch.name})
		frappe.db.commit()

	def test_every_race_has_one_winner_and_its_path_replays_to_its_state(self):
		for number, (kind, (first, second, persons, places)) in enumerate(KINDS.items()):
			names = self.names[number * EACH : (number + 1) * EACH]
			users = tuple(user(person) for person in persons)
			outcomes = race.run_pairs(names, getattr(self, first), getattr(self, second), users)
			self.read_afresh()
			with self.subTest(kind):
				for name, pair in zip(names, outcomes):
					side = self.check(name, pair)
					self.assertEqual(applications.case(name).current_stage, places[side])

	def read_afresh(self) -> None:
		"""Leave the snapshot that this connection read before the race."""
		frappe.db.rollback()
		frappe.db.savepoint("before_test")

	def check(self, name: str, pair: tuple) -> int:
		"""One winner, one clear refusal, one result row, one open row; step, state and queue as the path says."""
		won = [side for side, outcome in enumerate(pair) if isinstance(outcome, dict)]
		self.assertEqual(len(won), 1, pair)
		self.assertIsInstance(pair[1 - won[0]], LOST)
		case, rows = applications.case(name), applications.path(name)
		self.assertEqual(case.step, self.step + 1)
		self.assertEqual([row.status for row in rows], ["已处理", "已处理", "待处理"])
		self.assertEqual(rows[-1].stage, case.current_stage)
		said = rows[-2].next_stage
		state = State.__members__.get(said)
		stage_name = frappe.get_cached_value("Approval Stage", said, "stage_name")
		self.assertEqual(case.workflow_state, state.value if state else stage_name)
		queued = frappe.get_all("Pending Queue", filters={"application": name}, pluck="queue_unit")
		waits = [] if rows[-1].stage == APPLICANT_STAGE else units.ancestors(rows[-1].unit)
		self.assertEqual(sorted(queued), sorted(waits))
		return won[0]

	def withdraw(self, name: str) -> dict:
		return submission.withdraw(name, step=self.step, token=token())

	def approve(self, name: str) -> dict:
		return handover.act(name, Action.APPROVE, step=self.step, token=token())

	def send_back(self, name: str) -> dict:
		return handover.act(name, Action.RETURN, step=self.step, token=token(), reason="请补充材料。")

	def in_batch(self, name: str) -> dict:
		"""The batch's own step for one row; its refusal is a result, told here as the refusal that it was."""
		batch.one_row(self.batch, self.rows[name])
		row = frappe.db.get_value(batch.ROW, self.rows[name], ["outcome", "sentence"], as_dict=True)
		if row.outcome == batch.PASSED:
			return {"sentence": row.sentence}
		raise StaleForm(row.sentence)
