"""Reads of the clerk's case screen and of his two lists."""

import frappe
from frappe.query_builder import DocType

from zhicheng.constants import TaskStatus
from zhicheng.domain.queries.counting import capped

HEAD_FIELDS = (
	"application_no", "applicant", "applicant_name", "declare_year", "level", "series", "qualification_name",
	"exceptional", "unit_name", "workflow_state", "current_stage", "round_no", "step", "submitted_on", "tally_date",
	"tally_result", "tally_members", "tally_present", "tally_yes", "tally_no", "result_doc_no", "certificate_no",
)  # fmt: skip


def head(application: str) -> frappe._dict:
	"""What stands above the dossier."""
	return frappe.db.get_value("Title Application", application, HEAD_FIELDS, as_dict=True)


def count_done(user: str) -> int:
	"""已办业务: rows that the user decided himself, which is one of the reasons to see them; capped."""
	task = DocType("Approval Task")
	decided = frappe.qb.from_(task).where((task.decided_by == user) & (task.status == TaskStatus.DONE.value))
	return capped(decided)
