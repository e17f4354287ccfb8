"""Names as people really have them: form, preview, paper form, list and workbook keep and show every character."""

import io
import unittest

import frappe
from bs4 import BeautifulSoup
from frappe.desk.query_report import run
from frappe.handler import execute_cmd
from frappe.utils import set_request
from frappe.utils.xlsxutils import make_xlsx
from openpyxl import load_workbook

from zhicheng.api import portal
from zhicheng.domain.dossier import dossier_access
from zhicheng.domain.people import members
from zhicheng.domain.queries import dossiers
from zhicheng.export import roster
from zhicheng.printing import chromium, dossier_view, renderer, wkhtmltopdf
from zhicheng.printing.paper import paper
from zhicheng.setup.demo import cases, world
from zhicheng.tests import factories
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.documents.glyphs import shown
from zhicheng.tests.documents.reading import PDFTOTEXT, copied, plain

NAMES = {
	"藏文": "བཀྲ་ཤིས་ཚེ་རིང་",
	"彝文": "ꆈꌠꉙꂷ",
	"间隔号": "扎西·测试·多吉",
	"生僻字": "测试㛃䶮𠮷𡘙𤩽𨱏𬱖",
	"长名": "阿依古丽·测试·" * 7 + "测试甲",
}
LONGEST = ("扎西·བཀྲ་ཤིས་·ꆈꌠ·𠮷𡘙𬱖·" + "测试" * 40)[:60]
# no font has it: the last place of CJK Extension H, unassigned
NOBODYS = "\U000323af"
ENGINES = [engine for engine in (chromium, wkhtmltopdf) if engine.binary()]
BUREAU = "州人社经办"


class TestNames(ZhichengTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		person = frappe.get_doc("Unit Member", world.member("测试甲"))
		person.member_name = LONGEST
		person.save()
		members.forget()
		# the demo person now answers to his long name
		cls.application = factories.create_draft(person=LONGEST)
		_fill(cls.application)
		cases.submit(cls.application)
		frappe.set_user("Administrator")
		cls.addClassCleanup(lambda: delattr(frappe.local, "request"))

	def test_lengths(self):
		self.assertEqual((len(LONGEST), len(NAMES["长名"])), (60, 59))

	def test_a_person_bears_it(self):
		known = world.member("测试丙")
		for kind, name in NAMES.items():
			with self.subTest(kind):
				person = frappe.get_doc("Unit Member", known)
				person.member_name = name
				person.save()
				self.assertEqual(frappe.db.get_value("Unit Member", person.name, "member_name"), name)
				self.assertEqual(frappe.db.get_value("User", person.user, "full_name"), name)

	def test_the_form_keeps_it(self):
		draft = factories.create_draft(person="测试庚")
		for kind, name in NAMES.items():
			with self.subTest(kind), self.as_user("测试庚"):
				revision = dossier_access.section_revision(dossiers.dossier(draft), "basic_info")
				portal.save_section(draft, "basic_info", {"former_name": name}, revision)
				self.assertEqual(dossiers.dossier(draft).former_name, name)

	def test_preview_and_pages(self):
		page = BeautifulSoup(dossier_view.render(self.application), "html.parser").get_text()

		for name in (LONGEST, *NAMES.values()):
			self.assertIn(name, page)

	@unittest.skipUnless(ENGINES and PDFTOTEXT, "no renderer or no pdftotext here")
	def test_no_box_stands_for_a_character_on_paper(self):
		for engine in ENGINES:
			with self.subTest(engine.__name__):
				pdf = renderer.draw(paper(self.application), engine)
				number, boxes = shown(pdf)
				self.assertGreater(number, 1500)
				self.assertEqual(boxes, [])
				if engine is chromium:
					text = copied(pdf)
					for name in (LONGEST, *NAMES.values()):
						self.assertIn(plain(name), text)

	@unittest.skipUnless(ENGINES, "no renderer here")
	def test_a_character_without_a_font_would_be_found(self):
		"""Chromium draws a box; wkhtmltopdf draws nothing, and names no rare character in the copied text: there glyphs count."""
		if chromium in ENGINES:
			self.assertEqual(len(shown(chromium.render(_page(NOBODYS)))[1]), 1)
		if wkhtmltopdf in ENGINES:
			self.assertEqual(shown(wkhtmltopdf.render(_page(NOBODYS))), (0, []))
			self.assertEqual(shown(wkhtmltopdf.render(_page(NAMES["生僻字"]))), (len(NAMES["生僻字"]), []))

	@unittest.skipUnless(wkhtmltopdf in ENGINES, "no wkhtmltopdf here")
	def test_what_the_fallback_lacks_is_what_the_settings_say(self):
		rows = "".join(f"<tr><td>{number}</td></tr>" for number in range(120))
		table = f"<table><thead><tr><th>表头</th></tr></thead><tbody>{rows}</tbody></table>"
		text = copied(wkhtmltopdf.render(_page(table)))
		rare = copied(wkhtmltopdf.render(_page("𠮷")))
		said = frappe.get_meta("Zhicheng Settings").get_field("print_allowed_from").description

		self.assertEqual((text.count("表头"), rare), (1, ""))
		for words in ("wkhtmltopdf", "续页不重复表头", "复制"):
			self.assertIn(words, said)

	def test_list_and_workbook(self):
		with self.as_user(BUREAU):
			listed = [row["applicant_name"] for row in roster.page_of("高级", {"declare_year": factories.YEAR})["rows"]]
			report = run("Senior Title Register", {"declare_year": factories.YEAR}, ignore_prepared_report=True)
			set_request(method="POST", path="/api/method/x")
			frappe.local.form_dict = frappe._dict(level="高级", filters={"declare_year": factories.YEAR})
			job = execute_cmd("zhicheng.api.export.register")
			set_request(method="GET", path="/api/method/x")
			frappe.local.form_dict = frappe._dict(job=job["name"])
			book = b"".join(execute_cmd("zhicheng.api.export.download").response)

		self.assertIn(LONGEST, listed)
		self.assertIn(LONGEST, [row["applicant_name"] for row in report["result"]])
		self.assertIn(LONGEST, _cells(io.BytesIO(book)))
		# what Frappe's own 导出 of a list writes
		self.assertIn(LONGEST, _cells(make_xlsx([["姓名"], [LONGEST]], "x")))


def _fill(draft: str) -> None:
	"""As if the applicant had typed them: his former name, his school, his post, his employers."""
	dossier = dossiers.dossier(draft).name
	values = {"former_name": NAMES["藏文"], "archive_unit": NAMES["长名"], "current_work": NAMES["生僻字"]}
	frappe.db.set_value("Application Dossier", dossier, values)
	rows = frappe.get_all("Application Work", filters={"parent": dossier}, pluck="name", order_by="idx")
	for row, kind in zip(rows, ("彝文", "间隔号"), strict=False):
		frappe.db.set_value("Application Work", row, "employer", NAMES[kind])


def _page(body: str) -> str:
	return f'<!doctype html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'


def _cells(book: io.BytesIO) -> list:
	return [cell.value for row in load_workbook(book).active.iter_rows() for cell in row]
