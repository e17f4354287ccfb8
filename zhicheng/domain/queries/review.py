"""Reads of the clerk's two lists."""

import frappe
from frappe.query_builder import DocType

from zhicheng.constants import TaskStatus
from zhicheng.domain.queries.counting import capped


def count_done(user: str) -> int:
	"""已办业务: rows that the user decided himself, which is one of the reasons to see them; capped."""
	task = DocType("Approval Task")
	decided = frappe.qb.from_(task).where((task.decided_by == user) & (task.status == TaskStatus.DONE.value))
	return capped(decided)
