"""Register Entry: what the lists (一览表) show of a dossier, taken from what was submitted last (domain 7.1).

A row of 25 000 must not open 25 000 dossiers, and nobody but the applicant sees what he has not submitted yet; so
the columns are written once per submission, from the snapshot.
"""

import json

import frappe
from frappe.utils import cint, cstr

from zhicheng.domain import records

ENTRY = "Register Entry"
PLAIN = (
	"work_start_date", "current_speciality", "years_in_speciality", "current_title", "current_title_date",
	"appointed_years", "current_title_authority", "degree", "school", "major", "grad_date",
)  # fmt: skip
YEARS = 5
LONGEST = 140


def on_snapshot(snapshot, method: str | None = None) -> None:
	"""doc_events of Dossier Snapshot: a submission renews the row."""
	write(snapshot.application, cint(snapshot.round_no), json.loads(snapshot.content))


def write(application: str, round_no: int, content: dict) -> None:
	"""The row of a case as the frozen content says it."""
	columns = {**of_content(content), "round_no": round_no}
	if not frappe.db.exists(ENTRY, application):
		records.insert(frappe.new_doc(ENTRY).update({"application": application}))
	# past Frappe's filter for web texts, which would cut `a<b`
	frappe.db.set_value(ENTRY, application, columns)


def fill_missing() -> None:
	"""Rows for cases submitted before there was a register entry."""
	snapshot, entry = frappe.qb.DocType("Dossier Snapshot"), frappe.qb.DocType(ENTRY)
	known = frappe.qb.from_(entry).select(entry.name)
	query = frappe.qb.from_(snapshot).select(snapshot.application).distinct()
	for application in query.where(snapshot.application.notin(known)).run(pluck=True):
		filters = {"application": application}
		last = frappe.get_all(
			"Dossier Snapshot", filters=filters, fields=["round_no", "content"], order_by="round_no desc", limit=1
		)[0]
		write(application, cint(last.round_no), json.loads(last.content))


def of_content(content: dict) -> dict:
	"""The columns of one dossier."""
	values, rows = _values(content), _rows(content)
	columns = {key: values.get(key) or None for key in PLAIN}
	columns["education"] = values.get("top_education")
	columns["foreign_language"] = _marks(rows.get("exam", ()), "外语") or values.get("language_info")
	columns["computer"] = _marks(rows.get("exam", ()), "计算机")
	columns["assessments"] = _assessments(rows.get("assessment", ()))
	return {key: value[:LONGEST] if isinstance(value, str) else value for key, value in columns.items()}


def _values(content: dict) -> dict:
	fields = [field for section in content["sections"] for field in section.get("fields", ())]
	return {field["fieldname"]: field["value"] for field in fields}


def _rows(content: dict) -> dict[str, list[dict]]:
	return {
		section["key"]: [{field["fieldname"]: field["value"] for field in row["fields"]} for row in section["rows"]]
		for section in content["sections"]
		if "rows" in section
	}


def _marks(rows, kind: str) -> str:
	"""全国职称外语等级考试 82；…"""
	found = [row for row in rows if row.get("exam_type") == kind]
	return "；".join(" ".join(filter(None, (cstr(row.get("subject")), cstr(row.get("score"))))) for row in found)


def _assessments(rows) -> str:
	"""近N年考核: 2024优秀、2023合格 …, newest first."""
	judged = sorted((row for row in rows if row.get("year")), key=lambda row: cint(row["year"]), reverse=True)
	return "、".join(f"{cint(row['year'])}{row.get('result') or ''}" for row in judged[:YEARS])
