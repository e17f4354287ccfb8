"""What an installation seeds: complete, with the right access, and never overwriting what a site changed."""

from pathlib import Path

import frappe
from frappe.modules.patch_handler import get_patches_from_app

from zhicheng import install
from zhicheng.constants import CLERK_ROLES, WORKFLOW_ACTIONS, Category, Role
from zhicheng.tests.base import ZhichengTestCase

COUNTS = {"省级": 1, "市(州)级": 21, "县(区)级": 183}


class TestInstall(ZhichengTestCase):
	def test_eighteen_roles_with_their_desk_access(self):
		found = dict(frappe.get_all("Role", fields=["name", "desk_access"], as_list=True))
		self.assertEqual(len(Role), 18)
		for role in Role:
			with self.subTest(role=role.value):
				self.assertEqual(found[role.value], int(role in CLERK_ROLES or role == Role.PROCESS_ATTACHMENT))

	def test_regions_categories_series_and_routes_are_there(self):
		for level, count in COUNTS.items():
			self.assertEqual(frappe.db.count("Region", {"region_level": level}), count)
		categories = frappe.get_all("Unit Category", pluck="name")
		self.assertEqual(sorted(categories), sorted(category.value for category in Category))
		self.assertEqual(frappe.db.count("Title Series"), 27)
		routes = frappe.get_all("Approval Route", filters={"version": 1}, pluck="route_code")
		self.assertEqual(len(routes), 44)

	def test_nobody_made_before_the_app_reads_times_of_another_zone(self):
		zones = frappe.get_all("User", filters={"name": ("in", frappe.STANDARD_USERS)}, pluck="time_zone")
		self.assertEqual(set(zones) - {None, ""}, {"Asia/Shanghai"})

	def test_one_active_workflow_and_its_actions(self):
		active = frappe.get_all("Workflow", filters={"document_type": "Title Application", "is_active": 1})
		self.assertEqual(len(active), 1)
		actions = frappe.get_all("Workflow Action Master", pluck="name")
		self.assertLessEqual({action.value for action in WORKFLOW_ACTIONS}, set(actions))

	def test_second_run_keeps_what_the_site_changed(self):
		frappe.db.set_value("Approval Stage", "CS", "stage_name", "县(区)主管部门复核")
		frappe.db.set_value("Region", "513201", "region_name", "马尔康（改）")
		workflow = frappe.db.get_value("Workflow", {"document_type": "Title Application", "is_active": 1}, "name")
		before = frappe.db.count("Workflow Transition", {"parent": workflow})
		install.after_migrate()
		self.assertEqual(frappe.db.get_value("Approval Stage", "CS", "stage_name"), "县(区)主管部门复核")
		self.assertEqual(frappe.db.get_value("Region", "513201", "region_name"), "马尔康（改）")
		after = frappe.db.count("Workflow Transition", {"parent": workflow})
		self.assertEqual(after, before)

	def test_patches_resolve_to_functions(self):
		for patch in get_patches_from_app("zhicheng"):
			with self.subTest(patch=patch):
				self.assertTrue(callable(frappe.get_attr(f"{patch.split()[0]}.execute")))

	def test_fixtures_hold_workflow_actions_only(self):
		folder = Path(frappe.get_app_path("zhicheng", "fixtures"))
		self.assertLessEqual({file.name for file in folder.glob("*.json")}, {"workflow_action_master.json"})
