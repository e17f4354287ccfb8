"""Trap 16: nobody rewrites his own User record by REST, and Frappe's count asks permission (trap 11)."""

import json

import frappe

from zhicheng.domain.accounts import accounts
from zhicheng.setup import demo
from zhicheng.setup.demo import world
from zhicheng.tests.accounts.visitor import Visitor, VisitorCase

FORGED = {
	"username": "51000019850312001X",
	"first_name": "别人",
	"mobile_no": "13000000099",
	"new_password": "Xin@2026mima",
}


class TestOwnRecord(VisitorCase):
	def test_own_user_record_is_not_writable_by_rest(self):
		for person, number in (("测试甲", "51000019850312001X"), ("卫生院经办", "510000199112030089")):
			user = world.user(person)
			before = frappe.db.get_value("User", user, list(FORGED)[:3])
			visitor = Visitor()
			visitor.log_in(number, demo.PASSWORD)

			status, answer = visitor.put(f"/api/resource/User/{user}", **FORGED)

			self.assertEqual(status, 403, answer)
			self.assertEqual(frappe.db.get_value("User", user, list(FORGED)[:3]), before)

	def test_even_with_write_permission_identity_and_password_stay(self):
		"""Frappe shares a User with himself whenever it saves the record itself."""
		user = frappe.get_doc("User", world.user("卫生院经办"))
		user.share_with_self()
		with self.as_user("卫生院经办"):
			doc = frappe.get_doc("User", user.name)
			doc.update({key: FORGED[key] for key in ("username", "first_name", "mobile_no")})
			doc.save()

		stored = frappe.get_doc("User", user.name)
		self.assertEqual((stored.username, stored.first_name), (user.username, user.first_name))
		self.assertFalse(stored.mobile_no)

	def test_member_account_never_becomes_system_manager(self):
		"""Frappe before 15.0 gives that role to the first System User saved while there is no other."""
		user = frappe.get_doc("User", world.user("卫生院经办"))
		user.save()

		self.assertNotIn("System Manager", [row.role for row in user.roles])
		self.assertEqual(user.user_type, "System User")
		self.assertTrue(accounts.is_member_account(user.name))

	def test_count_shows_what_the_own_list_shows(self):
		visitor = Visitor()
		visitor.log_in("510000199112030089", demo.PASSWORD)

		own = visitor.post("frappe.client.get_count", doctype="Unit")[1]["message"]
		refused = visitor.post("frappe.client.get_count", doctype="User", filters=json.dumps({"enabled": 1}))

		self.assertEqual(own, 1)
		self.assertEqual(refused[0], 403)

	def test_nobody_lists_the_people_of_the_site(self):
		"""Frappe lets everybody select from User: the names of all applicants would lie open."""
		for number in ("51000019850312001X", "510000199112030089"):
			visitor = Visitor()
			visitor.log_in(number, demo.PASSWORD)
			rows = visitor.get("/api/resource/User", fields='["name","first_name"]')[1].get("data", [])
			self.assertLessEqual({row["name"] for row in rows}, {visitor.who()})

	def test_links_can_be_named_within_the_own_range_and_to_hr_bureaus(self):
		"""The unit form fills in the bureaus above; a link that cannot be validated would be emptied."""
		visitor = Visitor()
		visitor.log_in("510000199112030089", demo.PASSWORD)
		for key, known in (("MEK-CLINIC", True), ("SC-HRSS", True), ("AB-HRSS", True), ("MEK-HEALTH", False)):
			unit = world.unit(key)
			answer = visitor.post("frappe.client.validate_link", doctype="Unit", docname=unit)[1]
			self.assertEqual((answer["message"] or {}).get("name") == unit, known, key)

	def test_an_applicant_reaches_neither_units_nor_people(self):
		visitor = Visitor()
		visitor.log_in("51000019850312001X", demo.PASSWORD)
		for doctype in ("Unit", "Unit Member", "Password History", "Unit Creation Rule Set"):
			with self.subTest(doctype):
				self.assertEqual(visitor.get(f"/api/resource/{doctype}")[0], 403)
				count = visitor.post("frappe.client.get_count", doctype=doctype)
				self.assertEqual(count[0], 403)
