"""What the dossier takes over from the person, the notice and other rows, so that nobody types it twice."""

import datetime

import frappe
from frappe.utils import getdate, today

from zhicheng.domain.dossier.sections import EDUCATION_RANK
from zhicheng.domain.people import identity
from zhicheng.domain.queries import dossiers

TOP_FIELDS = {
	"top_education": "education_level",
	"grad_date": "end_date",
	"school": "school",
	"major": "major",
	"schooling_years": "schooling_years",
	"degree": "degree",
}


# what the applicant does not type: it follows the person and his unit until the first submission
FOLLOWED = ("unit", "unit_category", "name_cn", "id_masked", "gender", "birth_date")


def prefill(case: dict) -> dict:
	"""First values from the Unit Member, the unit and the notice (domain 4.1)."""
	person = frappe.db.get_value(
		"Unit Member",
		case.member,
		["member_name", "id_masked", "gender", "birth_date", "mobile", "email", "job_title"],
		as_dict=True,
	)
	notice = frappe.db.get_value(
		"Evaluation Notice", case.notice, ["declare_year", "level", "series", "committee"], as_dict=True
	)
	return {
		**notice,
		"notice": case.notice,
		"unit": case.unit,
		"unit_category": frappe.db.get_value("Unit", case.unit, "unit_category"),
		"name_cn": person.member_name,
		"id_masked": person.id_masked,
		"gender": person.gender,
		"birth_date": person.birth_date,
		"mobile": identity.unseal(person.mobile),
		"email": person.email,
		"current_post": person.job_title,
		"declare_type": "正常晋升",
		"pledge_date": today(),
	}


def id_number(member: str) -> str:
	"""The full number, for the dossier page and the print alone (domain 5.7)."""
	return identity.unseal(frappe.db.get_value("Unit Member", member, "id_number"))


def cutoff(notice: str) -> datetime.date:
	"""Years are counted to the notice's cut-off date, else to the last day of its year (domain 4.1)."""
	row = frappe.get_cached_doc("Evaluation Notice", notice)
	return getdate(row.cutoff_date) if row.cutoff_date else datetime.date(row.declare_year, 12, 31)


def appointed_years(appointed_on, notice: str) -> int:
	"""Full years in post; none without the day of the appointment."""
	if not appointed_on:
		return 0
	start, end = getdate(appointed_on), cutoff(notice)
	return max(0, end.year - start.year - ((end.month, end.day) < (start.month, start.day)))


def top_education(rows: list[dict]) -> dict:
	"""最高学历 with its school and date: the row of the highest level, the latest of equals."""
	ranked = [row for row in rows if row.get("education_level") in EDUCATION_RANK]
	if not ranked:
		return dict.fromkeys(TOP_FIELDS)
	top = max(ranked, key=lambda row: (EDUCATION_RANK.index(row["education_level"]), str(row.get("end_date") or "")))
	return {fieldname: top.get(source) for fieldname, source in TOP_FIELDS.items()}
