"""What a page and a save cost the database, counted over whole requests on a warm server."""

from contextlib import contextmanager

import frappe
from frappe.database.database import Database

from zhicheng.domain.dossier import kept_states
from zhicheng.domain.dossier.dossier_access import section_revision
from zhicheng.domain.dossier.sections import BY_KEY
from zhicheng.domain.queries import dossiers
from zhicheng.tests.portal.base import PortalTestCase

# a page of a section that was just changed, one that nobody changed since it was last shown, a save
PAGE, KEPT, SAVE = 25, 10, 15


class TestCost(PortalTestCase):
	def test_a_page_of_the_dossier(self):
		for section in ("cover_page", "basic_info", "education", "self_summary"):
			address = f"/portal/dossier?name={self.application}&section={section}"
			self.visitor.page(address)
			for limit in (PAGE, KEPT):
				if limit == PAGE:
					kept_states.forget(self.application)
				with self.subTest(section, limit=limit), counted() as statements:
					self.assertEqual(self.visitor.page(address).status_code, 200)
				self.assertLessEqual(len(statements), limit, "\n".join(statements))

	def test_a_save_of_a_section(self):
		row = dossiers.rows(self.dossier().name, BY_KEY["assessment"])[0]
		earliest = {"start_date": "1999-01-01", "end_date": "2000-01-01", "employer": "最早", "position": "医师"}
		for section, values in (
			("basic_info", {"birth_place": "某地"}),
			("cover_page", {"ce_hours": "99"}),
			("assessment", {"rows": [{"name": row.name, "revision": str(row.modified), "values": {"remark": "备注"}}]}),
			# goes to the top, so that every other row gets another number
			("work", {"rows": [{"name": f"new-{frappe.generate_hash(length=32)}", "values": earliest}]}),
		):
			self.save(section, {})
			with self.subTest(section), counted() as statements:
				self.assertEqual(self.save(section, values).status_code, 200)
			self.assertLessEqual(len(statements), SAVE, "\n".join(statements))

	def dossier(self):
		frappe.db.rollback()
		return dossiers.dossier(self.application)

	def save(self, section: str, values: dict):
		revision = section_revision(self.dossier(), section)
		asked = {"application": self.application, "section": section, "values": values, "revision": revision}
		return self.visitor.post("zhicheng.api.portal.save_section", **asked, merge=1, auto=1)


@contextmanager
def counted():
	"""What is read and written while it runs, by whichever thread and connection; the bounds of a transaction are none."""
	statements, original = [], Database.sql

	def sql(self, query, *args, **kwargs):
		text = " ".join(str(query).split())
		if text.lower() not in ("rollback", "start transaction", "commit"):
			statements.append(text[:200])
		return original(self, query, *args, **kwargs)

	Database.sql = sql
	try:
		yield statements
	finally:
		Database.sql = original
