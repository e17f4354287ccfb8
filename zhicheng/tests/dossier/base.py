"""A draft of 测试甲 and short ways to save and read its sections."""

import frappe

from zhicheng.domain.dossier import dossier
from zhicheng.domain.dossier.dossier_access import section_revision
from zhicheng.domain.dossier.sections import BY_KEY
from zhicheng.domain.queries import dossiers
from zhicheng.setup.demo import world
from zhicheng.tests import factories
from zhicheng.tests.base import ZhichengTestCase

PERSON = "测试甲"


class DossierTestCase(ZhichengTestCase):
	"""A complete draft, made once and given back as it was after each test; the session's user is its applicant."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.application = factories.create_draft(person=PERSON)

	def setUp(self):
		super().setUp()
		self.user = world.user(PERSON)
		frappe.set_user(self.user)

	def row(self) -> frappe._dict:
		return dossiers.dossier(self.application)

	def rows(self, section: str) -> list[frappe._dict]:
		return dossiers.rows(self.row().name, BY_KEY[section])

	def save(self, section: str, values: dict, revision: int | None = None, user: str | None = None) -> dict:
		if revision is None:
			revision = section_revision(self.row(), section)
		return dossier.save_section(self.application, section, values, revision, user or self.user)

	def change_row(self, section: str, row, **values) -> dict:
		return self.save(section, {"rows": [{"name": row.name, "revision": str(row.modified), "values": values}]})

	def add_row(self, section: str, **values) -> dict:
		return self.save(section, {"rows": [{"name": "new-1", "values": values}]})

	def missing(self) -> list[tuple[str, str]]:
		return [(item["section"], item["fieldname"]) for item in dossier.missing(self.application)]
