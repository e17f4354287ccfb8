"""Whatever Frappe method this app overrides is overridden under every name and by every way."""

import sys

from zhicheng.api import aliases
from zhicheng.setup.demo import world
from zhicheng.tests.browser import Browser, BrowserTestCase
from zhicheng.tests.permissions.methods import import_everything

COUNT = "frappe.client.get_count"
INDIRECT = (
	("frappe.desk.search.search_widget", {"doctype": "Unit", "txt": "", "query": COUNT}),
	("frappe.desk.treeview.get_all_nodes", {"doctype": "Unit", "label": "x", "parent": "", "tree_method": COUNT}),
	("frappe.model.mapper.make_mapped_doc", {"method": COUNT, "source_name": "Title Application"}),
	("frappe.client.get_count", {"doctype": "Unit", "method": COUNT}),
)


class TestAliases(BrowserTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		import_everything()

	def other_names(self) -> list[str]:
		"""Every module attribute that is a stock function which we override, under a name that Frappe would run."""
		found = []
		for module in [name for name in sys.modules if name.startswith(("frappe.", "zhicheng."))]:
			for attribute, value in list(vars(sys.modules[module]).items()):
				name = f"{module}.{attribute}"
				if callable(value) and aliases.canonical(value) in aliases.overridden() and name not in aliases.overridden():
					found.append(name)
		return found

	def test_another_name_of_an_overridden_method_is_refused(self):
		names = self.other_names()
		guest = Browser()

		self.assertIn("frappe.core.doctype.user.test_user.reset_password", names)
		for name in names:
			with self.subTest(name=name):
				self.assertEqual(guest.post(name, user="Administrator", email="a@b.cn").status, 403)
				asked = guest.open("/", method="POST", data={"cmd": name, "user": "Administrator"})
				self.assertEqual(asked.status, 403)

	def test_an_overridden_method_is_not_called_through_an_argument(self):
		browser = Browser().log_in("测试甲")
		for method, arguments in INDIRECT:
			with self.subTest(method=method):
				self.assertEqual(browser.post(method, **arguments).status, 403)

	def test_the_method_itself_still_answers(self):
		browser = Browser().log_in("卫生院经办")

		answer = browser.post(COUNT, doctype="Unit", filters={"name": world.unit("MEK-CLINIC")})

		self.assertEqual((answer.status, answer.message), (200, 1))
