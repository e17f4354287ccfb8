"""Where the values of a dossier come from: what was submitted last, or the live record for its applicant.

Reviewers, print and comparison read the Dossier Snapshot (design 3); so nobody but the applicant sees edits
that he has not submitted yet.
"""

from dataclasses import dataclass, field

from zhicheng.constants import APPLICANT_STATES
from zhicheng.domain.approval import snapshots
from zhicheng.domain.dossier import attachments
from zhicheng.domain.dossier.sections import SECTIONS
from zhicheng.domain.queries import dossiers


@dataclass
class DossierSource:
	"""Stored values, rows by section key, proofs by section key."""

	values: dict = field(default_factory=dict)
	tables: dict[str, list[dict]] = field(default_factory=dict)
	attachments: list[dict] = field(default_factory=list)

	def rows(self, section: str) -> list[dict]:
		return self.tables.get(section, [])

	def proofs(self, section: str) -> list[dict]:
		return [proof for proof in self.attachments if proof["section"] == section]


def is_live(case, user: str) -> bool:
	"""Whether this user is shown what is being typed: its applicant while it is his, and nobody else."""
	return case.applicant == user and case.workflow_state in APPLICANT_STATES


def read(case, *, live: bool) -> DossierSource:
	"""What is being typed, or what was submitted last; a case never submitted has the first alone."""
	taken = None if live else snapshots.latest(case.name)
	return _frozen(case, taken) if taken else _live(case)


def _live(case) -> DossierSource:
	if not case.dossier:
		return DossierSource()
	dossier = dossiers.dossier(case.name)
	tables = {section.key: dossiers.rows(dossier.name, section) for section in SECTIONS if section.is_table}
	proofs = [_proof(case.name, row.name, row) for row in dossiers.attachments(case.name)]
	return DossierSource(dict(dossier), tables, proofs)


def _frozen(case, taken) -> DossierSource:
	values, tables = {}, {}
	for section in taken.content["sections"]:
		values.update(_by_fieldname(section.get("fields", ())))
		if "rows" in section:
			tables[section["key"]] = [
				{"name": row["name"], **_by_fieldname(row["fields"])} for row in section["rows"]
			]
	proofs = [_proof(case.name, file["attachment"], file) for file in taken.files]
	return DossierSource(values, tables, proofs)


def _by_fieldname(fields) -> dict:
	return {field["fieldname"]: field["value"] for field in fields}


def _proof(application: str, name: str, row: dict) -> dict:
	return {
		"name": name,
		"section": row["section"],
		"row_name": row["row_name"] or "",
		"fieldname": row["fieldname"],
		"label": row["label"],
		"file_name": row["file_name"],
		"mime": row["mime"],
		"url": attachments.address(application, name),
	}
