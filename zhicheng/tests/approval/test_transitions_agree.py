"""The lean door and stock Frappe read the same table (design 4.2).

`domain.transitions` keeps the Workflow as a dictionary; `frappe.model.workflow.get_transitions` walks the record,
its roles and conditions. They must agree on every (state, next_stage, role, action); unit, candidate and own case
are asked elsewhere.
"""

from collections import Counter

import frappe
from frappe.model.workflow import get_transitions, get_workflow_name

from zhicheng.constants import WORKFLOW_ACTIONS, WORKFLOW_NAME, Role
from zhicheng.domain import accounts, transitions
from zhicheng.exceptions import ActionNotAllowed
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.factories import create_draft

NO_CODE = "NOWHERE"


class TestTransitionsAgree(ZhichengTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.workflow = frappe.get_doc("Workflow", WORKFLOW_NAME)
		cls.table = transitions.table()
		cls.codes = sorted({key.split("|")[2] for key in cls.table} | {NO_CODE})
		cls.states = [row.state for row in cls.workflow.states]

	def setUp(self):
		super().setUp()
		self.application = create_draft(person="测试甲")
		frappe.set_user("Administrator")

	def test_every_row_of_the_workflow_stands_in_the_table(self):
		keys = [
			f'{row.state}|{row.action}|{row.condition.split(chr(34))[1]}|{row.allowed}'
			for row in self.workflow.transitions
		]

		self.assertEqual(get_workflow_name("Title Application"), WORKFLOW_NAME)
		self.assertGreater(len(keys), 150)
		# Frappe takes the last of two rows that both match: there may be no two
		self.assertEqual([key for key, times in Counter(keys).items() if times > 1], [])
		self.assertEqual(set(keys), set(self.table))

	def test_both_give_the_same_actions_for_every_state_target_and_role(self):
		asked = found = 0
		for role in Role:
			user = accounts.create_user(f"只有{role.value}", [role.value])
			for state in self.states:
				for code in self.codes:
					stock = self._stock(user, state, code)
					self.assertEqual(stock, self._lean(role, state, code), (state, code, role.value))
					asked, found = asked + 1, found + len(stock)

		self.assertEqual(asked, len(Role) * len(self.states) * len(self.codes))
		self.assertEqual(found, len(self.table))

	def _stock(self, user: str, state: str, code: str) -> dict[str, str]:
		"""action → next state, from Frappe, for a document that the user may read."""
		values = {"workflow_state": state, "next_stage": code, "applicant": user, "owner": user}
		frappe.db.set_value("Title Application", self.application, values, update_modified=False)
		frappe.set_user(user)
		try:
			rows = get_transitions(frappe.get_doc("Title Application", self.application))
		except frappe.PermissionError:
			# 流程附件上传(总) alone reads no case at all
			rows = []
		finally:
			frappe.set_user("Administrator")
		return {row["action"]: row["next_state"] for row in rows}

	def _lean(self, role: Role, state: str, code: str) -> dict[str, str]:
		"""action → next state, from the door's own question."""
		answer = {}
		for action in WORKFLOW_ACTIONS:
			try:
				answer[action.value] = transitions.require(state=state, action=action.value, code=code, role=role.value)
			except ActionNotAllowed:
				continue
		return answer
