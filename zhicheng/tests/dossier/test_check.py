"""检查 says exactly what is missing, by section, row and field (domain 4.14)."""

import frappe
from frappe.utils import add_days, getdate

from zhicheng.domain.dossier import attachments, dossier, dossier_check
from zhicheng.domain.dossier.reading import Reading
from zhicheng.exceptions import DossierIncomplete
from zhicheng.setup.demo import cases
from zhicheng.tests import factories
from zhicheng.tests.dossier.base import DossierTestCase


class TestMissing(DossierTestCase):
	def test_a_complete_dossier_lacks_nothing(self):
		self.assertEqual(dossier.missing(self.application), [])
		dossier.require_complete(self.application)

	def test_every_required_field_of_every_section_is_asked_for(self):
		required = {
			"cover_page": ("mobile", "current_title", "current_title_date", "current_speciality", "declare_type"),
			"basic_info": ("ethnicity", "birth_place", "work_start_date", "current_post", "current_work"),
			"integrity_pledge": ("signer", "pledge_date"),
			"self_summary": ("summary_text",),
		}
		for section, fields in required.items():
			self.save(section, dict.fromkeys(fields, ""))

		missing = self.missing()

		for section, fields in required.items():
			for fieldname in fields:
				with self.subTest(fieldname):
					self.assertIn((section, fieldname), missing)

	def test_three_tables_need_a_row(self):
		for section in ("education", "work", "assessment", "training", "exam"):
			rows = [{"name": row.name, "revision": str(row.modified)} for row in self.rows(section)]
			self.save(section, {"deleted": rows})

		without_row = {section for section, fieldname in self.missing() if not fieldname}
		self.assertEqual(without_row, {"education", "work", "assessment"})

	def test_a_row_lacks_its_required_fields_and_its_proof(self):
		self.add_row("education", school="没有附件的学校")

		found = [item for item in dossier.missing(self.application) if item["section"] == "education"]

		self.assertEqual({item["row_no"] for item in found}, {3})
		self.assertEqual(
			{item["fieldname"] for item in found},
			{"education_level", "study_form", "start_date", "end_date", "major", "attachment"},
		)
		self.assertTrue(all(item["message"].startswith("第 3 行：") and item["row"] for item in found))

	def test_photo_and_identity_card_are_proofs(self):
		for proof in frappe.get_all(
			"Dossier Attachment", filters={"application": self.application, "section": "cover_page"}, pluck="name"
		):
			attachments.cancel(self.application, proof, user=self.user)

		self.assertLessEqual({("cover_page", "photo"), ("cover_page", "id_masked")}, set(self.missing()))

	def test_the_first_title_needs_no_present_title(self):
		blank = dict.fromkeys(
			("current_title", "current_title_date", "current_title_cert_no", "current_title_authority"), ""
		)
		self.save("cover_page", {**blank, "declare_type": "初定"})
		self.save("basic_info", {"current_post": "", "current_post_date": ""})

		names = {fieldname for _section, fieldname in self.missing()}
		self.assertFalse(names & {*blank, "current_post", "current_post_date"})

	def test_until_now_needs_no_end(self):
		row = self.rows("work")[-1]
		self.change_row("work", row, to_present=0)
		self.assertIn(("work", "end_date"), self.missing())

	def test_submission_refuses_with_the_list(self):
		self.save("basic_info", {"birth_place": ""})

		with self.assertRaisesRegex(DossierIncomplete, "共 1 处，在：基本信息") as refused:
			cases.submit(self.application)

		self.assertEqual(refused.exception.missing[0]["fieldname"], "birth_place")


class TestRules(DossierTestCase):
	"""Contradictions between values."""

	def test_contradictions_are_found(self):
		titled = getdate(self.row().current_title_date)
		first = {section: self.rows(section)[0] for section in ("training", "achievement_before", "achievement_after")}
		table = (
			("integrity_pledge", lambda: self.save("integrity_pledge", {"signer": "别人"}), "本人姓名"),
			("basic_info", lambda: self.save("basic_info", {"work_start_date": "1995-01-01"}), "16 周岁"),
			("training", lambda: self.change_row("training", first["training"], end_date="2001-01-01"), "早于开始时间"),
			(
				"achievement_before",
				lambda: self.change_row(
					"achievement_before", first["achievement_before"], end_date=str(add_days(titled, 1))
				),
				"晚于现有职称取得时间",
			),
			(
				"achievement_after",
				lambda: self.change_row(
					"achievement_after", first["achievement_after"], start_date=str(add_days(titled, -1))
				),
				"早于现有职称取得时间",
			),
			("self_summary", lambda: self.save("self_summary", {"summary_text": "字" * 3001}), "超过 3000 字"),
			("other_attachment", lambda: self._same_name(), "同名"),
		)
		for section, change, words in table:
			with self.subTest(section):
				change()
				messages = [i["message"] for i in dossier.missing(self.application) if i["section"] == section]
				self.assertTrue(any(words in message for message in messages), messages)

	def _same_name(self):
		name = self.rows("other_attachment")[0].attachment_name
		self.add_row("other_attachment", attachment_name=name)

	def test_each_year_of_assessment_once(self):
		first, second = self.rows("assessment")[:2]
		self.change_row("assessment", first, year=second.year)

		messages = [item["message"] for item in dossier.missing(self.application)]
		self.assertTrue(any("填了两次" in message for message in messages))
		self.assertIn(f"缺少 {first.year} 年的考核情况。", messages)

	def test_nobody_is_assessed_before_he_worked(self):
		year = factories.YEAR
		self.save("basic_info", {"work_start_date": f"{year - 3}-08-01"})
		gone = [row for row in self.rows("assessment") if row.year <= year - 3]
		self.save("assessment", {"deleted": [{"name": r.name, "revision": str(r.modified)} for r in gone]})

		self.assertNotIn("assessment", {section for section, _field in self.missing()})

	def test_overlapping_posts_need_a_word(self):
		first, second = self.rows("work")
		self.change_row("work", first, end_date=str(add_days(second.start_date, 60)))
		self.assertIn(("work", "remark"), self.missing())

		second = self.rows("work")[1]
		self.change_row("work", second, remark="经批准兼职")
		self.assertNotIn(("work", "remark"), self.missing())

	def test_doubts_do_not_block(self):
		self.save("cover_page", {"ce_hours": 40})
		self.save("self_summary", {"summary_text": "很短"})

		doubts = {item["fieldname"] for item in dossier_check.doubts(self.application)}
		self.assertLessEqual({"ce_hours", "summary_text"}, doubts)
		self.assertEqual(self.missing(), [])

	def test_progress_says_the_state_of_each_section(self):
		self.save("basic_info", {"birth_place": ""})

		progress = dossier_check.progress(Reading(self.application))

		self.assertEqual(progress["basic_info"]["state"], "填写中")
		self.assertEqual(progress["work"]["state"], "已完成")
