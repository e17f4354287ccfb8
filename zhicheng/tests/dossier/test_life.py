"""A dossier is born with its draft, frozen when submitted, emptied or removed with 删除."""

import json
import os

import frappe

from zhicheng.domain.approval import submission
from zhicheng.domain.dossier import dossier
from zhicheng.domain.dossier.sections import SECTIONS
from zhicheng.domain.files import file_store
from zhicheng.domain.queries import dossiers
from zhicheng.setup.demo import cases
from zhicheng.tests import factories
from zhicheng.tests.dossier.base import DossierTestCase

ID_NUMBER = "51000019850312001X"


class TestBirth(DossierTestCase):
	def test_what_is_known_is_there(self):
		with self.as_user("测试壬"):
			application = submission.start(factories.notice_of(factories.HEALTH, "高级"))

		row = dossiers.dossier(application)
		self.assertEqual((row.name_cn, row.level, row.series), ("测试壬", "高级", factories.HEALTH))
		self.assertIn("卫生技术人员系列", row.pledge_text)
		self.assertEqual(row.section_revisions or "{}", "{}")
		self.assertEqual(dossiers.case(application).dossier, row.name)

	def test_the_id_number_is_stored_nowhere_in_it(self):
		row = self.row()
		self.assertNotIn(ID_NUMBER, json.dumps(row, default=str))
		self.assertEqual(row.id_masked, "510000********001X")


class TestSnapshot(DossierTestCase):
	def test_it_holds_every_section_and_the_hash_of_every_proof(self):
		taken = dossier.as_snapshot(self.application)

		titles = [section["title"] for section in taken["content"]["sections"]]
		self.assertEqual(titles, [section.title for section in SECTIONS])
		self.assertEqual(len(taken["files"]), frappe.db.count("Dossier Attachment", {"application": self.application}))
		self.assertTrue(all(len(row["sha256"]) == 64 for row in taken["files"]))
		self.assertNotIn(ID_NUMBER, json.dumps(taken, default=str))

	def test_it_does_not_follow_later_changes(self):
		cases.submit(self.application)
		with self.as_user("测试甲"):
			step = frappe.db.get_value("Title Application", self.application, "step")
			submission.withdraw(self.application, step=step, token=factories.token())
			self.save("basic_info", {"birth_place": "改过的地方"})

		content = frappe.db.get_value("Dossier Snapshot", {"application": self.application}, "content")
		self.assertNotIn("改过的地方", content)

	def test_summary_gives_the_columns_of_the_case(self):
		self.assertEqual(
			set(dossier.summary(self.application)),
			{"sub_level", "speciality", "qualification", "qualification_name", "declare_type", "exceptional"},
		)


class TestEnd(DossierTestCase):
	def test_a_draft_never_submitted_goes_with_its_files(self):
		name = self.row().name
		path = _a_file(self.application)
		self.assertTrue(os.path.exists(path))

		self.assertEqual(submission.discard(self.application), {"gone": True})

		self.assertFalse(frappe.db.exists("Application Dossier", name))
		self.assertFalse(frappe.db.count("Application Work", {"parent": name}))
		self.assertFalse(frappe.db.count("File", {"attached_to_name": name}))
		self.assertFalse(frappe.db.count("Dossier Attachment", {"application": self.application}))

	def test_a_draft_submitted_once_is_emptied_and_stays(self):
		cases.submit(self.application)
		with self.as_user("测试甲"):
			step = frappe.db.get_value("Title Application", self.application, "step")
			submission.withdraw(self.application, step=step, token=factories.token())
			self.assertEqual(submission.discard(self.application), {"gone": False})

		row = self.row()
		self.assertEqual((row.name_cn, row.id_masked), ("测试甲", "510000********001X"))
		self.assertFalse(row.summary_text or row.current_title or row.signer or row.photo or row.pledge_signed_on)
		self.assertFalse(any(self.rows(section.key) for section in SECTIONS if section.is_table))
		self.assertEqual(dossiers.attachments(self.application), [])

	def test_bytes_leave_the_disk_with_the_commit_only(self):
		path = _a_file(self.application)
		before = list(frappe.db.after_commit._functions) if hasattr(frappe.db.after_commit, "_functions") else []

		file_store.remove(
			frappe.get_all("Dossier Attachment", filters={"application": self.application}, pluck="file")[0]
		)

		self.assertTrue(os.path.exists(path))
		for work in list(getattr(frappe.db.after_commit, "_functions", []))[len(before) :]:
			work()
		self.assertFalse(os.path.exists(path))


def _a_file(application: str) -> str:
	file = frappe.get_all("Dossier Attachment", filters={"application": application}, pluck="file")[0]
	return file_store.disk_path(file)
