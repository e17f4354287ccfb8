"""The lean door and stock Frappe read the same table (design 4.2).

`domain.transitions` keeps the Workflow as a dictionary; `frappe.model.workflow.get_transitions` walks the record,
its roles and conditions. They must agree on every (state, next_stage, role, action); unit, candidate and own case
are asked elsewhere.
"""

from collections import Counter
from contextlib import contextmanager

import frappe
from frappe.model.workflow import get_transitions, get_workflow_name

from zhicheng.constants import WORKFLOW_ACTIONS, WORKFLOW_NAME, Role
from zhicheng.domain.accounts import accounts
from zhicheng.domain.approval import transitions
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
		# every target that a state knows, and one that it does not know
		known = {(state, code) for state, _action, code, _role in (key.split("|") for key in cls.table)}
		cls.places = sorted(known | {(row.state, NO_CODE) for row in cls.workflow.states})

	def test_every_row_of_the_workflow_stands_in_the_table(self):
		keys = [
			f"{row.state}|{row.action}|{transitions.CONDITION.fullmatch(row.condition).group(1)}|{row.allowed}"
			for row in self.workflow.transitions
		]

		self.assertEqual(get_workflow_name("Title Application"), WORKFLOW_NAME)
		self.assertGreater(len(keys), 150)
		# Frappe takes the last of two rows that both match: there may be no two
		self.assertEqual([key for key, times in Counter(keys).items() if times > 1], [])
		self.assertEqual(set(keys), set(self.table))

	def test_both_give_the_same_actions_for_every_state_target_and_role(self):
		self.document = frappe.get_doc("Title Application", create_draft(person="测试甲"))
		asked = found = 0
		for role in Role:
			with self._reader(role):
				for state, code in self.places:
					stock = self._stock(state, code)
					self.assertEqual(stock, self._lean(role, state, code), (state, code, role.value))
					asked, found = asked + 1, found + len(stock)

		self.assertEqual(asked, len(Role) * len(self.places))
		self.assertEqual(found, len(self.table))

	@contextmanager
	def _reader(self, role: Role):
		"""A user with this role alone, who may read the case because it is his."""
		user = accounts.create_user(f"只有{role.value}", [role.value])
		frappe.db.set_value("Title Application", self.document.name, {"applicant": user, "owner": user})
		self.document.reload()
		# one switch of user for all states: each empties what Frappe has read of the Workflow
		frappe.set_user(user)
		try:
			yield
		finally:
			frappe.set_user("Administrator")

	def _stock(self, state: str, code: str) -> dict[str, str]:
		"""action → next state, from Frappe; 流程附件上传(总) alone reads no case at all."""
		self.document.update({"workflow_state": state, "next_stage": code})
		try:
			rows = get_transitions(self.document)
		except frappe.PermissionError:
			self.assertEqual(frappe.get_roles(), [Role.PROCESS_ATTACHMENT.value, "All", "Guest"])
			return {}
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
