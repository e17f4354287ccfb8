"""What a dossier says that the conditions of a notice ask about; from the record or from what was submitted."""

from dataclasses import dataclass
from datetime import date

import frappe
from frappe.utils import cint, getdate

from zhicheng.constants import APPLICANT_STATES
from zhicheng.domain.approval import snapshots
from zhicheng.domain.dossier import dossier_person
from zhicheng.domain.dossier.sections import SECTIONS
from zhicheng.domain.queries import applications, dossiers


@dataclass(frozen=True)
class Facts:
	"""The dossier's values and rows, the day to which years count, and the year of the notice."""

	values: dict
	tables: dict[str, list]
	cutoff: date
	year: int
	assessment_years: int

	@property
	def is_exceptional(self) -> bool:
		return bool(cint(self.values.get("exceptional"))) or self.values.get("declare_type") == "破格"

	def rows(self, section: str) -> list:
		return self.tables.get(section, [])


def of(application: str) -> Facts:
	"""The facts as the session's user may see them: the applicant's own edits are nobody else's before he submits."""
	case = applications.case(application)
	at_home = case.workflow_state in (str(state) for state in APPLICANT_STATES)
	taken = None if case.applicant == frappe.session.user and at_home else snapshots.latest(application)
	values, tables = _frozen(taken) if taken else _live(application)
	wanted = cint(frappe.get_cached_value("Evaluation Notice", case.notice, "assessment_years")) or 5
	return Facts(values, tables, dossier_person.cutoff(case.notice), cint(case.declare_year), wanted)


def _live(application: str) -> tuple[dict, dict]:
	dossier = dossiers.dossier(application)
	return dossier, {s.key: dossiers.rows(dossier.name, s) for s in SECTIONS if s.is_table}


def _frozen(taken: dict) -> tuple[dict, dict]:
	values, tables = frappe._dict(), {}
	for section in taken.content["sections"]:
		if "rows" in section:
			tables[section["key"]] = [_row(row) for row in section["rows"]]
		else:
			values.update({field["fieldname"]: field["value"] for field in section["fields"]})
	return values, tables


def _row(row: dict) -> frappe._dict:
	return frappe._dict({field["fieldname"]: field["value"] for field in row["fields"]}, name=row["name"])


def full_years(start: object, end: date) -> int:
	"""Full years from a day to another; never less than none."""
	begin = getdate(start)
	return max(0, end.year - begin.year - ((end.month, end.day) < (begin.month, begin.day)))
