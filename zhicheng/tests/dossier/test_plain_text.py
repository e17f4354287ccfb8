"""What was typed is what is kept and shown, signs of HTML too; nothing of it runs anywhere."""

import frappe
from bs4 import BeautifulSoup

from zhicheng.domain.dossier.register_entry import ENTRY
from zhicheng.export import roster
from zhicheng.printing import dossier_view
from zhicheng.printing.paper import paper
from zhicheng.setup.demo import cases
from zhicheng.tests import factories
from zhicheng.tests.dossier.base import DossierTestCase

TEXTS = (
	"a<b && c>d",
	"《A<B>C》论文",
	"R&D <AI> 平台",
	'"<img src=x onerror=alert(1)>"',
	"[\"<script>alert(1)</script>\"]",
	"&lt;b&gt; 是写出来的",
	"<script>alert(1)</script>正文",
)
BUREAU = "省厅经办"


class TestPlainText(DossierTestCase):
	def test_fields_and_rows_keep_it(self):
		row = self.rows("work")[0]
		for text in TEXTS:
			with self.subTest(text):
				self.save("basic_info", {"birth_place": text, "party_info": text})
				self.save("self_summary", {"summary_text": text})
				self.change_row("work", row, position=text)
				row = self.rows("work")[0]
				kept = self.row()
				self.assertEqual((kept.birth_place, kept.party_info, kept.summary_text), (text,) * 3)
				self.assertEqual(row.position, text)

	def test_preview_and_paper_show_it(self):
		self.save("cover_page", {"speciality": TEXTS[3]})
		self.save("basic_info", {"birth_place": " ".join(TEXTS[:3])})
		self.save("self_summary", {"summary_text": " ".join(TEXTS)})
		self.change_row("work", self.rows("work")[0], position=TEXTS[0])

		for page in (dossier_view.render(self.application), paper(self.application, self.user).html()):
			drawn = BeautifulSoup(page, "html.parser")
			shown = " ".join(drawn.get_text().split())
			for typed in TEXTS[:6]:
				self.assertIn(typed, shown)
			self.assertFalse(drawn.find_all("img", src="x") or drawn.find_all("ai"))

	def test_case_register_and_entry_have_it(self):
		text = "R&D <AI> <img src=x onerror=alert(1)>"
		self.save("cover_page", {"speciality": text})
		self.save("integrity_pledge", {"signer": "测试甲"})
		for row in self.rows("education"):
			self.change_row("education", row, school=text)
		cases.submit(self.application)

		self.assertEqual(frappe.db.get_value("Title Application", self.application, "speciality"), text)
		self.assertEqual(frappe.db.get_value(ENTRY, self.application, "school"), text)
		with self.as_user(BUREAU):
			rows = roster.page_of("高级", {"declare_year": factories.YEAR})["rows"]
		self.assertIn(text, [row["speciality"] for row in rows])
