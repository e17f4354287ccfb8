"""回执: what the applicant gets after 提交: number, time of receipt by the server's clock, hash of the frozen content."""

from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import get_datetime

from zhicheng.constants import Action
from zhicheng.domain import settings
from zhicheng.domain.queries import applications
from zhicheng.exceptions import ActionNotAllowed
from zhicheng.permissions.applications import require_read_application
from zhicheng.printing import templating
from zhicheng.printing.words import typed

CASE_FIELDS = (
	"name", "application_no", "applicant_name", "id_masked", "unit_name", "declare_year", "level",
	"qualification_name", "notice", "province", "city", "county",
)  # fmt: skip


@dataclass(frozen=True)
class Receipt:
	"""One sheet, drawn by the same engines as the paper form; nothing runs along its edges."""

	values: dict
	header: str = ""
	mark: str = ""

	def html(self, *, running: bool = True) -> str:
		return templating.render("receipt/receipt.html", self.values)


def receipt(application: str, user: str, *, round_no: int = 0) -> Receipt:
	"""The receipt of a round, of the last one when none is named.

	:raises frappe.PermissionError: when the user may not read the case
	:raises ActionNotAllowed: when nothing was submitted, or not so often
	"""
	require_read_application(user=user, application=application)
	rounds = _rounds(application)
	chosen = next((row for row in rounds if row.round_no == (round_no or rounds[-1].round_no)), None) if rounds else None
	if not chosen:
		raise ActionNotAllowed(_("这份申报还没有提交，提交之后才有回执。"))
	return Receipt({**_case(application), **_shown(chosen), "rounds": [_shown(row) for row in rounds]})


def _rounds(application: str) -> list[frappe._dict]:
	# each submission is one row of the path and one snapshot, in the same order
	sent = [row.next_unit_name for row in applications.path(application) if row.action == Action.SUBMIT]
	rows = frappe.get_all(
		"Dossier Snapshot",
		filters={"application": application},
		fields=["round_no", "taken_on", "sha256"],
		order_by="round_no asc",
	)
	for row in rows:
		row.received_by = sent[row.round_no - 1] if row.round_no <= len(sent) else ""
	return rows


def _shown(row: dict) -> dict:
	taken_on = get_datetime(row.taken_on).strftime("%Y-%m-%d %H:%M:%S")
	return {"round_no": row.round_no, "sha256": row.sha256, "taken_on": taken_on, "received_by": row.received_by}


def _case(application: str) -> dict:
	case = frappe.db.get_value("Title Application", application, CASE_FIELDS, as_dict=True)
	notice = frappe.db.get_value("Evaluation Notice", case.notice, ["title", "doc_no"], as_dict=True) or {}
	brand = settings.get("branding_name", region=case.county or case.city or case.province) or ""
	return {
		"brand": brand.replace("系统", ""),
		"number": case.application_no or "",
		"name": typed(case.applicant_name),
		"id_masked": case.id_masked or "",
		"unit_name": typed(case.unit_name),
		"declare_year": case.declare_year,
		"level": case.level,
		"qualification": typed(case.qualification_name),
		"notice_title": typed(notice.get("title")),
		"doc_no": typed(notice.get("doc_no")),
	}
