"""What an installation brings: regions, categories, roles, rule sets, settings; a second run changes nothing."""

import frappe

from zhicheng import install
from zhicheng.constants import Category, Role
from zhicheng.domain import settings
from zhicheng.domain.people import unit_rules
from zhicheng.exceptions import CategoryNotAllowed
from zhicheng.tests.base import ZhichengTestCase

TABLES = ("Region", "Unit Category", "Unit Creation Rule Set", "Unit Creation Rule", "Role")
# key, province, 阿坝州 and a county of it (domain 2.3 rows 5, 9, 10)
REGIONAL = (
	("print_allowed_from", "任何时候", "资格审查通过后"),
	("enforce_row_order", 0, 1),
	("process_attachment_requires_role", 1, 0),
)


class TestMasterData(ZhichengTestCase):
	def test_regions_are_a_whole_tree(self):
		counts = {
			level: frappe.db.count("Region", {"region_level": level}) for level in ("省级", "市(州)级", "县(区)级")
		}

		self.assertEqual(counts, {"省级": 1, "市(州)级": 21, "县(区)级": 183})
		province = frappe.db.get_value("Region", "510000", ["lft", "rgt"])
		self.assertEqual(province, (1, 2 * sum(counts.values())))
		self.assertEqual(frappe.db.get_value("Region", "513201", "parent_region"), "513200")

	def test_categories_and_roles_are_those_of_the_manuals(self):
		self.assertEqual(set(frappe.get_all("Unit Category", pluck="name")), {row.value for row in Category})
		for role in Role:
			desk = frappe.db.get_value("Role", role.value, "desk_access")
			self.assertEqual(desk, int(role != Role.APPLICANT), role)

	def test_second_run_changes_nothing(self):
		before = {name: frappe.db.count(name) for name in TABLES}
		frappe.db.set_value("Unit Category", "CENTRAL", "alias", "本地叫法")

		install.after_migrate()

		self.assertEqual({name: frappe.db.count(name) for name in TABLES}, before)
		self.assertEqual(frappe.db.get_value("Unit Category", "CENTRAL", "alias"), "本地叫法")

	def test_nearest_region_decides_and_the_province_comes_last(self):
		for key, province, prefecture in REGIONAL:
			with self.subTest(key):
				self.assertEqual(settings.get(key, "513201"), prefecture)
				self.assertEqual(settings.get(key, "513200"), prefecture)
				self.assertEqual(settings.get(key, "510603"), province)
				self.assertEqual(settings.get(key, "510000"), province)

	def test_defaults_of_the_decided_questions(self):
		expected = {
			"void_undo_hours": 24, "public_notice_days": 5, "public_notice_check": "提醒", "idle_minutes": 30,
			"login_max_failures": 5, "login_lock_minutes": 15, "login_address_max_failures": 100,
			"ban_on_void": 1, "ban_on_delete_process": 1, "resubmit_to_returning_stage": 0,
			"recall_own_approval": 0, "show_opinions_to_applicant": 0, "max_file_mb": 10, "max_dossier_mb": 200,
		}  # fmt: skip
		for key, value in expected.items():
			self.assertEqual(settings.get(key), value, key)
		self.assertEqual(settings.first_password_fixed(), "")

	def test_sets_inherit_what_they_do_not_mention(self):
		prefecture = {(r.creator_role, r.child_category) for r in unit_rules.rules_of("ABA-PREFECTURE")}

		self.assertIn((Role.CITY_HRSS.value, "CITY_DEPT"), prefecture)
		self.assertIn((Role.CITY_DEPARTMENT.value, "CITY_PRIV"), prefecture)
		self.assertNotIn((Role.CITY_HRSS.value, "CITY_PRIV"), prefecture)
		self.assertFalse([row for row in prefecture if row[1] in ("CENTRAL", "PROV_DEPT", "PROV_AFFIL", "PROV_ENT")])

	def test_a_set_cannot_let_a_department_make_departments(self):
		doc = frappe.get_doc("Unit Creation Rule Set", "ABA-PREFECTURE")
		row = {"creator_role": Role.CITY_DEPARTMENT.value, "child_category": "CITY_DEPT", "region_constraint": "同区域"}
		doc.append("rules", row)
		with self.assertRaisesRegex(CategoryNotAllowed, "只能由人社厅、人社局"):
			doc.save()

	def test_sets_cannot_stand_on_each_other(self):
		doc = frappe.get_doc("Unit Creation Rule Set", "SC-PROVINCE")
		doc.base_rule_set = "ABA-PREFECTURE"
		with self.assertRaisesRegex(CategoryNotAllowed, "基础规则"):
			doc.save()
