"""Proofs beside fields and rows: kept privately, replaced, cancelled, retired; what they hold is test_hostile_files' matter."""

import frappe

from zhicheng.domain.approval import submission
from zhicheng.domain.dossier import attachments, dossier
from zhicheng.domain.files import file_store
from zhicheng.domain.queries import applications, dossiers
from zhicheng.exceptions import DossierLocked, FileRefused
from zhicheng.setup.demo import cases, world
from zhicheng.tests import factories
from zhicheng.tests.dossier import files
from zhicheng.tests.dossier.base import DossierTestCase


class TestProofs(DossierTestCase):
	def add(self, section="basic_info", fieldname="current_post", *, content=None, name="证明.pdf", **more) -> dict:
		content = content or files.pdf()
		return attachments.add(
			self.application, section, fieldname, content=content, file_name=name, user=self.user, **more
		)

	def test_a_proof_is_private_under_a_random_name_of_nobody(self):
		kept = self.add(name="身份证 51000019850312001X.pdf")

		proof = frappe.get_doc("Dossier Attachment", kept["name"])
		file = frappe.get_doc("File", proof.file)
		self.assertEqual((file.is_private, file.owner), (1, "Administrator"))
		self.assertRegex(file.file_url, r"^/private/files/[0-9a-z]{32}\.pdf$")
		self.assertEqual((file.attached_to_doctype, file.attached_to_name), ("Application Dossier", self.row().name))
		# the number is masked in the name as everywhere: it goes into headers, prints and other people's folders
		self.assertEqual(proof.file_name, "身份证 510000________001X.pdf")
		self.assertTrue(file_store.read(proof.file).startswith(b"%PDF"))

	def test_the_same_bytes_are_kept_twice(self):
		content = files.pdf()
		first, second = self.add(content=content), self.add(content=content)

		urls = [
			frappe.db.get_value("File", frappe.db.get_value("Dossier Attachment", row["name"], "file"), "file_url")
			for row in (first, second)
		]
		self.assertNotEqual(*urls)

	def test_the_first_page_holds_exactly_one(self):
		self.add("cover_page", "id_masked")
		kept = self.add("cover_page", "id_masked", name="新的.pdf")

		here = {"application": self.application, "section": "cover_page", "fieldname": "id_masked"}
		self.assertEqual(frappe.get_all("Dossier Attachment", filters=here, pluck="name"), [kept["name"]])

	def test_other_sections_hold_several_and_one_is_replaced(self):
		first = self.add(name="一.pdf")
		self.add(name="二.pdf")
		self.add(name="三.pdf", replace=first["name"])

		here = {"application": self.application, "section": "basic_info", "fieldname": "current_post"}
		names = frappe.get_all("Dossier Attachment", filters=here, pluck="file_name")
		self.assertEqual(set(names), {"二.pdf", "三.pdf"})

	def test_the_photo_field_follows_its_proof(self):
		kept = self.add("cover_page", "photo", content=files.jpeg(), name="照片.jpg")
		url = frappe.db.get_value("File", frappe.db.get_value("Dossier Attachment", kept["name"], "file"), "file_url")
		self.assertEqual(self.row().photo, url)

		attachments.cancel(self.application, kept["name"], user=self.user)
		self.assertFalse(self.row().photo)

	def test_places_that_take_nothing(self):
		for section, fieldname, row in (
			("basic_info", "birth_place", ""),
			("basic_info", "attachment", ""),
			("nonsense", "current_post", ""),
			("education", "attachment", ""),
			("education", "attachment", "no-such-row"),
			("basic_info", "current_post", "some-row"),
		):
			with self.subTest(f"{section}.{fieldname}.{row}"), self.assertRaises(FileRefused):
				self.add(section, fieldname, row=row)

	def test_a_row_of_another_section_or_person_takes_nothing(self):
		other = factories.create_draft(person="测试壬")
		frappe.set_user(self.user)
		foreign = frappe.get_all(
			"Application Education",
			filters={"parent": frappe.db.get_value("Title Application", other, "dossier")},
			pluck="name",
		)[0]
		for row in (foreign, self.rows("work")[0].name):
			with self.assertRaises(FileRefused):
				self.add("education", "attachment", row=row)

	def test_the_whole_dossier_has_a_limit(self):
		with self.setting(max_dossier_mb=1):
			self.add(content=files.large_png(), name="一.png")
			with self.assertRaisesRegex(FileRefused, "合计不能超过 1 MB"):
				self.add(content=files.large_png(), name="二.png")

	def test_a_place_has_a_limit(self):
		for _number in range(20):
			self.add()
		with self.assertRaisesRegex(FileRefused, "已有 20 个附件"):
			self.add()

	def test_only_the_applicant_and_only_in_a_draft(self):
		kept = self.add()
		with self.assertRaises(frappe.PermissionError):
			attachments.cancel(self.application, kept["name"], user=world.user("测试壬"))
		cases.submit(self.application)
		for work in (lambda: self.add(), lambda: attachments.cancel(self.application, kept["name"], user=self.user)):
			with self.assertRaises(DossierLocked):
				work()

	def test_what_a_snapshot_names_is_retired_and_never_deleted(self):
		"""The fault of the first issue: a proof cancelled after a return vanished from the round before."""
		kept = {name: self.add(name=name) for name in ("一.pdf", "二.pdf")}
		row = self.rows("education")[0]
		of_row = self.add("education", "attachment", row=row.name)
		cases.submit(self.application)
		self.withdraw()
		later = self.add(name="三.pdf")

		attachments.cancel(self.application, kept["一.pdf"]["name"], user=self.user)
		self.add(name="四.pdf", replace=kept["二.pdf"]["name"])
		self.save("education", {"rows": [], "deleted": [{"name": row.name, "revision": str(row.modified)}]})
		attachments.cancel(self.application, later["name"], user=self.user)

		shown = {proof.file_name for proof in dossiers.attachments(self.application, section="basic_info")}
		self.assertEqual(shown, {"四.pdf"})
		for name in (*[proof["name"] for proof in kept.values()], of_row["name"]):
			retired = attachments.of_case(self.application, name)
			self.assertTrue(retired.retired_on)
			self.assertTrue(file_store.read(retired.file).startswith(b"%PDF"))
			with self.assertRaises(frappe.DoesNotExistError):
				attachments.cancel(self.application, name, user=self.user)
		self.assertFalse(frappe.db.exists("Dossier Attachment", later["name"]), "no snapshot names it")

	def test_an_emptied_dossier_keeps_what_was_submitted(self):
		kept = self.add()
		cases.submit(self.application)
		self.withdraw()
		later = self.add()

		dossier.empty(self.application)

		self.assertEqual(dossiers.attachments(self.application), [])
		self.assertTrue(file_store.read(attachments.of_case(self.application, kept["name"]).file))
		self.assertFalse(frappe.db.exists("Dossier Attachment", later["name"]))

	def withdraw(self) -> None:
		step = applications.case(self.application).step
		submission.withdraw(self.application, step=step, token=factories.token())

	def test_a_proof_of_another_case_is_unknown(self):
		other = factories.create_draft(person="测试壬")
		proof = frappe.get_all("Dossier Attachment", filters={"application": other}, pluck="name")[0]
		frappe.set_user(self.user)

		with self.assertRaises(frappe.DoesNotExistError):
			attachments.of_case(self.application, proof)
		with self.assertRaises(frappe.DoesNotExistError):
			attachments.cancel(self.application, proof, user=self.user)
