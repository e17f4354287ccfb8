"""Every way into a session but our own is shut, so that none of them goes round the second factor."""

import base64

import frappe
from frappe.utils.password import set_encrypted_password

from zhicheng.setup import demo
from zhicheng.setup.demo import world
from zhicheng.tests.accounts.visitor import Visitor, VisitorCase, sentence

CLERK, PERSON = "510000199112030089", "卫生院经办"
WHO = "/api/method/frappe.auth.get_logged_user"


class KeyVisitor(Visitor):
	"""Sends an Authorization header with every request."""

	authorization = ""

	def _open(self, verb: str, path: str, **kwargs):
		if self.authorization:
			kwargs["headers"] = {"Authorization": self.authorization}
		return super()._open(verb, path, **kwargs)


class TestWaysIn(VisitorCase):
	def test_keys_and_tokens_in_a_header_are_refused(self):
		user = world.user(PERSON)
		frappe.db.set_value("User", user, "api_key", "testkey123")
		set_encrypted_password("User", user, "testsecret", "api_secret")
		token = frappe.new_doc("OAuth Bearer Token")
		token.update({"user": user, "access_token": "testbearer", "scopes": "all openid", "status": "Active", "expires_in": 3600})
		token.flags.ignore_mandatory = token.flags.ignore_links = True
		token.insert()
		self.commit()
		self.addCleanup(self._remove, user, token.name)
		basic = base64.b64encode(b"testkey123:testsecret").decode()
		for header in ("token testkey123:testsecret", f"Basic {basic}", "Bearer testbearer"):
			with self.subTest(header):
				visitor = KeyVisitor()
				visitor.authorization = header
				for path in (WHO, "/api/resource/Unit"):
					status, answer = visitor.get(path)
					self.assertIn(status, (401, 403))
					self.assertNotEqual(answer.get("message"), user)
				visitor.authorization = ""
				self.assertEqual(visitor.who(), "Guest")

	def _remove(self, user: str, token: str) -> None:
		frappe.db.rollback()
		frappe.db.set_value("User", user, "api_key", None)
		frappe.delete_doc("OAuth Bearer Token", token, force=True)
		self.commit()

	def test_frappes_other_ways_are_shut_for_administrators_too(self):
		visitor = Visitor()
		visitor.log_in("Administrator", "admin")
		self.assertEqual(visitor.who(), "Administrator")
		user = world.user(PERSON)
		for method, values in (
			("frappe.core.doctype.user.user.generate_keys", {"user": user}),
			("frappe.core.doctype.user.user.impersonate", {"user": user, "reason": "x"}),
			("frappe.client.get_password", {"doctype": "User", "name": user, "fieldname": "api_secret"}),
			("frappe.core.doctype.user.user.reset_password", {"user": user}),
			("login", {"usr": "Administrator", "pwd": "admin"}),
		):
			with self.subTest(method):
				status, answer = visitor.post(method, **values)
				self.assertIn(status, (401, 403, 404, 417), answer)
				self.assertNotIn("api_secret", str(answer.get("message")))
		self.assertIn(visitor.who(), ("Administrator", "Guest"))
		self.assertFalse(frappe.db.get_value("User", user, "api_key"))
		self.assertTrue(sentence(visitor.post("frappe.core.doctype.user.user.generate_keys", user=user)[1]))
