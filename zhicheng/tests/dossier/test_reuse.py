"""从以前的档案复制: what is taken over, what is not, and that the two dossiers share nothing afterwards."""

import frappe
from frappe.utils import cstr

from zhicheng.api import reuse as api
from zhicheng.domain.approval import submission
from zhicheng.domain.dossier import (
	attachments,
	copied_marks,
	dossier,
	dossier_check,
	dossier_person,
	reuse,
	reuse_proofs,
)
from zhicheng.domain.dossier.section_fields import is_writable, own_fields
from zhicheng.domain.dossier.sections import BY_KEY, SECTIONS
from zhicheng.domain.files import file_store
from zhicheng.domain.people import members
from zhicheng.domain.queries import dossiers
from zhicheng.exceptions import DossierInvalid, PlaceTaken
from zhicheng.setup.demo import world
from zhicheng.tests.dossier.base import DossierTestCase
from zhicheng.tests.factories import FARMING, HEALTH, YEAR, create_notice

ALL = [section.key for section in SECTIONS if section.key not in reuse.NEVER]
FEW = ["cover_page", "education"]
NEXT = YEAR + 5


class TestReuse(DossierTestCase):
	"""The source is the complete draft of 测试甲; the new one is for a later year."""

	def notice(self, **values) -> str:
		frappe.set_user("Administrator")
		name = create_notice(**{"year": NEXT, **values})
		frappe.set_user(self.user)
		return name

	def copied(self, sections: list[str] = ALL, **values) -> str:
		"""A new draft that begins with the chosen sections."""
		answer = api.start(self.notice(**values), self.application, sections)
		self.assertEqual(answer["refused"], [])
		self.assertEqual(answer["done"], answer["total"])
		return answer["name"]

	def proofs(self, application: str, sections: list[str] = ALL) -> list[tuple]:
		found = dossiers.attachments(application, section=["in", sections])
		return sorted((row.section, row.fieldname, row.file_name) for row in found)

	def test_everything_is_taken_over_but_the_pledge(self):
		application = self.copied(cutoff_date=f"{NEXT}-12-31")

		old, new = self.row(), dossiers.dossier(application)
		for section in SECTIONS:
			fields = [df.fieldname for df in own_fields(section) if is_writable(df)]
			with self.subTest(section=section.key):
				if section.is_table:
					before, after = (
						[[cstr(row.get(key)) for key in fields] for row in dossiers.rows(stored.name, section)]
						for stored in (old, new)
					)
					self.assertEqual(after, before)
				elif section.key not in reuse.NEVER:
					fields = [key for key in fields if key not in reuse.OF_PERSON]
					self.assertEqual([cstr(new.get(key)) for key in fields], [cstr(old.get(key)) for key in fields])
		self.assertEqual(self.proofs(application), self.proofs(self.application))
		# signed for one year; computed again; what the notice says stays the notice's
		self.assertFalse(new.signer or new.pledge_signed_on)
		self.assertEqual((new.top_education, new.declare_year), (old.top_education, NEXT))
		self.assertEqual(new.appointed_years, dossier_person.appointed_years(old.appointed_on, new.notice))
		self.assertEqual((new.gender, str(new.birth_date)), ("男", "1985-03-12"))
		self.assertEqual(new.copied_from, self.application)
		self._share_no_file(application)
		self._marked_until_saved(application)

	def _share_no_file(self, application: str) -> None:
		mine = {row.file for row in dossiers.attachments(self.application)}
		theirs = dossiers.attachments(application)
		self.assertFalse(mine & {row.file for row in theirs})
		attachments.remove_all(self.application)
		for row in theirs:
			self.assertEqual(row.file_size, len(file_store.read(row.file)))
			owner = frappe.db.get_value("File", row.file, ["owner", "is_private", "attached_to_name"])
			self.assertEqual(owner, ("Administrator", 1, dossiers.dossier(application).name))
		photo = dossiers.dossier(application).photo
		self.assertIn(photo, [frappe.db.get_value("File", row.file, "file_url") for row in theirs])

	def _marked_until_saved(self, application: str) -> None:
		"""What depends on the year."""
		said = [row for row in dossier_check.doubts(application) if "请核对" in row["message"]]
		self.assertEqual({row["section"] for row in said}, {"cover_page", "assessment", "self_summary"})
		yearly = next(row["message"] for row in said if row["section"] == "assessment")
		for year in range(YEAR, NEXT):
			self.assertIn(str(year), yearly)
		self.assertIn(f"复制自{YEAR}年度", copied_marks.sentence(dossiers.dossier(application), "education"))
		saved = {"rows": [{"name": "new-1", "values": {"year": str(YEAR), "result": "合格", "assessing_unit": "测试单位"}}]}
		dossier.save_section(application, "assessment", saved, 0, self.user)
		self.assertNotIn("assessment", copied_marks.alive(dossiers.dossier(application)))
		self.assertEqual(copied_marks.sentence(dossiers.dossier(application), "assessment"), "")
		self.assertIn("self_summary", copied_marks.alive(dossiers.dossier(application)))

	def test_only_chosen_sections_come(self):
		application = self.copied(["education", "integrity_pledge", "no such"])

		stored = dossiers.dossier(application)
		for section in SECTIONS:
			if section.is_table:
				self.assertEqual(bool(dossiers.rows(stored.name, section)), section.key == "education")
		self.assertFalse(stored.speciality or stored.summary_text or stored.signer)
		self.assertEqual({row.section for row in dossiers.attachments(application)}, {"education"})

	def test_another_level_or_series_asks_anew_what_hangs_on_it(self):
		frappe.db.set_value("Application Dossier", self.row().name, {"declare_type": "破格", "exceptional": 1})
		for values, gone, kept in (
			({"level": "中级"}, ("sub_level", "qualification", "exceptional"), ("speciality", "current_title")),
			({"series": FARMING}, ("speciality", "qualification"), ("sub_level", "current_title")),
		):
			with self.subTest(values=values):
				new = dossiers.dossier(self.copied(["cover_page"], **values))
				self.assertEqual([new.get(key) or "" for key in gone], [""] * len(gone))
				self.assertEqual(new.declare_type, "正常晋升" if "level" in values else "破格")
				self.assertEqual([new.get(key) for key in kept], [self.row().get(key) for key in kept])

	def test_after_a_success_the_title_gained_is_the_present_one(self):
		frappe.db.set_value(
			"Title Application",
			self.application,
			{"workflow_state": "已通过", "qualification_name": "副主任医师", "qualified_on": f"{YEAR}-12-01", "certificate_no": "川测1"},
		)

		application = self.copied(["cover_page"])

		new = dossiers.dossier(application)
		self.assertEqual((new.current_title, new.current_title_cert_no), ("副主任医师", "川测1"))
		self.assertEqual(str(new.current_title_date), f"{YEAR}-12-01")
		self.assertFalse(new.current_title_authority or new.appointed_on)
		self.assertNotIn("current_title", [row.fieldname for row in dossiers.attachments(application)])

	def test_phone_and_mail_of_the_persons_record_come_first(self):
		members.set_mobile(world.member("测试甲"), "13000000099")

		self.assertEqual(dossiers.dossier(self.copied(["cover_page"])).mobile, "13000000099")

	def test_what_no_longer_fits_is_left_out_and_the_rest_kept(self):
		row = self.rows("education")[0]
		frappe.db.set_value("Application Education", row.name, "study_form", "已取消的形式")
		frappe.db.set_value("Application Dossier", self.row().name, "health_status", "已取消的选项")

		new = dossiers.dossier(self.copied(["education", "basic_info"]))

		copies = dossiers.rows(new.name, BY_KEY["education"])
		self.assertEqual((copies[0].study_form or "", copies[0].school), ("", row.school))
		self.assertEqual((new.health_status or "", new.ethnicity), ("", self.row().ethnicity))

	def test_a_file_that_is_gone_or_bad_is_told_and_the_others_come(self):
		lost, bad = dossiers.attachments(self.application, section="education")[0], None
		bad = dossiers.attachments(self.application, section="cover_page")[0]
		frappe.db.set_value("File", lost.file, "file_url", "/private/files/zc-nowhere.png")
		with open(file_store.disk_path(bad.file), "rb+") as stream:
			whole = stream.read()
			stream.seek(0)
			stream.truncate(60)
		try:
			answer = api.start(self.notice(), self.application, FEW)
		finally:
			with open(file_store.disk_path(bad.file), "wb") as stream:
				stream.write(whole)

		said = {row["file_name"]: row["why"] for row in answer["refused"]}
		self.assertEqual(set(said), {lost.file_name, bad.file_name})
		self.assertIn("重新上传", said[lost.file_name])
		total = len(dossiers.attachments(self.application, section=["in", FEW]))
		self.assertEqual(len(dossiers.attachments(answer["name"])), total - 2)
		self.assertEqual(reuse_proofs.progress(answer["name"], self.user)["done"], total)

	def test_what_is_refused(self):
		notice = self.notice()
		for case, source, sections, expected in (
			("no section", self.application, [], DossierInvalid),
			("the pledge alone", self.application, ["integrity_pledge"], DossierInvalid),
			("no such case", "nowhere", ALL, frappe.PermissionError),
		):
			with self.subTest(case=case), self.assertRaises(expected):
				frappe.db.savepoint("start")
				try:
					api.start(notice, source, sections)
				finally:
					frappe.db.rollback(save_point="start")
		frappe.set_user(world.user("测试卯"))
		with self.assertRaises(frappe.PermissionError):
			api.start(notice, self.application, ALL)
		for application in (self.application, "nowhere"):
			with self.assertRaises(frappe.PermissionError):
				api.progress(application)
		self.assertNotIn(self.application, [row["name"] for row in api.candidates()])
		frappe.set_user(self.user)
		submission.start(notice)
		with self.assertRaises(PlaceTaken):
			api.start(self.notice(series=HEALTH), self.application, ALL)

	def test_candidates_tell_what_is_in_them(self):
		found = {row["name"]: row for row in api.candidates()}
		held = {section["key"]: section for section in found[self.application]["sections"]}

		self.assertEqual(list(held), [key for key in ALL if key in held])
		self.assertNotIn("integrity_pledge", held)
		self.assertEqual(held["education"]["rows"], len(self.rows("education")))
		proofs = dossiers.attachments(self.application, section="education")
		self.assertEqual(held["education"]["proofs"], len(proofs))
		self.assertEqual(held["education"]["size"], sum(row.file_size for row in proofs))
		empty = submission.start(self.notice())
		self.assertNotIn(empty, [row["name"] for row in api.candidates()])

	def test_many_files_go_to_a_worker_and_a_repeated_job_doubles_nothing(self):
		notice = self.notice()
		at_once, reuse_proofs.AT_ONCE_FILES = reuse_proofs.AT_ONCE_FILES, 0
		try:
			answer = api.start(notice, self.application, FEW)
		finally:
			reuse_proofs.AT_ONCE_FILES = at_once
		total = len(dossiers.attachments(self.application, section=["in", FEW]))
		self.assertEqual((answer["total"], answer["done"]), (total, 0))
		self.assertEqual(dossiers.attachments(answer["name"]), [])

		new = dossiers.dossier(answer["name"])
		rows = {
			old.name: copy.name
			for old, copy in zip(
				self.rows("education"), dossiers.rows(new.name, BY_KEY["education"]), strict=True
			)
		}
		plan = reuse_proofs._plan(answer["name"], self.application, FEW, rows)
		chunks = []
		for _again in range(2):
			reuse_proofs.copy_all(
				answer["name"], self.application, plan, self.user, kept=lambda: chunks.append(1)
			)

		self.assertEqual(len(chunks), 2 * total)
		self.assertEqual(self.proofs(answer["name"]), self.proofs(self.application, FEW))
		self.assertEqual(api.progress(answer["name"]), {"total": total, "done": total, "refused": []})

	def test_a_draft_deleted_meanwhile_ends_the_job(self):
		answer = api.start(self.notice(), self.application, ["education"])
		plan = reuse_proofs._plan(answer["name"], self.application, ["cover_page"], {})
		submission.discard(answer["name"])

		state = reuse_proofs.copy_all(answer["name"], self.application, plan, self.user)

		self.assertEqual(len(state["refused"]), len(plan))
		self.assertEqual(frappe.db.count("Dossier Attachment", {"application": answer["name"]}), 0)
