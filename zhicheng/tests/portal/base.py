"""Committed cases for tests that go through real requests; taken away with everything that hangs on them."""

import frappe

from zhicheng.domain.dossier import dossier
from zhicheng.tests import factories
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.portal.client import Visitor

HANGING = ("Approval Task", "Stage Opinion", "Dossier Snapshot", "Pending Queue", "Act Log", "Correction")


class PortalTestCase(ZhichengTestCase):
	"""A complete draft of 测试甲 that requests can see."""

	PERSON = "测试甲"

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.application = factories.create_draft(person=cls.PERSON)
		frappe.set_user("Administrator")
		frappe.db.commit()
		cls.addClassCleanup(take_away, cls.application)
		cls.visitor = Visitor().log_in(cls.PERSON)
		cls.visitor.page("/portal")

	def tearDown(self):
		# requests write through their own connections: see what they committed
		frappe.db.rollback()
		super_down = super().tearDown
		frappe.db.savepoint("before_test")
		super_down()


def take_away(application: str) -> None:
	frappe.db.rollback()
	frappe.set_user("Administrator")
	for doctype in HANGING:
		frappe.db.delete(doctype, {"application": application})
	# after the snapshots: what they name would be kept
	dossier.remove(application)
	frappe.db.delete("Title Application", {"name": application})
	frappe.db.commit()
