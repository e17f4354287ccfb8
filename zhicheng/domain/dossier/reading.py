"""One dossier, read once for everything that a page shows of it."""

from functools import cached_property

from zhicheng.domain.dossier.section_fields import child_doctype
from zhicheng.domain.dossier.sections import SECTIONS, Section
from zhicheng.domain.queries import dossiers


class Reading:
	"""The dossier's own row, its proofs and the rows of its tables, each when it is asked for."""

	def __init__(self, application: str):
		self.application = application

	@cached_property
	def dossier(self):
		return dossiers.dossier(self.application)

	@cached_property
	def proofs(self) -> list:
		return dossiers.attachments(self.application)

	@cached_property
	def rows(self) -> dict[str, list]:
		"""By section; a child table that holds two sections is read once."""
		tables = [section for section in SECTIONS if section.is_table]
		rows = {section.key: [] for section in tables}
		for doctype in dict.fromkeys(child_doctype(section) for section in tables):
			for row in dossiers.all_rows(self.dossier.name, doctype):
				rows.setdefault(row.parentfield, []).append(row)
		return rows

	def rows_of(self, section: Section) -> list:
		"""The rows of one section, without those of the others."""
		if not section.is_table:
			return []
		if "rows" in self.__dict__:
			return self.rows[section.key]
		of_table = dossiers.all_rows(self.dossier.name, child_doctype(section))
		return [row for row in of_table if row.parentfield == section.key]
