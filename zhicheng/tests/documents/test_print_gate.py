"""Who may print, and when: the region's rule, the lock, the sentence (design 7; prefecture manual 4.1.1.15)."""

import frappe

from zhicheng.exceptions import PrintLocked
from zhicheng.printing import gate
from zhicheng.tests import factories
from zhicheng.tests.base import ZhichengTestCase

AFTER_CHECK = "资格审查通过后"
PREFECTURE = "513200"


def no_regional_rules() -> None:
	"""The demo world lets 阿坝州 print after the check only; here each test says its own rule."""
	settings = frappe.get_doc("Zhicheng Settings")
	settings.set("region_settings", [])
	settings.save(ignore_permissions=True)


class TestPrintGate(ZhichengTestCase):
	def setUp(self):
		super().setUp()
		no_regional_rules()

	def set_columns(self, application: str, **columns) -> None:
		frappe.db.set_value("Title Application", application, columns, update_modified=False)

	def prefecture_rule(self) -> None:
		settings = frappe.get_doc("Zhicheng Settings")
		settings.append("region_settings", {"region": PREFECTURE, "print_rule": AFTER_CHECK})
		settings.save(ignore_permissions=True)

	def test_province_prints_at_any_time(self):
		application = factories.create_application(stage="U")

		with self.as_user("测试甲"):
			gate.require_printable(application)

	def test_locked_until_the_check_where_the_setting_says_so(self):
		application = factories.create_application(stage="U")

		with self.setting(print_allowed_from=AFTER_CHECK), self.as_user("测试甲"):
			with self.assertRaises(PrintLocked) as refused:
				gate.require_printable(application)
			self.assertIn("资格审查", str(refused.exception))
			self.set_columns(application, print_unlocked=1)
			gate.require_printable(application)

	def test_what_was_decided_can_be_printed(self):
		application = factories.create_application(stage="U")

		with self.setting(print_allowed_from=AFTER_CHECK):
			for state in ("已通过", "未通过"):
				self.set_columns(application, workflow_state=state)
				gate.require_printable(application)

	def test_the_prefectures_rule_wins_over_the_provinces(self):
		application = factories.create_application(stage="U")
		self.prefecture_rule()

		self.set_columns(application, province="510000", city=PREFECTURE, county=None)
		with self.assertRaises(PrintLocked):
			gate.require_printable(application)
		self.set_columns(application, city="510100")
		gate.require_printable(application)

	def test_a_stranger_is_refused_before_any_rule(self):
		application = factories.create_application(person="测试甲", stage="U")

		with self.as_user("测试乙"), self.assertRaises(frappe.PermissionError) as refused:
			gate.require_printable(application)
		self.assertNotIsInstance(refused.exception, PrintLocked)

	def test_frappes_own_print_view_asks_the_same_gate(self):
		application = factories.create_application(stage="U")
		doc = frappe.get_doc("Title Application", application)

		doc.run_method("before_print", frappe._dict())
		with self.setting(print_allowed_from=AFTER_CHECK), self.assertRaises(PrintLocked):
			doc.run_method("before_print", frappe._dict())
