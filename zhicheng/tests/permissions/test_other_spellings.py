"""The same request written otherwise: an address that goes on behind the method, a body that no form holds, a record kept
first and read by its name, a name in other letters."""

import json
from unittest import mock

import frappe

from zhicheng.domain.accounts import login
from zhicheng.domain.audit import views
from zhicheng.domain.people import identity
from zhicheng.setup.demo import world
from zhicheng.tests.accounts.test_admin_roles import AQ, SECURITY, SYSTEM, WORD, XT, AdminCase
from zhicheng.tests.accounts.visitor import Visitor, sentence
from zhicheng.tests.browser import Browser, BrowserTestCase
from zhicheng.tests.permissions.test_rows import CARD, CHART, SQL, words_of_sql

RESET = "frappe.core.doctype.user.test_user.reset_password"
PEOPLE = ("测试甲", "马市卫健经办")
CHART_PATH = "/api/resource/Dashboard Chart"
KEPT = {
	"chart_name": "另一种写法", "chart_type": "Sum", "document_type": "Title Application", "based_on": "creation", "timespan": "Last Year",
	"time_interval": "Yearly", "filters_json": "[]", "type": "Line", "value_based_on": SQL,
}  # fmt: skip


class TestOtherAddresses(BrowserTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.browsers = {person: Browser().log_in(person) for person in PEOPLE}

	def test_what_follows_the_method_makes_no_method_ours(self):
		for person, browser in self.browsers.items():
			for method, values in words_of_sql():
				for path in (f"/api/method/{method}/zhicheng.x", f"/api/method/{method}/"):
					with self.subTest(person=person, path=path):
						self.assertEqual(browser.open(path, method="POST", data=values).status, 403)
			answer = browser.open("/zhicheng.x", method="POST", data={"cmd": CARD, **words_of_sql()[0][1]})
			self.assertEqual(answer.status, 403)

	def test_what_follows_the_method_hides_no_other_name(self):
		for rest in ("/x", "/User", "/zhicheng.api"):
			with self.subTest(rest=rest):
				answer = self.browsers["测试甲"].open(f"/api/method/{RESET}{rest}", method="POST", data={"user": XT})
				self.assertEqual(answer.status, 403)

	def test_no_statement_is_kept_to_be_read_later(self):
		bodies = {
			"form": {"data": {"data": json.dumps(KEPT)}},
			"json": {"json": KEPT},
			"plain": {"data": json.dumps(KEPT).encode(), "content_type": "text/plain"},
			"no type": {"data": json.dumps(KEPT).encode()},
		}
		for person, browser in self.browsers.items():
			for body, request in bodies.items():
				with self.subTest(person=person, body=body):
					answer = browser.open(CHART_PATH, method="POST", **request)
					self.assertNotEqual(answer.status, 200, answer)
			answer = browser.post(CHART.replace(".get", ".create_dashboard_chart"), args=json.dumps(KEPT))
			self.assertEqual(answer.status, 403)
		self.assertFalse(frappe.db.exists("Dashboard Chart", {"value_based_on": SQL}))
		chart = frappe.get_doc({"doctype": "Dashboard Chart", **KEPT})
		self.assertRaises(frappe.PermissionError, chart.insert)
		card = frappe.get_doc({"doctype": "Number Card", "label": "x", "type": "Document Type", "document_type": "Unit", "aggregate_function_based_on": SQL})
		self.assertRaises(frappe.PermissionError, card.insert)

	def test_a_person_is_looked_at_by_no_address_without_a_row(self):
		browser, member = self.browsers["马市卫健经办"], world.member("马市卫健经办")
		for path, values in (
			("/api/method/frappe.client.get/x", {"doctype": "Unit Member", "name": member}),
			("/api/method/frappe.client.get", {"doctype": "Unit Member", "filters": json.dumps({"name": member})}),
			("/", {"cmd": "frappe.client.get", "doctype": "Unit Member", "name": member}),
		):
			views.forget(browser.user, views.PERSON, member)
			with self.subTest(path=path, values=values), mock.patch.object(frappe, "enqueue") as queue:
				self.assertEqual(browser.open(path, method="POST", data=values).status, 200)
				noted = [call.kwargs["person"] for call in queue.call_args_list if call.args[0] == "zhicheng.domain.audit.views.write"]
				self.assertEqual(noted, [member])


class TestOtherLetters(AdminCase):
	def setUp(self):
		super().setUp()
		self.security = Visitor()
		self.assertEqual(self.security.log_in(AQ, WORD)[0], 200)
		self.security.get("/my-logins")

	def test_nobody_grants_himself_a_role_under_a_name_in_other_letters(self):
		for name, method, values in (
			(AQ.upper(), "frappe.desk.form.save.savedocs", {"action": "Save"}),
			(f"{AQ} ", "frappe.client.save", {}),
		):
			doc = {**frappe.get_doc("User", AQ).as_dict(convert_dates_to_str=True), "name": name, "new_password": "Xin@2026mima"}
			doc["roles"] = [{"doctype": "Has Role", "role": SYSTEM}]
			with self.subTest(name=name):
				status, _answer = self.security.post(method, doc=json.dumps(doc, default=str), **values)
				self.assertNotEqual(status, 200)
				self.assertEqual(self.roles(AQ), {SECURITY})

	def test_the_buttons_of_accounts_take_a_name_as_it_is_stored(self):
		for name in ("administrator", AQ.upper(), AQ):
			for act in ("unlock", "reset_second_factor"):
				with self.subTest(name=name, act=act):
					status, answer = self.security.post(f"zhicheng.api.admins.{act}", user=name)
					self.assertEqual(status, 417)
					self.assertIn("只有安全管理员可以办理", sentence(answer))

	def test_a_log_in_name_has_one_spelling_whose_failures_are_counted(self):
		for typed, is_found in ((XT, True), (XT.upper(), True), ("xt", True), ("ｘt@example.org", True), ("ẋt@example.org", False), ("xt@éxample.org", False)):
			with self.subTest(typed=typed):
				self.assertEqual(bool(login.find(identity.normalise(typed), "127.0.0.1")), is_found)
