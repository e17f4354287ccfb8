"""Headers on every answer, limits on what one visitor sends, and a table of rules of which every test exists."""

import re

import frappe

from zhicheng import request_limits
from zhicheng.setup.demo import world
from zhicheng.tests.browser import Browser
from zhicheng.tests.platform.source import PACKAGE
from zhicheng.tests.portal.base import PortalTestCase

ADDRESSES = (
	*("/login", "/portal", "/portal/todo", "/help", "/verify", "/app", "/nothing-here", "/api/method/frappe.ping"),
	*("/api/method/zhicheng.api.portal.offered?level=高级", "/api/resource/Unit", "/api/method/none.such"),
)
SECURITY = PACKAGE.parent / "docs/security.md"


class TestHardening(PortalTestCase):
	def test_every_answer_carries_the_headers(self):
		for address in ADDRESSES:
			with self.subTest(address):
				headers = self.visitor.get(address).headers
				self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
				self.assertEqual(headers["Referrer-Policy"], "same-origin")
				self.assertEqual(headers["X-Frame-Options"], "SAMEORIGIN")
				self.assertIn("frame-ancestors 'self'", headers["Content-Security-Policy"])
		for address in ("/login", "/portal"):
			with self.subTest(address):
				policy = self.visitor.get(address).headers["Content-Security-Policy"]
				self.assertIn("default-src 'self'", policy)
				self.assertNotIn("script-src 'self' 'unsafe-inline'", policy)

	def test_a_visitor_reads_chinese_whatever_his_browser_asks(self):
		visitor = Browser()
		for wanted in ("en-US,en;q=0.9", "de", ""):
			for address in ("/login", "/help", "/verify"):
				with self.subTest(address, wanted=wanted):
					page = visitor.open(address, method="GET", headers={"Accept": "text/html", "Accept-Language": wanted})
					self.assertIn('<html lang="zh', page.text)

	def test_a_flood_of_writes_is_refused_and_reading_goes_on(self):
		key = frappe.cache.make_key(f"zhicheng_writes:{world.user(self.PERSON)}")
		frappe.cache.setex(key, 60, request_limits.WRITES_PER_MINUTE)
		self.addCleanup(frappe.cache.delete, key)

		self.assertEqual(self.visitor.post("zhicheng.api.portal.check", application=self.application).status_code, 429)
		self.assertEqual(self.visitor.get("/portal").status_code, 200)

	def test_a_body_beyond_the_limit_is_refused(self):
		huge = "x" * 11 * 1024 * 1024
		answer = self.visitor.post("zhicheng.api.portal.check", application=self.application, more=huge)

		self.assertGreaterEqual(answer.status_code, 400)

	def test_the_table_of_rules_names_files_and_tests_that_exist(self):
		if not SECURITY.is_file():
			self.skipTest("only the repository has docs/")
		text = SECURITY.read_text(encoding="utf-8")
		named = re.findall(r"`((?:zhicheng|bench|e2e|script)/[\w./-]+)`", text)
		self.assertGreater(len(named), 40)
		self.assertEqual([name for name in named if not (PACKAGE.parent / name).exists()], [])
		for module, test in re.findall(r"`(zhicheng/tests/[\w/]+\.py)` (test_\w+)", text):
			with self.subTest(test):
				self.assertIn(f"def {test}(", (PACKAGE.parent / module).read_text(encoding="utf-8"))
