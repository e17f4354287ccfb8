"""wkhtmltopdf where there is no Chromium: the same cells, numbers and marks; text that copies out right."""

import unittest

import frappe
from frappe.tests.utils import FrappeTestCase

from zhicheng.printing import chromium, renderer, wkhtmltopdf
from zhicheng.printing.paper import MARK, paper
from zhicheng.tests.documents import builder
from zhicheng.tests.documents.reading import pages, plain
from zhicheng.tests.documents.test_paper_form import PAGES, complete_case


@unittest.skipUnless(wkhtmltopdf.binary(), "no wkhtmltopdf here")
class TestFallback(FrappeTestCase):
	def setUp(self):
		frappe.set_user("Administrator")

	def tearDown(self):
		frappe.db.rollback()

	def test_every_cell_number_and_mark(self):
		drawn = pages(renderer.draw(paper(complete_case()), wkhtmltopdf))

		self.assertEqual(len(drawn), len(PAGES))
		for number, (title, values) in enumerate(PAGES):
			with self.subTest(page=title):
				lacking = [value for value in values if plain(value) not in drawn[number]]
				self.assertEqual(lacking, [])
				self.assertIn(f"第{number + 1}页共{len(PAGES)}页", drawn[number])
				self.assertIn(MARK, drawn[number])

	def test_no_radical_stands_for_a_character(self):
		text = "".join(pages(renderer.draw(paper(builder.build_case()), wkhtmltopdf)))

		self.assertEqual([character for character in text if "\u2e80" <= character <= "\u2fdf"], [])

	def test_engine_of_the_site_configuration_is_used(self):
		before = frappe.conf.get("zhicheng_pdf_engine")
		try:
			frappe.conf.zhicheng_pdf_engine = "wkhtmltopdf"
			self.assertIs(renderer.engine(), wkhtmltopdf)
			frappe.conf.zhicheng_pdf_engine = None
			self.assertIs(renderer.engine(), chromium if chromium.binary() else wkhtmltopdf)
		finally:
			frappe.conf.zhicheng_pdf_engine = before
