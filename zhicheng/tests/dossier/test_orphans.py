"""附件清查: what lost its other half is listed with what to do, and nothing else is."""

import os

import frappe
from frappe.desk.query_report import run

from zhicheng.domain.files import file_store, orphans, partial_uploads
from zhicheng.domain.queries import dossiers
from zhicheng.tests.dossier.base import DossierTestCase


class TestOrphans(DossierTestCase):
	def mine(self) -> dict[str, list[dict]]:
		rows = {}
		for row in orphans.found():
			if row["application"] == self.application or row["record"] in self.strays:
				rows.setdefault(row["kind"], []).append(row)
		return rows

	def setUp(self):
		super().setUp()
		frappe.set_user("Administrator")
		self.strays = set()

	def test_a_whole_dossier_has_none(self):
		self.assertEqual(self.mine(), {})

	def test_each_kind_is_found_once(self):
		no_file, no_bytes, no_row = dossiers.attachments(self.application)[:3]
		path = file_store.disk_path(no_bytes.file)
		stray = f"{frappe.generate_hash(length=32)}.pdf"
		self.strays = {stray}
		self.addCleanup(os.rename, f"{path}.away", path)
		os.rename(path, f"{path}.away")
		frappe.db.delete("File", {"name": no_file.file})
		frappe.db.delete("Dossier Attachment", {"name": no_row.name})
		with open(frappe.get_site_path("private", "files", stray), "wb") as stream:
			self.addCleanup(os.remove, stream.name)
		place = {"section": "basic_info", "fieldname": "current_post", "row": "", "replace": ""}
		partial = partial_uploads.begin(user="x", application=self.application, file_name="证明.pdf", size=10, **place)
		self.addCleanup(partial_uploads.remove, partial)

		found = self.mine()

		self.assertEqual(set(found), set(orphans.HELP))
		self.assertEqual([row["record"] for row in found[orphans.LOST_FILE]], [no_file.name])
		self.assertEqual([row["record"] for row in found[orphans.LOST_BYTES]], [no_bytes.name])
		self.assertEqual([row["record"] for row in found[orphans.LOST_ROW]], [no_row.file])
		self.assertEqual([row["record"] for row in found[orphans.STRAY]], [stray])
		self.assertIn("证明.pdf", found[orphans.PARTIAL][0]["title"])

	def test_the_report_is_the_system_managers(self):
		self.assertEqual([column["label"] for column in run("Orphan Files")["columns"]][:2], ["情况", "文件"])
		for person in ("测试甲", "省厅经办"):
			with self.subTest(person), self.as_user(person), self.assertRaises(frappe.PermissionError):
				run("Orphan Files")
