"""三员分立: three administrators, three sets of rights, excluding each other at every door to a User record."""

import json

import frappe

from zhicheng.api import admins as endpoints
from zhicheng.api import audit, imports, members as member_endpoints
from zhicheng.api import route_check
from zhicheng.constants import AdminRole
from zhicheng.domain.accounts import accounts, admins, attempts, lockout, passwords, second_factor
from zhicheng.exceptions import RoleNotAllowed
from zhicheng.permissions import people
from zhicheng.setup.demo import world
from zhicheng.tests.accounts.visitor import Visitor, VisitorCase, sentence

SYSTEM, SECURITY, AUDIT = (role.value for role in AdminRole)
WORD = "Guan@2026liyuan"
STAFF = {"xt@example.org": SYSTEM, "aq@example.org": SECURITY, "sj@example.org": AUDIT, "pt@example.org": "Translator"}
XT, AQ, SJ, PT = STAFF


class AdminCase(VisitorCase):
	"""Four named accounts without a unit, committed for the requests, gone with the class."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.addClassCleanup(cls.remove)
		for name, role in STAFF.items():
			user = frappe.new_doc("User")
			user.update({"name": name, "email": name, "username": name.split("@")[0], "first_name": name[:2], "full_name": name[:2]})
			user.update({"enabled": 1, "user_type": "System User", "language": "zh", "docstatus": 0})
			user.set_user_and_timestamp()
			user.db_insert()
			accounts._write_roles(name, [role])
			passwords.store(name, WORD)
		frappe.db.commit()

	@classmethod
	def remove(cls):
		frappe.db.rollback()
		for doctype in ("Has Role", "Block Module", "Notification Settings", "Login Session", "Password History"):
			field = "parent" if doctype in ("Has Role", "Block Module") else "name" if "Settings" in doctype else "user"
			frappe.db.delete(doctype, {field: ["in", list(STAFF)]})
		frappe.db.delete("User", {"name": ["in", list(STAFF)]})
		frappe.db.delete("Sessions", {"user": ["in", list(STAFF)]})
		frappe.db.commit()

	def roles(self, user: str) -> set[str]:
		self.refresh()
		return set(frappe.get_all("Has Role", {"parent": user, "parenttype": "User"}, pluck="role"))


class TestExclusion(AdminCase):
	def test_which_roles_go_together(self):
		for roles, is_fine in (
			((SYSTEM,), True), ((SECURITY,), True), ((AUDIT,), True), ((SYSTEM, "Report Manager"), True),
			((SYSTEM, SECURITY), False), ((SYSTEM, AUDIT), False), ((SECURITY, AUDIT), False), ((SYSTEM, SECURITY, AUDIT), False),
			(("Script Manager", AUDIT), False), (("Workspace Manager", SECURITY), False), ((AUDIT, "Translator"), False),
			((SECURITY, "县(区)人社局经办人员(职称)"), False), ((), True), (("Translator",), True),
		):  # fmt: skip
			with self.subTest(roles=roles):
				if is_fine:
					admins.check_exclusion(PT, set(roles))
				else:
					with self.assertRaisesRegex(RoleNotAllowed, "互斥|不能同时有其他角色"):
						admins.check_exclusion(PT, set(roles))
		user = frappe.get_doc("User", PT)
		user.set("roles", [{"role": SYSTEM}, {"role": AUDIT}])
		with self.assertRaisesRegex(RoleNotAllowed, "系统管理员、审计管理员互斥"):
			user.save()

	def test_a_role_profile_an_import_and_a_new_account_are_checked_too(self):
		profile = frappe.get_doc({"doctype": "Role Profile", "role_profile": "两员（测试）"})
		profile.set("roles", [{"role": SYSTEM}, {"role": AUDIT}])
		profile.insert()
		user = frappe.get_doc("User", PT)
		user.role_profile_name = profile.name
		with self.assertRaisesRegex(RoleNotAllowed, "互斥"):
			user.save()
		fresh = frappe.new_doc("User")
		fresh.update({"email": "liang@example.org", "first_name": "测试两员", "roles": [{"role": SECURITY}, {"role": AUDIT}]})
		frappe.flags.in_import = True
		try:
			with self.assertRaisesRegex(RoleNotAllowed, "互斥"):
				fresh.insert()
		finally:
			frappe.flags.in_import = False
		member = frappe.get_doc("User", world.user("卫生院经办"))
		member.append("roles", {"role": AUDIT})
		with self.assertRaisesRegex(RoleNotAllowed, "单位用户不能兼任审计管理员"):
			member.save()

	def test_a_security_administrator_does_not_become_system_manager_by_being_the_only_one(self):
		frappe.db.delete("Has Role", {"role": SYSTEM, "parent": ["!=", "Administrator"]})
		user = frappe.get_doc("User", AQ)
		user.first_name = "测试安全"
		user.save()

		self.assertEqual([row.role for row in frappe.get_doc("User", AQ).roles], [SECURITY])


class TestRights(AdminCase):
	def test_what_each_may_do(self):
		unit, member = world.unit("MEK-CLINIC"), world.member("测试甲")
		doctype_rights = (
			("Act Log", "read", (SJ,)), ("Zhicheng Settings", "write", (XT,)), ("Approval Route", "write", (XT,)),
			("Evaluation Notice", "write", (XT,)), ("Unit", "create", (XT,)), ("Unit", "read", (XT, AQ)),
			("Unit Member", "read", (XT, AQ)), ("Unit Member", "create", (AQ,)), ("Title Application", "read", (XT,)),
			("Password History", "read", ()), ("Second Factor", "read", ()), ("Login Session", "read", ()),
			("Custom DocPerm", "read", ()),
		)  # fmt: skip
		for user in (XT, AQ, SJ, PT):
			with self.as_user(user):
				for doctype, ptype, allowed in doctype_rights:
					with self.subTest(user=user, doctype=doctype, ptype=ptype):
						if doctype == "Custom DocPerm" and user == XT:
							continue
						self.assertEqual(bool(frappe.has_permission(doctype, ptype)), user in allowed)
				with self.subTest(user=user):
					self.assertEqual(people.can_change_unit(user, unit), user == XT)
					self.assertEqual(people.can_create_member(user, unit), user == AQ)
					self.assertEqual(people.can_change_member(user, member), user == AQ)
					self.assertEqual(imports.kinds(), {XT: ["单位"], AQ: ["用户"]}.get(user, []))
					listed = set(frappe.get_list("User", pluck="name", limit_page_length=0)) if user in (XT, AQ) else set()
					self.assertEqual(listed >= set(STAFF), user in (XT, AQ))
					self.assertEqual(any(accounts.is_member_account(name) for name in listed), user == XT)
				for call, allowed in (
					(lambda: audit.export_chain(1, 1), SJ),
					(lambda: endpoints.unlock(PT), AQ),
					(lambda: member_endpoints.unlock(member), AQ),
					(lambda: member_endpoints.issue_first_password(member), AQ),
				):
					if user == allowed:
						call()
					else:
						self.assertRaises(RoleNotAllowed, call)
				if user != XT:
					self.assertRaises(RoleNotAllowed, route_check.run)

	def test_whose_account_each_may_save(self):
		for actor, target, is_allowed in (
			(XT, PT, False), (SJ, PT, False), (AQ, PT, True), (AQ, "Administrator", False), (PT, XT, False),
			(AQ, world.user("测试甲"), False), (XT, world.user("测试甲"), False), ("卫生院经办", PT, False),
		):  # fmt: skip
			with self.subTest(actor=actor, target=target), self.as_user(actor):
				doc = frappe.get_doc("User", target)
				doc.bio = "改动"
				if is_allowed:
					doc.save()
				else:
					self.assertRaises(frappe.exceptions.ValidationError, doc.save, ignore_permissions=True)
		with self.as_user(AQ):
			own = frappe.get_doc("User", AQ)
			own.append("roles", {"role": "Translator"})
			self.assertRaises(RoleNotAllowed, own.save)
			for doctype, name in (("User", PT), ("Role", AUDIT)):
				with self.assertRaises(RoleNotAllowed):
					frappe.delete_doc(doctype, name, ignore_permissions=True)
			with self.assertRaises(RoleNotAllowed):
				frappe.rename_doc("User", PT, "pt2@example.org", force=True)

	def test_a_given_password_is_checked_remembered_and_changed_at_the_first_log_in(self):
		with self.as_user(AQ):
			user = frappe.get_doc("User", PT)
			user.new_password = "ruomima"
			self.assertRaises(frappe.ValidationError, user.save)
			user = frappe.get_doc("User", PT)
			user.new_password = WORD
			with self.assertRaisesRegex(frappe.ValidationError, "最近三次"):
				user.save()
			user = frappe.get_doc("User", PT)
			user.new_password = "Xin@2026guanli"
			user.save()
		from zhicheng.domain.accounts import login

		self.assertTrue(login.must_change(PT))
		self.assertTrue(passwords.was_used(PT, "Xin@2026guanli"))

	def test_unlocking_frees_every_count(self):
		for name in ("PT", "PT@EXAMPLE.ORG", PT, second_factor.lock_name(PT)):
			with self.subTest(name):
				for _try in range(5):
					attempts.take(name, "")
				self.assertTrue(lockout.is_locked(PT))
				with self.as_user(AQ):
					self.assertTrue(endpoints.state(PT)["locked"])
					endpoints.unlock(PT)
				self.assertFalse(lockout.is_locked(PT))


class TestDoors(AdminCase):
	"""A system administrator with all of Frappe's rights cannot help himself to the others' roles."""

	def test_no_door_of_frappe_changes_roles_or_permissions(self):
		attempts.clear("XT", "127.0.0.1")
		visitor = Visitor()
		self.assertEqual(visitor.log_in("xt", WORD)[1]["message"]["next"], "/app")
		row = frappe.db.get_value("Has Role", {"parent": XT, "parenttype": "User"})
		both = [{"role": SYSTEM}, {"role": AUDIT}]
		child = {"parent": XT, "parenttype": "User", "parentfield": "roles", "role": SECURITY}
		before = frappe.get_all("Custom DocPerm", pluck="name")
		doors = (
			("put", f"/api/resource/User/{XT}", {"data": json.dumps({"roles": both})}),
			("put", f"/api/resource/User/{PT}", {"data": json.dumps({"roles": [{"role": AUDIT}]})}),
			("put", f"/api/resource/User/{PT}", {"data": json.dumps({"new_password": "Xin@2026mima"})}),
			("put", f"/api/resource/Has Role/{row}", {"data": json.dumps({"role": AUDIT})}),
			("post", "/api/resource/Has Role", {"data": json.dumps(child)}),
			("post", "frappe.client.insert", {"doc": json.dumps({"doctype": "Has Role", **child})}),
			("post", "frappe.client.set_value", {"doctype": "Has Role", "name": row, "fieldname": "role", "value": AUDIT}),
			("post", "frappe.client.set_value", {"doctype": "User", "name": PT, "fieldname": "enabled", "value": 0}),
			("post", "frappe.client.save", {"doc": json.dumps({**frappe.get_doc("User", XT).as_dict(), "roles": both}, default=str)}),
			("post", "frappe.client.bulk_update", {"docs": json.dumps([{"doctype": "User", "docname": PT, "enabled": 0}])}),
			("post", "/api/resource/Role Profile", {"data": json.dumps({"role_profile": "x", "roles": both})}),
			("post", "/api/resource/Custom DocPerm", {"data": json.dumps({"parent": "Act Log", "role": SYSTEM, "read": 1})}),
			("post", "frappe.core.page.permission_manager.permission_manager.add", {"parent": "Act Log", "role": SYSTEM, "permlevel": 0}),
			("post", "frappe.core.page.permission_manager.permission_manager.reset", {"doctype": "User"}),
			("post", "frappe.desk.doctype.system_console.system_console.execute_code", {"doc": "{}"}),
			("put", f"/api/resource/Role/{AUDIT}", {"data": json.dumps({"disabled": 1})}),
			("post", "frappe.client.rename_doc", {"doctype": "User", "old_name": AQ, "new_name": XT, "merge": 1}),
			("post", "frappe.core.doctype.user.user.generate_keys", {"user": XT}),
		)
		for verb, path, values in doors:
			with self.subTest(path=path, values=str(values)[:80]):
				send = getattr(visitor, verb)
				answer = send(path, **values) if not path.startswith("/api") or verb == "put" else visitor.raw_post(path, **values)
				if "Role Profile" not in path and "bulk_update" not in path:
					self.assertGreaterEqual(answer[0], 400, answer)
		self.assertEqual({user: self.roles(user) for user in STAFF}, {user: {role} for user, role in STAFF.items()})
		self.assertEqual(frappe.db.get_value("User", PT, "enabled"), 1)
		self.assertTrue(passwords.matches(PT, WORD))
		self.assertEqual(set(frappe.get_all("Custom DocPerm", pluck="name")), set(before))
		self.assertEqual(frappe.db.get_value("Role", AUDIT, "disabled"), 0)
		frappe.db.delete("Role Profile", {"name": "x"})
		frappe.db.delete("Has Role", {"parent": "x"})
		self.commit()
		self.assertIn("账号和角色由安全管理员管理", sentence(visitor.put(f"/api/resource/User/{PT}", bio="x")[1]))

	def test_break_glass_is_logged_and_rings_at_the_auditors(self):
		visitor = Visitor()
		visitor.log_in("Administrator", "admin")
		visitor.put("/api/resource/Title Series/" + frappe.db.get_value("Title Series", {}), sort_order=0)
		self.refresh()

		rows = frappe.get_all("Act Log", {"user": "Administrator", "act": ["like", "应急%"]}, ["act", "detail"], order_by="creation desc", limit=2)
		self.assertEqual([row.act for row in rows], ["应急账号修改", "应急登录"])
		bell = frappe.get_all("Notification Log", {"for_user": SJ}, pluck="subject")
		self.assertIn("应急账号 Administrator", bell[0])
		self.assertFalse(frappe.db.exists("Notification Log", {"for_user": XT}))
		frappe.db.delete("Notification Log", {"for_user": SJ})
		self.commit()
