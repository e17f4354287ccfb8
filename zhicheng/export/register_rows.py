"""Cases as the rows of a register: what the case says, what its dossier said at the last submission."""

from dataclasses import dataclass, field

import frappe
from frappe.query_builder import DocType

from zhicheng.constants import State
from zhicheng.domain.dossier.register_entry import ENTRY
from zhicheng.domain.people import identity
from zhicheng.export.register_filters import CASE, NO, RUNNING, YES

CASE_FIELDS = (
	"name", "applicant_name", "gender", "birth_date", "id_masked", "unit_name", "unit_category", "city", "county",
	"series", "qualification_name", "speciality", "exceptional", "declare_type", "current_stage", "current_unit_name",
	"workflow_state", "submitted_on", "tally_result", "mobile_masked", "application_no", "member",
)  # fmt: skip
ENTRY_FIELDS = (
	"work_start_date", "current_speciality", "years_in_speciality", "current_title", "current_title_date",
	"appointed_years", "current_title_authority", "education", "degree", "school", "major", "grad_date",
	"foreign_language", "computer", "assessments",
)  # fmt: skip
STATES = {str(state) for state in State}


@dataclass
class Names:
	"""The few names that stand for codes, read once."""

	categories: dict = field(default_factory=lambda: _names("Unit Category", "category_name"))
	regions: dict = field(default_factory=lambda: _names("Region", "region_name"))
	stages: dict = field(default_factory=lambda: _names("Approval Stage", "stage_name"))


def read(names: list[str]) -> list[tuple]:
	"""The rows in the order of the names, as CASE_FIELDS and ENTRY_FIELDS; the caller has asked permission."""
	entry = DocType(ENTRY)
	fields = [CASE[name] for name in CASE_FIELDS] + [entry[name] for name in ENTRY_FIELDS]
	query = frappe.qb.from_(CASE).left_join(entry).on(entry.name == CASE.name).select(*fields)
	found = {row[0]: row for row in query.where(CASE.name.isin([*names, ""])).run()}
	return [found[name] for name in names if name in found]


def cells(row: tuple, number: int, known: Names, private: tuple[str, str] | None = None) -> list:
	"""The 34 cells.

	:param private: ID number and telephone where they may be shown whole; masked otherwise
	"""
	(
		_name, person, gender, born, masked, unit, category, city, county, series, qualification, speciality,
		exceptional, kind, stage, at, state, submitted, result, phone, _number, _member,
		started, work, years, title, title_on, held, authority, education, degree, school, major, graduated,
		language, computer, assessments,
	) = row  # fmt: skip
	id_number, mobile = private or (masked, phone)
	is_running = state not in STATES
	return [
		number, person, gender, _month(born), id_number, unit, known.categories.get(category, ""),
		known.regions.get(county or city, ""), _month(started), work, years or "", title, _month(title_on), held or "",
		authority, education, degree, school, major, _month(graduated), language, computer, series, qualification,
		speciality, YES if exceptional else NO, kind, assessments, known.stages.get(stage, "") if is_running else "",
		at if is_running else "", RUNNING if is_running else state,
		submitted.strftime("%Y-%m-%d %H:%M") if submitted else "", result, mobile,
	]  # fmt: skip


def numbers(rows: list[tuple]) -> list[tuple[str, str]]:
	"""ID number and telephone of each row, unsealed; for exports that may hold them and say why."""
	at = CASE_FIELDS.index("member")
	people = frappe.get_all(
		"Unit Member", filters={"name": ["in", [row[at] for row in rows]]}, fields=["name", "id_number", "mobile"]
	)
	known = {person.name: (identity.unseal(person.id_number), identity.unseal(person.mobile)) for person in people}
	return [known.get(row[at], ("", "")) for row in rows]


def _month(value) -> str:
	return f"{value.year}-{value.month:02d}" if value else ""


def _names(doctype: str, title: str) -> dict:
	return dict(frappe.get_all(doctype, fields=["name", title], as_list=True))
