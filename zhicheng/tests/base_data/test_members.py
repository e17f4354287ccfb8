"""Users of units: who makes them, who gives which role, what is kept of them (manuals 3.1.2; domain 2.4)."""

import frappe

from zhicheng.api import members as doors
from zhicheng.constants import Role
from zhicheng.domain.accounts import accounts
from zhicheng.domain.people import identity, members, role_grants
from zhicheng.exceptions import IdNumberInvalid, RoleNotAllowed, UnitInvalid
from zhicheng.setup.demo import world
from zhicheng.tests.base import ZhichengTestCase

NUMBER = "510000198604170286"
R = Role
FITTING = (
	("SC-HRSS", {R.PROVINCE_HRSS, R.PROVINCE_DEPARTMENT}),
	("SC-AGRI", {R.PROVINCE_DEPARTMENT, R.SENIOR_OFFICE}),
	("CN-CAEP", {R.CENTRAL}),
	("AB-HRSS", {R.CITY_HRSS, R.CITY_DEPARTMENT}),
	("AB-HEALTH", {R.CITY_DEPARTMENT, R.INTERMEDIATE_OFFICE}),
	("AB-HOSP", {R.CITY_AFFILIATE}),
	("AB-RAIL", {R.CITY_ENTERPRISE}),
	("AB-ZIJI", {R.CITY_ENTERPRISE}),
	("MEK-HRSS", {R.COUNTY_HRSS, R.COUNTY_DEPARTMENT}),
	("MEK-HEALTH", {R.COUNTY_DEPARTMENT, R.JUNIOR_OFFICE}),
	("MEK-CLINIC", {R.COUNTY_AFFILIATE}),
	("MEK-SOE", {R.COUNTY_ENTERPRISE}),
	("MEK-HAIFENG", {R.COUNTY_ENTERPRISE}),
)


