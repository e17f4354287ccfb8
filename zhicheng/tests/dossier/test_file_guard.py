"""What Frappe allows with files and we do not: trap 9 and 10 of our reference, tried as a clever applicant would."""

import frappe

from zhicheng import hooks
from zhicheng.domain.files import file_guard, orphans
from zhicheng.exceptions import FileRefused
from zhicheng.setup.demo import cases, world
from zhicheng.tests.dossier import files
from zhicheng.tests.dossier.base import DossierTestCase

OWN_FILES = "file_guard.require_own_files"
LOGOS = ("Zhicheng Settings", "Zhicheng Region Setting")


class TestFileGuard(DossierTestCase):
	def setUp(self):
		super().setUp()
		self.file = frappe.get_all(
			"File", filters={"attached_to_doctype": "Application Dossier", "attached_to_name": self.row().name}
		)[0].name

	def doc(self):
		return frappe.get_doc("File", self.file)

	def test_nobody_reads_it_natively(self):
		for person in ("测试甲", "测试壬", "卫生院经办", "省厅经办"):
			with self.subTest(person), self.as_user(person):
				file = self.doc()
				self.assertFalse(file.is_downloadable())
				for ptype in ("read", "write", "delete"):
					self.assertFalse(frappe.has_permission("File", ptype=ptype, doc=file))

	def test_nobody_lists_it(self):
		for person in ("测试甲", "卫生院经办", "省厅经办"):
			with self.subTest(person), self.as_user(person):
				try:
					rows = frappe.get_list("File", filters={"name": self.file})
				except frappe.PermissionError:
					rows = []
				self.assertEqual(rows, [])

	def test_it_never_becomes_public_moves_or_changes(self):
		for values in (
			{"is_private": 0},
			{"attached_to_name": "somewhere"},
			{"attached_to_doctype": "ToDo", "attached_to_name": "x"},
			{"file_url": "/private/files/other.pdf"},
			{"file_name": "other.pdf"},
		):
			file = self.doc()
			file.update(values)
			with self.subTest(values), self.assertRaises(FileRefused):
				file.save(ignore_permissions=True)

	def test_it_is_not_deleted_natively_in_draft_or_later(self):
		with self.assertRaises(FileRefused):
			frappe.delete_doc("File", self.file, ignore_permissions=True)
		cases.submit(self.application)
		with self.assertRaises(FileRefused):
			frappe.delete_doc("File", self.file, ignore_permissions=True)

	def test_nothing_is_attached_to_a_dossier_by_other_doors(self):
		for doctype, name in (("Application Dossier", self.row().name), ("Title Application", self.application)):
			file = frappe.get_doc(
				{
					"doctype": "File",
					"file_name": "x.pdf",
					"content": files.pdf(),
					"attached_to_doctype": doctype,
					"attached_to_name": name,
				}
			)
			with self.subTest(doctype), self.assertRaises(FileRefused):
				file.insert(ignore_permissions=True)

	def test_its_address_gets_no_second_row(self):
		"""Frappe would copy the bytes for the owner of the new row."""
		url = self.doc().file_url
		with self.as_user("测试壬"):
			file = frappe.get_doc({"doctype": "File", "file_url": url, "is_private": 1})
			with self.assertRaises(frappe.PermissionError):
				file.insert()

	def test_its_address_fits_into_no_attach_field(self):
		url = self.doc().file_url
		with self.as_user("测试壬") as user:
			doc = frappe.get_doc("User", user)
			doc.user_image = url
			doc.save(ignore_permissions=True)

		self.assertNotEqual(frappe.db.get_value("User", user, "user_image"), url)
		self.assertFalse(frappe.db.count("File", {"attached_to_doctype": "User", "attached_to_name": user}))

	def test_its_address_does_not_fit_into_a_field_of_another_record(self):
		frappe.set_user("Administrator")
		unit = frappe.get_doc("Unit", world.unit("MEK-CLINIC"))
		unit.licence_file = self.doc().file_url

		with self.assertRaisesRegex(FileRefused, "不属于这份记录"):
			file_guard.require_own_files(unit)

	def test_every_record_with_a_file_is_guarded(self):
		"""A link to a File row: guarded and in the report of lost files; an Attach field: guarded, its own files only,
		or a logo, which everybody sees."""
		own_files = {doctype for doctype, events in hooks.doc_events.items() if OWN_FILES in str(events.get("validate"))}
		own_files |= {df.options for doctype in own_files for df in frappe.get_meta(doctype).get_table_fields()}
		for doctype in frappe.get_all("DocType", filters={"module": "Zhicheng"}, pluck="name"):
			for df in frappe.get_meta(doctype).fields:
				with self.subTest(doctype=doctype, field=df.fieldname):
					if df.fieldtype == "Link" and df.options == "File":
						self.assertIn(doctype, file_guard.GUARDED)
						self.assertIn(doctype, orphans.HOLDERS)
					elif df.fieldtype in file_guard.ATTACH_TYPES:
						self.assertIn(doctype, {*file_guard.GUARDED, *own_files, *LOGOS})

	def test_an_own_upload_fits(self):
		frappe.set_user("Administrator")
		unit = frappe.get_doc("Unit", world.unit("MEK-CLINIC"))
		file = frappe.get_doc(
			{"doctype": "File", "file_name": "执照.pdf", "content": files.pdf(2), "is_private": 1}
		).insert()
		unit.licence_file = file.file_url

		file_guard.require_own_files(unit)

	def test_a_dossier_is_no_record_for_anybody(self):
		name = self.row().name
		for person in ("测试甲", "卫生院经办", "省厅经办"):
			with self.subTest(person), self.as_user(person):
				self.assertFalse(frappe.has_permission("Application Dossier", doc=name))
				for doctype in ("Application Dossier", "Dossier Attachment"):
					try:
						rows = frappe.get_list(doctype)
					except frappe.PermissionError:
						rows = []
					self.assertEqual(rows, [])
