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
# what every request or the log-in itself writes
VOLATILE = ("last_active", "last_login", "last_ip", "modified", "modified_by", "last_known_versions", "_seen", "desk_theme")
# Frappe fills these with the site's own at a save (and the time zone's DefaultValue)
VOLATILE += ("new_password", "time_zone")
TABLES = ("Has Role", "Block Module", "User Email", "User Social Login")


def _account(user: str) -> dict:
	"""The User record with its rows, what limits or frees it, and its password's hash."""
	doc = frappe.db.get_value("User", user, "*", as_dict=True)
	found = {key: value or None for key, value in doc.items() if key not in VOLATILE}
	for table in TABLES:
		rows = frappe.get_all(table, filters={"parent": user}, fields=["*"], order_by="name")
		found[table] = [{key: row[key] for key in row if key not in VOLATILE} for row in rows]
	found["permissions"] = frappe.get_all("User Permission", {"user": user}, pluck="name")
	found["shares"] = frappe.get_all("DocShare", {"user": user}, ["name", "share_doctype", "share_name"], order_by="name")
	auth = frappe.qb.Table("__Auth")
	found["auth"] = sorted(frappe.qb.from_(auth).select("*").where(auth.name == user).run())
	return found


def _doors(user: str) -> list[tuple[str, str, dict]]:
	resource, whole = f"/api/resource/User/{user}", {**frappe.get_doc("User", user).as_dict(), **FORGED}
	quiet = {key: value for key, value in FORGED.items() if key != "new_password"} | {"bio": "x", "restrict_ip": "1.2.3.4"}
	own = {"parent": user, "parenttype": "User", "role": "System Manager", "parentfield": "roles"}
	permission = {"doctype": "User Permission", "user": user, "allow": "Unit", "for_value": world.unit("SC-HRSS")}
	share = {"doctype": "DocShare", "user": user, "share_doctype": "User", "share_name": "Administrator", "read": 1, "write": 1}
	return [
		("put", resource, {"data": json.dumps(FORGED)}),
		("put", resource, {"data": json.dumps(quiet)}),
		("put", resource, {"data": json.dumps({"roles": [{"role": "System Manager"}], "user_type": "System User"})}),
		("put", resource, {"data": json.dumps({"api_key": "k", "api_secret": "s", "enabled": 0, "role_profile_name": "x"})}),
		*[("post", "frappe.client.set_value", {"doctype": "User", "name": user, "fieldname": json.dumps({key: value})}) for key, value in FORGED.items()],
		("post", "frappe.client.save", {"doc": json.dumps(whole, default=str)}),
		("post", "frappe.desk.form.save.savedocs", {"doc": json.dumps(whole, default=str), "action": "Save"}),
		("post", "frappe.client.bulk_update", {"docs": json.dumps([{"doctype": "User", "docname": user, **quiet}])}),
		*[("post", "frappe.client.insert", {"doc": json.dumps(doc)}) for doc in ({"doctype": "Has Role", **own}, permission, share)],
		("raw_post", "/api/resource/Has Role", {"data": json.dumps(own)}),
		("raw_post", "/api/resource/User Permission", {"data": json.dumps(permission)}),
		("post", "frappe.core.doctype.user_permission.user_permission.add_user_permissions", {"data": json.dumps(permission)}),
		("post", "frappe.share.add", {"doctype": "User", "name": user, "user": world.user("测试卯"), "read": 1, "write": 1}),
		("post", "frappe.core.doctype.user.user.generate_keys", {"user": user}),
		("post", "frappe.core.doctype.user.user.update_password", {"new_password": FORGED["new_password"], "old_password": "x"}),
		("post", "frappe.core.doctype.user.user.reset_password", {"user": user}),
		("post", "frappe.core.doctype.user.user.update_profile_info", {"profile_info": json.dumps(quiet)}),
		("post", "frappe.desk.page.user_profile.user_profile.update_profile_info", {"profile_info": json.dumps(quiet)}),
		("post", "frappe.client.rename_doc", {"doctype": "User", "old_name": user, "new_name": "wo@title.invalid"}),
		("post", "frappe.model.rename_doc.update_document_title", {"doctype": "User", "docname": user, "name": "wo@title.invalid", "title": "x"}),
		("post", "frappe.client.delete", {"doctype": "User", "name": user}),
		("post", "frappe.client.set_password", {"doctype": "User", "name": user, "password": FORGED["new_password"]}),
		("raw_post", "/api/method/run_doc_method", {"dt": "User", "dn": user, "method": "add_roles", "args": json.dumps(["System Manager"])}),
	]  # fmt: skip


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

	def test_no_door_of_frappe_changes_the_own_record_even_with_a_share(self):
		"""Frappe shares a User with himself whenever it saves it; so every door is tried with that share in place."""
		for person, number in (("测试甲", "51000019850312001X"), ("卫生院经办", "510000199112030089")):
			user = world.user(person)
			# once saved, the record has the rows that Frappe adds of its own accord
			frappe.get_doc("User", user).save()
			frappe.get_doc("User", user).share_with_self()
			self.commit()
			self.addCleanup(self._remove_share, user)
			before = _account(user)
			visitor = Visitor()
			visitor.log_in(number, demo.PASSWORD)
			# the applicant, whom the hooks treat alike, tries every sixth
			for verb, path, values in _doors(user)[:: 6 if person == "测试甲" else 1]:
				with self.subTest(person=person, path=path, values=str(values)[:60]):
					status, _answer = getattr(visitor, verb)(path, **values)
					self.refresh()
					now = _account(user)
					self.assertEqual({key: now[key] for key in now if now[key] != before[key]}, {}, status)
			self.assertEqual(visitor.who(), user)

	def _remove_share(self, user: str) -> None:
		frappe.db.rollback()
		frappe.db.delete("DocShare", {"user": user, "share_doctype": "User"})
		self.commit()

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
