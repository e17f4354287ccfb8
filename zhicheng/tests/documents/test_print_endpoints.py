"""Our print address and Frappe's own, called as a request calls them."""

import json
import unittest

import frappe
from frappe.handler import execute_cmd
from frappe.tests.utils import FrappeTestCase
from frappe.utils import set_request

from zhicheng.exceptions import ActionNotAllowed, PrintLocked
from zhicheng.printing import chromium, wkhtmltopdf
from zhicheng.tests import factories
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.documents.reading import pages
from zhicheng.tests.documents.test_print_gate import no_regional_rules

STOCK = "frappe.utils.print_format"
WEASYPRINT = "frappe.utils.weasyprint.download_pdf"


def call(method: str, **values):
	"""As the web does: the override hooks and the argument filter take part."""
	frappe.local.form_dict = frappe._dict(values)
	return execute_cmd(method)


@unittest.skipUnless(chromium.binary(), "no Chromium here")
class TestPrintEndpoints(ZhichengTestCase):
	def setUp(self):
		super().setUp()
		no_regional_rules()
		set_request(method="GET", path="/api/method/x")

	def tearDown(self):
		frappe.local.form_dict = frappe._dict()
		del frappe.local.request
		super().tearDown()

	def assert_form(self, response, copies: int = 1) -> None:
		self.assertEqual(response.mimetype, "application/pdf")
		self.assertTrue(response.headers["Content-Disposition"].startswith("inline"))
		self.assertEqual(response.headers["Cache-Control"], "private, no-store")
		drawn = pages(response.get_data())
		self.assertEqual(sum("评审审批意见" in text for text in drawn), copies)

	def test_own_address_gives_the_form_under_a_name_without_the_person(self):
		application = factories.create_application(stage="U")

		with self.as_user("测试甲"):
			response = call("zhicheng.api.print.application_pdf", name=application)

		self.assert_form(response)
		self.assertNotIn("测试", response.headers["Content-Disposition"])
		self.assertIn(application, response.headers["Content-Disposition"])

	def test_frappes_pdf_button_ends_in_our_form(self):
		application = factories.create_application(stage="U")

		with self.as_user("测试甲"):
			values = {"doctype": "Title Application", "name": application, "format": "Standard", "no_letterhead": "1"}
			self.assert_form(call(f"{STOCK}.download_pdf", **values, pdf_generator="wkhtmltopdf"))

	def test_frappes_weasyprint_download_ends_in_our_form(self):
		application = factories.create_application(stage="U")

		with self.as_user("测试甲"):
			values = {"doctype": "Title Application", "name": application, "print_format": "Standard"}
			self.assert_form(call(WEASYPRINT, **values))

	def test_ticked_rows_become_one_pdf_in_both_ways_of_asking(self):
		names = [factories.create_application(person=person, stage="U") for person in ("测试甲", "测试乙")]
		asked = (
			(2, {"doctype": "Title Application", "name": json.dumps(names)}),
			(1, {"doctype": {"Title Application": names[:1]}, "name": "one"}),
		)

		for copies, values in asked:
			with self.subTest(values=values):
				self.assert_form(call(f"{STOCK}.download_multi_pdf", **values, no_letterhead=1), copies=copies)

	def test_ticked_rows_with_a_strangers_one_give_nothing(self):
		names = [factories.create_application(person=person, stage="U") for person in ("测试甲", "测试乙")]

		with self.as_user("测试甲"), self.assertRaises(frappe.PermissionError):
			call(f"{STOCK}.download_multi_pdf", doctype="Title Application", name=json.dumps(names))

	def test_many_at_once_are_refused_with_the_limit(self):
		with self.assertRaisesRegex(ActionNotAllowed, "最多打印 20 份"):
			call(f"{STOCK}.download_multi_pdf", doctype="Title Application", name=json.dumps(["x"] * 21))

	def test_background_printing_leaves_no_file_and_names_our_address(self):
		application = factories.create_application(stage="U")
		files = frappe.db.count("File")

		values = {"doctype": "Title Application", "name": json.dumps([application])}
		answer = call("zhicheng.api.print.download_multi_pdf_async", **values)

		self.assertTrue(answer["task_id"])
		self.assertEqual(frappe.db.count("File"), files)
		self.assert_form(call("zhicheng.api.print.applications_pdf", names=json.dumps([application])))

	def test_every_address_keeps_the_lock(self):
		addresses = {
			"zhicheng.api.print.application_pdf": {},
			f"{STOCK}.download_pdf": {"doctype": "Title Application"},
			f"{STOCK}.download_multi_pdf": {"doctype": "Title Application"},
			WEASYPRINT: {"doctype": "Title Application", "print_format": "Standard"},
			"frappe.www.printview.get_html_and_style": {"doc": "Title Application"},
		}
		for method, values in addresses.items():
			application = factories.create_application(stage="U")
			no_regional_rules()
			name = json.dumps([application]) if "multi" in method else application
			with self.subTest(method=method), self.setting(print_allowed_from="资格审查通过后"), self.as_user("测试甲"):
				with self.assertRaises(PrintLocked):
					call(method, **values, name=name)
			# a refused GET is rolled back whole, and with it what the test has made
			frappe.db.rollback()
			frappe.db.savepoint("before_test")

	def test_strangers_and_guests_get_nothing(self):
		for user in (factories.user("测试乙"), "Guest"):
			frappe.set_user("Administrator")
			application = factories.create_application(person="测试甲", stage="U")
			frappe.set_user(user)
			with self.subTest(user=user), self.assertRaises(frappe.PermissionError):
				call(f"{STOCK}.download_pdf", doctype="Title Application", name=application)
			frappe.db.rollback()
			frappe.db.savepoint("before_test")

	def test_what_belongs_to_a_case_does_not_print_alone(self):
		for doctype in ("Application Dossier", "Stage Opinion", "Dossier Snapshot"):
			with self.subTest(doctype=doctype), self.assertRaises(ActionNotAllowed):
				call(f"{STOCK}.download_pdf", doctype=doctype, name="x")

	def test_print_view_shows_our_form(self):
		application = factories.create_application(stage="U")

		with self.as_user("测试甲"):
			values = {"doc": "Title Application", "name": application, "print_format": "Application Form"}
			html = call("frappe.www.printview.get_html_and_style", **values)["html"]

		for title in ("诚信承诺", "基本情况", "单位推荐意见", "评审审批意见"):
			self.assertIn(title, html)


@unittest.skipUnless(wkhtmltopdf.binary(), "Frappe's own PDFs need wkhtmltopdf")
class TestOtherRecords(FrappeTestCase):
	"""Frappe commits its access log when it prints, so no savepoint is around this one."""

	def setUp(self):
		frappe.set_user("Administrator")
		set_request(method="GET", path="/api/method/x")

	def tearDown(self):
		frappe.local.form_dict = frappe._dict()
		del frappe.local.request

	def test_other_records_print_by_frappes_own_hand(self):
		frappe.local.response.pop("filecontent", None)
		html = call("frappe.www.printview.get_html_and_style", doc="Region", name="510000")
		self.assertIn("四川", html["html"])

		call(f"{STOCK}.download_pdf", doctype="Region", name="510000", no_letterhead=1)

		self.assertTrue(frappe.local.response.filecontent.startswith(b"%PDF"))
