"""首页: every number equals the list that it leads to, for clerks of every kind."""

import json
from unittest.mock import patch

import frappe
from frappe.utils import add_days, now_datetime

from zhicheng.api import home, lists, review
from zhicheng.constants import Action
from zhicheng.domain.people import members
from zhicheng.domain.queries import home as counted
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.factories import FARMING, create_application, create_returned

CLERKS = ("卫生院经办", "马市卫健经办", "马市人社经办", "德阳人社经办", "德阳农业经办", "卫健厅经办", "省厅经办", "海风经办")
CARDS = {
	"待办业务": review.to_do_count,
	"已办业务": review.done_count,
	"已超期": home.overdue_count,
	"三天内截止": home.near_count,
	"超过7天未办": home.old_count,
	"本单位及下级在办": home.below_count,
}
DOCTYPES = {"approval-task": "Approval Task", "title-application": "Title Application"}
BELOW = ("Clerk Cases by Stage", "Clerk Cases by Level", "Clerk Cases by Series", "Clerk Cases by Unit")


def _filters(doctype: str, route_options: dict) -> list[list]:
	"""As Frappe's list view reads what a route brings."""
	found = []
	for column, value in route_options.items():
		if not isinstance(value, list):
			found.append([doctype, column, "=", value])
		elif value[0].startswith("["):
			found += [[doctype, column, *json.loads(pair)] for pair in value]
		else:
			found.append([doctype, column, *value])
	return found


