"""Rows of tables, columns of other records and words of a widget: what goes past the record that a rule stands for."""

import json

import frappe

from zhicheng.domain import plain_names
from zhicheng.exceptions import NameHoldsTag
from zhicheng.setup.demo import world
from zhicheng.tests.browser import Browser, BrowserTestCase

PEOPLE = ("测试甲", "卫生院经办", "州人社经办")
CARD = "frappe.desk.doctype.number_card.number_card.get_result"
CHART = "frappe.desk.doctype.dashboard_chart.dashboard_chart.get"
SQL = "(select count(*) from tabUser)"
TABLES = ("Unit Member Role", "Unit Industry Series", "Application Education", "Approval Route Stage", "Eligibility Rule")


def words_of_sql() -> list[tuple[str, dict]]:
	"""(method, arguments): a statement where the name of a column belongs."""
	card = {"doctype": "Number Card", "function": "Maximum", "document_type": "User", "filters_json": "[]", "name": "x"}
	chart = {
		"doctype": "Dashboard Chart", "name": "x", "document_type": "User", "filters_json": "[]", "based_on": "creation",
		"timespan": "Last Year", "time_interval": "Yearly", "group_by_type": "Sum", "group_by_based_on": "name",
	}  # fmt: skip
	return [
		(CARD, {"doc": json.dumps({**card, "aggregate_function_based_on": SQL}), "filters": "[]"}),
		(CHART, {"chart": json.dumps({**chart, "chart_type": "Sum", "value_based_on": SQL})}),
		(CHART, {"chart": json.dumps({**chart, "chart_type": "Sum", "type": "Heatmap", "value_based_on": SQL})}),
		(CHART, {"chart": json.dumps({**chart, "chart_type": "Group By", "aggregate_function_based_on": SQL})}),
		(CHART, {"chart": json.dumps({**chart, "chart_type": "Group By", "group_by_based_on": SQL})}),
		("frappe.desk.listview.get_group_by_count", {"doctype": "User", "current_filters": "[]", "field": SQL}),
		("frappe.desk.form.utils.get_next", {"doctype": "User", "value": "Guest", "prev": "0", "sort_field": SQL}),
		("frappe.desk.page.user_profile.user_profile.get_energy_points_percentage_chart_data", {"user": "x", "field": "type`,1,`rule"}),
	]


