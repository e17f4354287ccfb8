"""What this app hangs into Frappe's permission system answers in the form that all three versions understand."""

import frappe

from zhicheng import hooks
from zhicheng.domain.approval import bans
from zhicheng.domain.queries import applications
from zhicheng.setup.demo import world
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.factories import create_application

PEOPLE = ("测试甲", "卫生院经办", "马市卫健经办", "省厅经办", "测试卯", "Guest", "Administrator")
PTYPES = ("read", "select", "write", "create", "delete", "submit", "cancel", "print", "email", "report", "export", "import", "share", None)


class TestPermissionHooks(ZhichengTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		case = create_application()
		cls.documents = {"Title Application": case, "Unit": world.unit("MEK-CLINIC"), "Unit Member": world.member("测试甲")}
		for doctype in ("Application Dossier", "Dossier Attachment", "Approval Task"):
			cls.documents[doctype] = frappe.get_all(doctype, filters={"application": case}, pluck="name", limit_page_length=1)[0]
		cls.documents["File"] = frappe.db.get_value("Dossier Attachment", {"application": case}, "file")
		fault = frappe.get_doc({"doctype": "Route Fault", "unit": world.unit("MEK-CLINIC")})
		fault.db_insert()
		cls.documents["Route Fault"] = fault.name
		cls.documents["User"] = world.user("测试甲")
		started = frappe.get_doc({"doctype": "Base Data Import", "kind": "用户", "requested_by": world.user("卫生院经办")})
		cls.documents["Base Data Import"] = started.insert(ignore_permissions=True).name
		bans.impose(applications.case(case), source="流程作废", reason="测试")
		cls.documents["Application Ban"] = frappe.db.get_value("Application Ban", {"application": case})

	def test_has_permission_says_true_or_false(self):
		"""None means “no opinion” in version-15 and “no” in version-16; 0 and "" are no answer in the snapshot."""
		for doctype, path in hooks.has_permission.items():
			function = frappe.get_attr(path)
			for doc in (frappe.new_doc(doctype), frappe.get_doc(doctype, self.documents[doctype])):
				for person in PEOPLE:
					for ptype in PTYPES:
						with self.subTest(doctype=doctype, person=person, ptype=ptype, is_new=doc.is_new()):
							answer = function(doc, ptype=ptype, user=world.user(person) or person, debug=False)
							self.assertIn(answer, (True, False))
							self.assertIsInstance(answer, bool)

	def test_list_conditions_are_empty_or_in_brackets(self):
		"""Frappe joins them with “and” as they stand: an open “or” would leak past its other filters."""
		for doctype, path in hooks.permission_query_conditions.items():
			for person in PEOPLE:
				with self.subTest(doctype=doctype, person=person):
					condition = frappe.get_attr(path)(world.user(person) or person, doctype=doctype)
					self.assertTrue(condition == "" or is_bracketed(condition), condition)
					if person == "Guest":
						self.assertNotEqual(condition, "")

	def test_what_a_list_asks_a_form_asks_too(self):
		"""A DocType with a list condition has a permission hook, and the other way round; User keeps Frappe's own."""
		# a row of a table has no form: its record's is asked
		listed = {doctype for doctype in hooks.permission_query_conditions if not frappe.get_meta(doctype).istable}
		self.assertEqual(listed - set(hooks.has_permission), {"User"})
		tables = frappe.get_all("DocType", filters={"module": "Zhicheng", "istable": 1}, pluck="name")
		self.assertLessEqual(set(tables), set(hooks.permission_query_conditions))
		self.assertEqual(set(hooks.has_permission) - set(hooks.permission_query_conditions), set())


def is_bracketed(condition: str) -> bool:
	"""Whether the first bracket closes at the very end."""
	depth = 0
	for place, letter in enumerate(condition):
		depth += (letter == "(") - (letter == ")")
		if depth == 0:
			return place == len(condition) - 1 and condition.startswith("(")
	return False
