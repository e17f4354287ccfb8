"""查看详情: all 13 sections, proofs as links, fields of the administrator, nothing that is not the reader's."""

import frappe
from bs4 import BeautifulSoup
from frappe.custom.doctype.custom_field.custom_field import create_custom_field
from frappe.tests.utils import FrappeTestCase

from zhicheng.domain.dossier.sections import SECTIONS
from zhicheng.printing import dossier_view
from zhicheng.printing.paper import paper
from zhicheng.tests import factories
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.documents import builder

ADDED = ("zc_extra", "zc_height")


class TestPreview(FrappeTestCase):
	def setUp(self):
		frappe.set_user("Administrator")

	def tearDown(self):
		frappe.db.rollback()
		# a new column commits, so the fields are taken back by hand
		for field in frappe.get_all("Custom Field", filters={"fieldname": ["in", ADDED]}, pluck="name"):
			frappe.delete_doc("Custom Field", field)
			frappe.db.commit()

	def test_every_section_with_every_value(self):
		page = BeautifulSoup(dossier_view.render(builder.build_case()), "html.parser")

		self.assertEqual([title.get_text()[len(str(n)) :] for n, title in enumerate(page.select(".dv-title"), 1)], [s.title for s in SECTIONS])
		for section, values in builder.ROWS.items():
			text = page.select_one(f"#section-{section}").get_text()
			for fieldname, value in values.items():
				if not fieldname.endswith("_date") and value != 1:
					self.assertIn(str(value), text, f"{section}.{fieldname}")
		text = page.get_text()
		for fieldname, value in builder.FIELDS.items():
			if fieldname[-5:] not in ("_date", "ed_on") and value != 1:
				self.assertIn(str(value).split("\n")[0], text, fieldname)

	def test_a_field_with_a_proof_is_a_link_to_it(self):
		name = builder.build_case()
		proof = builder.attach(name, "cover_page", "current_title", builder.picture(), "证书.jpg")
		row = frappe.get_all("Application Work", filters={"parentfield": "work"}, pluck="name", order_by="creation desc")[0]
		of_row = builder.attach(name, "work", "attachment", builder.picture(), "证明.jpg", row=row)

		page = BeautifulSoup(dossier_view.render(name), "html.parser")

		link = page.select_one(f'#section-cover_page a[href$="attachment={proof}"]')
		self.assertEqual(link.get_text(strip=True), "主管护师")
		self.assertEqual(link["data-mime"], "image/jpeg")
		self.assertIn("证明.jpg", page.select_one(f'#section-work a[href$="attachment={of_row}"]').get_text())

	def test_what_people_type_stays_text(self):
		rows = {"work": [{**builder.ROWS["work"], "employer": builder.HOSTILE}]}
		html = dossier_view.render(builder.build_case(fields={"current_work": builder.HOSTILE}, rows=rows))

		self.assertNotIn("<script", html)
		self.assertEqual(BeautifulSoup(html, "html.parser").get_text().count(builder.HOSTILE), 2)

	def test_fields_of_the_administrator_appear_in_preview_and_as_supplement_on_paper(self):
		create_custom_field(
			"Application Dossier",
			{"fieldname": "zc_extra", "label": "援藏援彝经历", "fieldtype": "Data", "insert_after": "archive_unit"},
		)
		create_custom_field(
			"Application Work",
			{"fieldname": "zc_height", "label": "海拔", "fieldtype": "Data", "insert_after": "witness"},
		)
		rows = {"work": [{**builder.ROWS["work"], "zc_height": "3500 米"}]}
		name = builder.build_case(fields={"zc_extra": "援藏三年"}, rows=rows)

		preview = dossier_view.render(name)
		form = BeautifulSoup(paper(name).html(), "html.parser").get_text()

		for word in ("援藏援彝经历", "援藏三年", "海拔", "3500 米"):
			self.assertIn(word, preview)
		basics, work = form.split("申报情况")[0], form.split("工作经历")[1].split("任职前")[0]
		self.assertIn("援藏三年", basics.split("补充信息")[1])
		self.assertIn("第1行 海拔", work.split("补充信息")[1])


class TestReaders(ZhichengTestCase):
	def test_applicant_and_clerk_read_the_whole_id_number_others_nothing(self):
		application = factories.create_application(person="测试甲", stage="U")
		masked = frappe.db.get_value("Title Application", application, "id_masked")

		with self.as_user("测试甲"):
			own = dossier_view.render(application)
		self.assertNotIn(masked, own)
		self.assertRegex(own, r"510000\d{11}[\dX]")
		with self.as_user("测试乙"), self.assertRaises(frappe.PermissionError):
			dossier_view.render(application)

	def test_clerks_read_what_was_submitted_while_the_applicant_edits(self):
		application = factories.create_returned(person="测试甲")
		dossier = frappe.db.get_value("Title Application", application, "dossier")
		before = frappe.db.get_value("Application Dossier", dossier, "address")

		frappe.db.set_value("Application Dossier", dossier, "address", "尚未提交的新地址")

		self.assertIn(before, dossier_view.render(application))
		self.assertNotIn("尚未提交的新地址", dossier_view.render(application))
		with self.as_user("测试甲"):
			self.assertIn("尚未提交的新地址", dossier_view.render(application))

	def test_the_applicant_reads_opinions_when_they_are_opened_to_him(self):
		application = factories.create_application(person="测试甲", stage="SO")
		opinion = frappe.get_all("Stage Opinion", filters={"application": application}, pluck="opinion")[0]

		with self.as_user("测试甲"):
			self.assertNotIn(opinion, dossier_view.render(application))
			with self.setting(show_opinions_to_applicant=1):
				self.assertIn(opinion, dossier_view.render(application))