class TestHome(ZhichengTestCase):
	@classmethod
	def setUpClass(cls):
		"""One scene for all: overdue at the own unit, near its end and old at the units above, one returned."""
		super().setUpClass()
		frappe.db.savepoint("before_scene")
		cls.addClassCleanup(frappe.db.rollback, save_point="before_scene")
		cls.overdue = create_application(person="测试甲", stage="U")
		cls.near = create_application(person="测试癸", series=FARMING, stage="MI")
		cls.old = create_application(person="测试卯", stage="CI")
		create_returned(person="测试子", series=FARMING)
		now = now_datetime()
		for case, values in (
			(cls.overdue, {"deadline": add_days(now, -1), "opened_on": add_days(now, -3)}),
			(cls.near, {"deadline": add_days(now, 2)}),
			(cls.old, {"opened_on": add_days(now, -9)}),
		):
			frappe.db.set_value("Approval Task", {"application": case, "status": "待处理"}, values)
		frappe.db.set_value("Pending Queue", {"application": cls.old}, "opened_on", add_days(now, -9))
		members.forget()

	def test_every_number_equals_its_list(self):
		seen = dict.fromkeys(CARDS, 0)
		for person in CLERKS:
			with self.as_user(person):
				for label, endpoint in CARDS.items():
					with self.subTest(person, card=label):
						card = endpoint()
						self.assertEqual(card["value"], len(self.listed(card)))
						seen[label] += card["value"]
		self.assertNotIn(0, seen.values(), f"a card that nobody has: {seen}")

	def listed(self, card: dict) -> list[str]:
		doctype = DOCTYPES[card["route"][0]]
		filters = _filters(doctype, card["route_options"])
		return frappe.get_list(doctype, filters=filters, pluck="name", limit_page_length=0)

	def test_the_windows_hold_what_they_say(self):
		table = (("卫生院经办", home.overdue_count, self.overdue), ("卫生院经办", home.old_count, None))
		for person, endpoint, application in table:
			with self.subTest(person, endpoint=endpoint.__name__), self.as_user(person):
				names = self.listed(endpoint())
				held = frappe.get_all("Approval Task", filters={"name": ["in", names or [""]]}, pluck="application")
				self.assertEqual(application in held, bool(application))

	def test_a_subtree_is_counted_with_everything_below(self):
		"""The queue's rows of the root are all open rows at a clerk's stage."""
		waiting = frappe.db.count("Approval Task", {"status": "待处理", "stage": ["!=", "A"]})
		with self.as_user("省厅经办"):
			self.assertEqual(home.below_count()["value"], waiting)

	def test_the_charts_sum_up_to_the_card(self):
		for person in CLERKS:
			with self.as_user(person):
				below = home.below_count()["value"]
				for name in BELOW:
					with self.subTest(person, chart=name):
						drawn = home.chart(chart_name=name)
						self.assertEqual(sum(drawn["datasets"][0]["values"]) if drawn else 0, below)

	def test_what_is_stuck_and_why_cases_came_back(self):
		with self.as_user("马市人社经办"):
			drawn = home.chart(chart_name="Clerk Stuck Cases")
			self.assertTrue(any("马尔康" in label for label in drawn["labels"]), drawn)
		clerk = frappe.db.get_value("Approval Task", {"action": Action.RETURN.value}, "decided_by")
		with self.as_user(clerk):
			drawn = home.chart(chart_name="Clerk Return Reasons")
			self.assertIn("请补充材料。", drawn["labels"])

	def test_who_is_no_clerk_gets_nothing(self):
		for endpoint in (home.overdue_count, home.near_count, home.below_count):
			with self.subTest(endpoint.__name__), self.as_user("测试甲"):
				self.assertEqual(endpoint()["value"], 0)
		with self.as_user("测试甲"):
			self.assertEqual(home.chart(chart_name=BELOW[0]), {})

	def test_beyond_a_thousand_nobody_counts_on(self):
		"""Cards and the number below the list say so; the list itself shows its first page."""
		row = frappe.db.get_value("Approval Task", {"application": self.overdue, "status": "待处理"}, "*", as_dict=True)
		frappe.db.savepoint("before_many")
		try:
			rows = [{**row, "name": f"many{number:05d}", "open_key": None, "token": None} for number in range(1100)]
			frappe.db.bulk_insert("Approval Task", fields=list(row), values=[tuple(one.values()) for one in rows])
			queued = frappe.db.get_value("Pending Queue", {"application": self.overdue, "queue_unit": row.unit}, "*", as_dict=True)
			rows = [{**queued, "name": f"many{number:05d}"} for number in range(1100)]
			frappe.db.bulk_insert("Pending Queue", fields=list(queued), values=[tuple(one.values()) for one in rows])
			with self.as_user("卫生院经办"):
				for endpoint in (review.to_do_count, home.overdue_count, home.below_count):
					with self.subTest(endpoint.__name__):
						self.assertEqual((endpoint()["value"], endpoint()["fieldtype"]), ("1000+", "Code"))
				for filters in (CARDS["待办业务"]()["route_options"], {"status": "待处理"}):
					form = {"doctype": "Approval Task", "filters": json.dumps(_filters("Approval Task", filters)), "fields": '["name"]'}
					frappe.local.form_dict = frappe._dict(form)
					self.assertEqual(lists.get_count(), 1001)
					frappe.local.form_dict = frappe._dict(form, start=0, page_length=20, order_by="`tabApproval Task`.`opened_on` asc")
					self.assertEqual(len(lists.get()["values"]), 20)
		finally:
			frappe.db.rollback(save_point="before_many")

	def test_a_record_is_counted_once_however_many_of_its_rows_match(self):
		form = {"doctype": "Unit Member", "filters": '[["Unit Member Role", "role", "is", "set"]]', "fields": '["name"]'}
		whole = len(set(frappe.get_all("Unit Member Role", pluck="parent")))
		for most in (*range(whole - 12, whole), whole + 1):
			with self.subTest(most=most), patch.object(lists, "MOST_COUNTED", most), self.as_user("Administrator"):
				frappe.local.form_dict = frappe._dict(form)
				self.assertEqual(lists.get_count(), min(whole, most + 1))

	def test_groups_beyond_the_eighth_are_told_together(self):
		rows = [(f"单位{number}", 20 - number) for number in range(11)]
		self.assertEqual(counted._most(rows)[-1], (counted.OTHERS, 12 + 11 + 10))
