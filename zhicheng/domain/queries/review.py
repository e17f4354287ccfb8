"""Reads of the clerk's case screen and of his two lists."""

import frappe
from frappe.query_builder import DocType
from frappe.query_builder.functions import Count
from pypika.terms import PseudoColumn

from zhicheng.constants import APPLICANT_STAGE, TaskStatus

HEAD_FIELDS = (
	"application_no", "applicant", "applicant_name", "declare_year", "level", "series", "qualification_name",
	"exceptional", "unit_name", "workflow_state", "current_stage", "round_no", "step", "submitted_on", "tally_date",
	"tally_result", "tally_members", "tally_present", "tally_yes", "tally_no", "result_doc_no", "certificate_no",
)  # fmt: skip


def head(application: str) -> frappe._dict:
	"""What stands above the dossier."""
	return frappe.db.get_value("Title Application", application, HEAD_FIELDS, as_dict=True)


def count_open(condition: str) -> int:
	"""待办业务: open rows at a clerk's stage, under the list's own condition."""
	task = DocType("Approval Task")
	return _count(condition, (task.status == TaskStatus.OPEN.value) & (task.stage != APPLICANT_STAGE))


def count_done(condition: str, user: str) -> int:
	"""已办业务: rows that the user decided himself."""
	task = DocType("Approval Task")
	return _count(condition, (task.status == TaskStatus.DONE.value) & (task.decided_by == user))


def _count(condition: str, criterion) -> int:
	task = DocType("Approval Task")
	query = frappe.qb.from_(task).select(Count(task.name)).where(criterion)
	if condition:
		query = query.where(PseudoColumn(condition))
	return query.run()[0][0]
