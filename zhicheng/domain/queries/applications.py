"""Shared reads of cases and of their path (Approval Task)."""

import frappe
from frappe.query_builder import DocType, Order

from zhicheng.constants import APPLICANT_STAGE, TaskStatus
from zhicheng.domain.queries import rows
from zhicheng.domain.queries.held import kept

CASE_FIELDS = (
	"name", "application_no", "applicant", "applicant_name", "member", "id_hash", "notice", "declare_year", "level",
	"series", "qualification_name", "committee", "unit", "unit_name", "unit_category", "province", "city", "county",
	"workflow_state", "current_stage", "current_unit", "current_unit_name", "route", "round_no", "step", "dossier",
	"first_submitted_on", "print_unlocked", "tally_entered", "tally_result", "tally_date",
	"tally_members", "tally_present", "tally_yes", "tally_no", "tally_defence", "tally_remark", "exceptional", "submitted_on", "result_doc_no",
	"certificate_no",
)  # fmt: skip
TASK_FIELDS = (
	"name", "application", "seq", "round_no", "stage", "stage_name", "unit", "unit_name", "role", "stage_role",
	"for_unit", "applicant", "status", "action", "opened_on", "read_on", "read_by", "deadline", "decided_on",
	"decided_by", "decided_by_name", "role_used", "reason", "next_stage", "next_stage_name", "next_unit",
	"next_unit_name", "next_reason", "came_from", "token", "answer", "first_opened_on", "handed_to", "handed_to_name",
	"handed_by_name", "reminded_on", "deputy_for_name",
)  # fmt: skip
OPINION_FIELDS = (
	"name", "task", "stage", "stage_name", "unit", "unit_name", "round_no", "is_draft", "superseded", "box_code",
	"box_title", "opinion", "leader_name", "signature", "approved_on", "notice_from", "notice_to", "notice_result", "recorded_by",
	"recorded_by_name", "modified",
)  # fmt: skip


def locked(application: str) -> frappe._dict | None:
	"""The case, its row locked until the transaction ends; None when there is none."""
	return rows.one("Title Application", CASE_FIELDS, name=application, for_update=True)


def locked_with_task(application: str) -> tuple[frappe._dict | None, frappe._dict | None, list[frappe._dict]]:
	"""The case, its open row and what that row's clerks wrote, all locked, in one read.

	:return: (case, task, opinions); None where there is no case or no open row
	"""
	case_table, row, opinion = DocType("Title Application"), DocType("Approval Task"), DocType("Stage Opinion")
	columns = [case_table[field].as_(f"case_{field}") for field in CASE_FIELDS]
	columns += [row[field].as_(f"task_{field}") for field in TASK_FIELDS]
	columns += [opinion[field].as_(f"opinion_{field}") for field in OPINION_FIELDS]
	query = frappe.qb.from_(case_table).left_join(row).on(row.open_key == case_table.name)
	query = query.left_join(opinion).on(opinion.task == row.name)
	query = query.select(*columns).where(case_table.name == application).for_update()
	joined = query.run(as_dict=True)
	if not joined:
		return None, None, []
	found = _part(joined[0], "case_", CASE_FIELDS)
	open_row = _part(joined[0], "task_", TASK_FIELDS)
	written = [_part(row, "opinion_", OPINION_FIELDS) for row in joined if row.opinion_name]
	return found, open_row if open_row.name else None, written


def _part(row: dict, prefix: str, fields: tuple[str, ...]) -> frappe._dict:
	return frappe._dict({field: row[prefix + field] for field in fields})


@kept
def case(application: str) -> frappe._dict | None:
	"""The case as it stands, not locked."""
	return rows.one("Title Application", CASE_FIELDS, name=application)


@kept
def open_task(application: str, *, for_update: bool = False) -> frappe._dict | None:
	"""The one open row of a running case; None for a draft never submitted and for a case that has ended."""
	return rows.one("Approval Task", TASK_FIELDS, open_key=application, for_update=for_update)


@kept
def task(name: str) -> frappe._dict:
	"""One row of a path."""
	return rows.one("Approval Task", TASK_FIELDS, name=name)


def path(application: str) -> list[frappe._dict]:
	"""All rows of a path in the order travelled."""
	return rows.many("Approval Task", TASK_FIELDS, ordered=("seq",), application=application)


def answered(application: str, token: str) -> frappe._dict | None:
	"""The row that an earlier call with this token closed; a locking read, so that it sees what just committed."""
	return rows.one("Approval Task", TASK_FIELDS, token=token, application=application, for_update=True)


def waiting_at(unit: str, role: str = "") -> list[frappe._dict]:
	"""Open rows with a unit's clerks, each with the applicant of its case."""
	row, case = DocType("Approval Task"), DocType("Title Application")
	query = frappe.qb.from_(row).join(case).on(case.name == row.application)
	query = query.select(row.name, row.role, row.application, case.applicant.as_("case_applicant"))
	query = query.where((row.unit == unit) & (row.status == TaskStatus.OPEN.value) & (row.stage != APPLICANT_STAGE))
	if role:
		query = query.where(row.role == role)
	return query.run(as_dict=True)


@kept
def last_done(application: str) -> frappe._dict | None:
	"""The row that was closed last."""
	row = DocType("Approval Task")
	query = frappe.qb.from_(row).select(*[row[field] for field in TASK_FIELDS])
	query = query.where(row.application == application).where(row.status == TaskStatus.DONE.value)
	found = query.orderby(row.seq, order=Order.desc).limit(1).run(as_dict=True)
	return found[0] if found else None


def decided_in_round(application: str, round_no: int, actions: tuple[str, ...]) -> bool:
	"""Whether a clerk decided anything in this round of the case."""
	filters = {"application": application, "round_no": round_no, "action": ["in", list(actions)]}
	return bool(frappe.db.exists("Approval Task", filters))