class TestMembers(ZhichengTestCase):
	def test_roles_fit_category_bureau_and_committees(self):
		for unit, expected in FITTING:
			with self.subTest(unit):
				fitting = set(role_grants.fitting(world.unit(unit)))
				self.assertEqual(fitting, expected | {R.APPLICANT, R.PROCESS_ATTACHMENT})

	def test_own_clerk_offers_applicant_only_and_the_unit_above_offers_all(self):
		clinic = world.unit("MEK-CLINIC")

		self.assertEqual(role_grants.grantable(clinic, world.user("卫生院经办")), [R.APPLICANT])
		for person in ("马市卫健经办", "马市人社经办", "州人社经办"):
			self.assertIn(R.COUNTY_AFFILIATE, role_grants.grantable(clinic, world.user(person)))
		for person in ("州卫健经办", "海风经办", "测试甲"):
			self.assertEqual(role_grants.grantable(clinic, world.user(person)), [])

	def test_own_clerk_may_not_make_a_clerk(self):
		with self.as_user("卫生院经办"):
			made = doors.create(world.unit("MEK-CLINIC"), "测试辰", NUMBER)
			with self.assertRaisesRegex(RoleNotAllowed, "由上级单位分配"):
				doors.assign_roles(made["name"], [R.COUNTY_AFFILIATE.value])
			self.assertEqual(made["offered"], [R.APPLICANT.value])

	def test_a_role_of_another_category_is_refused(self):
		with self.as_user("马市卫健经办"):
			made = doors.create(world.unit("MEK-CLINIC"), "测试辰", NUMBER)
			with self.assertRaisesRegex(RoleNotAllowed, "与“马尔康镇卫生院（测试）”的单位隶属关系不符"):
				doors.assign_roles(made["name"], [R.COUNTY_HRSS.value])

	def test_nobody_gives_himself_a_role(self):
		with self.as_user("州人社经办"):
			own = world.member("州人社经办")
			with self.assertRaises(RoleNotAllowed):
				doors.assign_roles(own, [R.CITY_HRSS.value, R.PROCESS_ATTACHMENT.value])
			with self.assertRaises(frappe.PermissionError):
				frappe.get_doc("Unit Member", own).save()

	def test_stranger_may_not_add_a_user(self):
		for person in ("州卫健经办", "海风经办", "测试甲"):
			with self.subTest(person), self.as_user(person), self.assertRaises(RoleNotAllowed):
				doors.create(world.unit("MEK-CLINIC"), "测试辰", NUMBER)

	def test_rest_can_neither_grant_nor_write_what_the_system_writes(self):
		forged = {
			"doctype": "Unit Member",
			"unit": world.unit("MEK-CLINIC"),
			"member_name": "测试辰",
			"id_number": NUMBER,
			"user": "Administrator",
			"id_hash": "x",
			"must_change_password": 0,
		}
		with self.as_user("卫生院经办"):
			with self.assertRaises(RoleNotAllowed):
				frappe.get_doc({**forged, "member_roles": [{"role": R.COUNTY_AFFILIATE.value}]}).insert()
			made = frappe.get_doc(forged).insert()

		self.assertTrue(accounts.is_member_account(made.user))
		self.assertEqual(made.id_hash, identity.hash_id(NUMBER))
		self.assertEqual(made.must_change_password, 1)

	def test_foreign_member_cannot_be_pulled_into_the_own_unit(self):
		"""The permission must look at the stored unit, not at the one that the form brings."""
		with self.as_user("海风经办"):
			doc = frappe.get_doc("Unit Member", world.member("测试卯"))
			doc.unit = world.unit("MEK-HAIFENG")
			with self.assertRaises(frappe.PermissionError):
				doc.save()

	def test_transfer_by_the_common_superior_only(self):
		doc = frappe.get_doc("Unit Member", world.member("测试卯"))
		doc.unit = world.unit("MEK-HAIFENG")
		with self.as_user("马市卫健经办"), self.assertRaisesRegex(RoleNotAllowed, "共同的上级单位"):
			doc.save()
		with self.as_user("马市人社经办"):
			doc.reload()
			doc.unit = world.unit("MEK-HAIFENG")
			doc.save()

		self.assertEqual(frappe.db.get_value("Unit Member", doc.name, "unit"), world.unit("MEK-HAIFENG"))

	def test_one_account_per_person(self):
		with self.as_user("海风经办"), self.assertRaisesRegex(IdNumberInvalid, "已有用户"):
			doors.create(world.unit("MEK-HAIFENG"), "测试甲", "51000019850312001x")

	def test_wrong_values_leave_no_account_behind(self):
		before = frappe.db.count("User")
		broken = (({"mobile": "123"}, UnitInvalid), ({"member_name": " "}, UnitInvalid), ({"id_number": "1"}, IdNumberInvalid))
		for wrong, error in broken:
			values = {"unit": world.unit("MEK-CLINIC"), "member_name": "测试辰", "id_number": NUMBER} | wrong
			with self.subTest(wrong=wrong), self.as_user("卫生院经办"), self.assertRaises(error):
				doors.create(**values)

		self.assertEqual(frappe.db.count("User"), before)

	def test_account_is_what_frappe_itself_would_store(self):
		made = members.create_member(world.unit("MEK-CLINIC"), "测试辰", NUMBER, [R.COUNTY_AFFILIATE, R.APPLICANT])
		stored = frappe.get_doc("User", made.user)
		held = {row.role for row in stored.roles}

		stored.flags.no_welcome_mail = True
		stored.save(ignore_permissions=True)
		stored.reload()

		self.assertEqual({row.role for row in stored.roles}, held)
		self.assertEqual((stored.user_type, stored.full_name, stored.enabled), ("System User", "测试辰", 1))
		self.assertFalse(frappe.db.exists("Has Role", {"parent": made.user, "role": "System Manager"}))

	def test_disabling_a_member_disables_the_account_and_frees_it_of_roles(self):
		doc = frappe.get_doc("Unit Member", world.member("测试卯"))
		doc.status = "停用"
		doc.save()

		self.assertEqual(frappe.db.get_value("User", doc.user, "enabled"), 0)
		self.assertEqual(members.member_of(doc.user).roles, set())
		self.assertNotIn(doc.user, [row["user"] for row in members.holders(doc.unit, R.APPLICANT)])

	def test_the_id_number_stands_nowhere_in_clear(self):
		made = members.create_member(world.unit("MEK-CLINIC"), "测试辰", NUMBER, [R.APPLICANT])
		members.issue_first_password(made.name)

		self.assertEqual(identity.unseal(frappe.db.get_value("Unit Member", made.name, "id_number")), NUMBER)
		for doctype, columns in _text_columns():
			anywhere = {column: ["like", f"%{NUMBER}%"] for column in columns}
			self.assertFalse(frappe.get_all(doctype, or_filters=anywhere, limit=1), doctype)


def _text_columns() -> list[tuple[str, list[str]]]:
	"""Every text column of every table of the site."""
	kinds = ("Data", "Small Text", "Text", "Long Text", "Code", "JSON", "Link", "Dynamic Link", "Read Only")
	columns = []
	for doctype in frappe.get_all("DocType", {"issingle": 0, "is_virtual": 0}, pluck="name"):
		meta = frappe.get_meta(doctype)
		names = ["name", "owner"] + [field.fieldname for field in meta.fields if field.fieldtype in kinds]
		columns.append((doctype, [name for name in names if frappe.db.has_column(doctype, name)]))
	return columns
