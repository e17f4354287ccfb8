"""One dossier, read once for everything that a page shows of it."""

import frappe

from zhicheng.domain.dossier.section_fields import child_doctype
from zhicheng.domain.dossier.sections import SECTIONS
from zhicheng.domain.queries import dossiers


class Reading:
	"""The dossier's own row, the rows of its tables and its proofs; a child table that holds two sections is read once."""

	def __init__(self, application: str):
		self.application = application
		self.dossier = dossiers.dossier(application)
		self.rows = _tables(self.dossier.name)
		self.proofs = dossiers.attachments(application)


def _tables(dossier: str) -> dict[str, list[frappe._dict]]:
	tables = [section for section in SECTIONS if section.is_table]
	rows = {section.key: [] for section in tables}
	for doctype in dict.fromkeys(child_doctype(section) for section in tables):
		for row in dossiers.all_rows(dossier, doctype):
			rows.setdefault(row.parentfield, []).append(row)
	return rows