class TestRows(BrowserTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.browsers = {person: Browser() for person in PEOPLE}
		for person, browser in cls.browsers.items():
			browser.log_in(person)

	def roles_of(self, member: str) -> list[str]:
		frappe.db.rollback()
		return sorted(frappe.get_all("Unit Member Role", filters={"parent": member}, pluck="role"))

	def test_sql_in_a_widget_is_refused(self):
		for person, browser in self.browsers.items():
			for method, values in words_of_sql():
				with self.subTest(person=person, method=method, values=values):
					answer = browser.post(method, **values)
					self.assertEqual(answer.status, 403, answer)
					self.assertNotIn("select", answer.text.lower())

	def test_rows_are_not_listed_beside_their_record(self):
		for person, browser in self.browsers.items():
			for table in TABLES:
				parent = frappe.db.get_value("DocField", {"options": table, "fieldtype": "Table"}, "parent")
				with self.subTest(person=person, table=table):
					answer = browser.post("frappe.client.get_list", doctype=table, parent=parent, limit_page_length=0)
					self.assertFalse(answer.message if answer.is_ok else [], answer)
					answer = browser.resource(table, parent=parent, limit_page_length=0)
					self.assertFalse(answer.data if answer.is_ok else [], answer)

	def test_a_role_is_not_granted_by_a_row(self):
		row = {"parenttype": "Unit Member", "parentfield": "member_roles", "role": "省人社厅经办人员(职称)"}
		for target in ("州人社经办", "州卫健经办"):
			member = world.member(target)
			before = self.roles_of(member)
			doc = json.dumps({**row, "doctype": "Unit Member Role", "parent": member, "__islocal": 1, "name": "new-row-1"})
			tries = (
				("frappe.client.insert", {"doc": doc}),
				("frappe.client.save", {"doc": doc}),
				("frappe.desk.form.save.savedocs", {"doc": doc, "action": "Save"}),
			)
			for method, values in tries:
				with self.subTest(target=target, method=method):
					self.assertNotEqual(self.browsers["州人社经办"].post(method, **values).status, 200)
					self.assertEqual(self.roles_of(member), before)
			with self.subTest(target=target, method="REST"):
				answer = self.browsers["州人社经办"].resource("Unit Member Role", verb="POST", **{**row, "parent": member})
				self.assertNotEqual(answer.status, 200)
				self.assertEqual(self.roles_of(member), before)

	def test_a_row_is_not_taken_from_another_record(self):
		province, target = world.member("省厅经办"), frappe.get_doc("Unit Member", world.member("卫生院经办"))
		before = self.roles_of(province)
		doc = json.loads(frappe.as_json(target.as_dict(convert_dates_to_str=True)))
		doc["member_roles"][0]["name"] = frappe.db.get_value("Unit Member Role", {"parent": province})
		for method, values in (
			("frappe.desk.form.save.savedocs", {"doc": json.dumps(doc), "action": "Save"}),
			("frappe.client.save", {"doc": json.dumps(doc)}),
			("frappe.client.set_value", {"doctype": "Unit Member", "name": target.name, "fieldname": json.dumps({"member_roles": doc["member_roles"]})}),
		):
			with self.subTest(method=method):
				self.assertNotEqual(self.browsers["州人社经办"].post(method, **values).status, 200)
				self.assertEqual(self.roles_of(province), before)
				self.assertEqual(frappe.db.count("Unit Member Role", {"parent": province}), len(before))

	def test_a_series_is_not_added_to_a_unit_by_a_row(self):
		unit = world.unit("AB-HRSS")
		before = frappe.db.count("Unit Industry Series", {"parent": unit})
		doc = {"doctype": "Unit Industry Series", "parent": unit, "parenttype": "Unit", "parentfield": "industry_series", "series": "农业技术人员"}
		answer = self.browsers["州人社经办"].post("frappe.client.insert", doc=json.dumps(doc))
		frappe.db.rollback()
		self.assertNotEqual(answer.status, 200)
		self.assertEqual(frappe.db.count("Unit Industry Series", {"parent": unit}), before)

	def test_a_column_of_other_records_ends_where_the_own_list_ends(self):
		with self.as_user("卫生院经办"):
			own = set(frappe.get_list("Unit Member", pluck="name", limit_page_length=0))
		browser = self.browsers["卫生院经办"]
		answer = browser.post("frappe.desk.query_report.get_data_for_custom_field", doctype="Unit Member", field="member_name")
		self.assertEqual(set(answer.message), own)
		columns = json.dumps([{"fieldname": "member_name", "doctype": "Unit Member", "link_field": "unit"}])
		answer = browser.post("frappe.desk.query_report.run", report_name="Senior Title Register", filters="{}", custom_columns=columns)
		self.assertEqual(answer.status, 403)

	def test_a_name_holds_no_tag(self):
		for doctype, name, field in (
			("Unit", world.unit("MEK-CLINIC"), "unit_name"),
			("Unit Member", world.member("卫生院经办"), "member_name"),
			("Evaluation Notice", world.notice("卫生技术人员", "高级"), "title"),
			("Title Qualification", frappe.db.get_value("Title Qualification", {}), "qualification_name"),
		):
			for typed, is_refused in (('<a href="https://example.org">点</a>', True), ("<!-- -->", True), ("甲a < b与R&D<部>", False)):
				doc = frappe.get_doc(doctype, name)
				self.assertTrue(doc.meta.has_field(field), (doctype, field))
				doc.set(field, typed)
				with self.subTest(doctype=doctype, typed=typed):
					if is_refused:
						self.assertRaises(NameHoldsTag, plain_names.require, doc)
					else:
						plain_names.require(doc)
		doc = frappe.get_doc("Unit", world.unit("MEK-CLINIC"))
		doc.unit_name = "<img src=x>"
		self.assertRaises(NameHoldsTag, doc.save)
