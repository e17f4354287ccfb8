"""Every page: who may open it, what stands on it, and that nothing a person typed runs in it."""

import re

import frappe

from zhicheng.domain.dossier.sections import SECTIONS
from zhicheng.tests.portal.base import PortalTestCase
from zhicheng.tests.portal.client import Visitor

LISTS = ("/portal", "/portal/todo", "/portal/done", "/portal/applications?level=senior", "/portal/notices?level=junior")
OF_CASE = ("/portal/dossier?name={}", "/portal/detail?name={}", "/portal/progress?name={}", "/portal/readers?name={}")
ID_NUMBER = "51000019850312001X"
PAYLOAD = "<script>alert(1)</script>{{ 7*7 }}\"'><img src=x onerror=alert(2)>"


class TestPages(PortalTestCase):
	def addresses(self):
		return (*LISTS, *(address.format(self.application) for address in OF_CASE))

	def test_guests_go_to_the_log_in_and_come_back(self):
		for address in self.addresses():
			with self.subTest(address):
				answer = Visitor().get(address)
				self.assertIn(answer.status_code, (301, 302))
				self.assertTrue(answer.headers["Location"].startswith("/login?redirect-to=/portal"))

	def test_every_page_is_whole_uncached_and_without_inline_code(self):
		for address in self.addresses():
			with self.subTest(address):
				answer = self.visitor.page(address)
				self.assertEqual(answer.status_code, 200, answer.text[:400])
				self.assertIn("no-store", answer.headers["Cache-Control"])
				self.assertRegex(answer.text, r'name="csrf-token" content="\w{20,}"')
				self.assertEqual(re.findall(r"\son\w+\s*=\s*[\"']", answer.text), [])
				self.assertEqual(re.findall(r"<script(?![^>]*\ssrc=)", answer.text), [])
				self.assertNotIn("javascript:", answer.text)
				self.assertIn('<html lang="zh-CN">', answer.text)

	def test_each_section_is_drawn(self):
		for section in SECTIONS:
			with self.subTest(section.key):
				answer = self.visitor.page(f"/portal/dossier?name={self.application}&section={section.key}")
				self.assertIn(f'<h2 id="section-title">{section.title}</h2>', answer.text)
				for other in SECTIONS:
					self.assertIn(f'<span class="bag-title">{other.title}</span>', answer.text)

	def test_the_id_number_stands_on_the_dossier_page_alone(self):
		self.assertIn(ID_NUMBER, self.visitor.page(f"/portal/dossier?name={self.application}").text)
		for address in LISTS:
			self.assertNotIn(ID_NUMBER, self.visitor.page(address).text)

	def test_a_case_of_somebody_else_is_not_shown(self):
		for person in ("测试壬", "测试卯"):
			stranger = Visitor().log_in(person)
			for address in OF_CASE:
				with self.subTest(f"{person} {address}"):
					answer = stranger.page(address.format(self.application))
					self.assertIn(answer.status_code, (403, 404))
					self.assertNotIn("测试甲", answer.text)

	def test_an_unknown_case_is_a_plain_page(self):
		for name in ("nonsense", "", "' or 1=1 --", "<script>"):
			with self.subTest(name):
				answer = self.visitor.page(f"/portal/dossier?name={name}")
				self.assertIn(answer.status_code, (403, 404))
				self.assertIn("回到首页", answer.text)

	def test_what_was_typed_is_shown_as_text(self):
		fields = {"birth_place": "x" + PAYLOAD, "party_info": PAYLOAD}
		row = frappe.db.get_value("Title Application", self.application, "dossier")
		before = frappe.db.get_value("Application Dossier", row, list(fields), as_dict=True)
		frappe.db.set_value("Application Dossier", row, fields)
		frappe.db.commit()
		self.addCleanup(frappe.db.commit)
		self.addCleanup(frappe.db.set_value, "Application Dossier", row, dict(before))
		for address in ("/portal/dossier?name={}&section=basic_info", "/portal/detail?name={}"):
			with self.subTest(address):
				text = self.visitor.page(address.format(self.application)).text
				self.assertNotIn("<script>alert", text)
				self.assertNotIn("<img src=x", text)
				self.assertIn("7*7", text)

	def test_a_search_word_is_shown_as_text(self):
		answer = self.visitor.page("/portal/notices?level=senior&search=%3Cscript%3Ealert(1)%3C/script%3E%22")
		self.assertNotIn("<script>alert", answer.text)

	def test_a_clerk_has_no_applications_here(self):
		answer = Visitor().log_in("卫生院经办").page("/portal")
		self.assertEqual(answer.status_code, 200)
		self.assertIn("/app", answer.text)
