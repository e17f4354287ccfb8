"""What Frappe lets everybody do to everybody: mails, comments, the site's language, settings, columns of accounts."""

import json

import frappe

from zhicheng.api import aliases, unguarded
from zhicheng.setup.demo import world
from zhicheng.tests.browser import Browser, BrowserTestCase
from zhicheng.tests.permissions.methods import import_everything

MENTIONS = "frappe.desk.search.get_names_for_mentions"
REPORT = "frappe.utils.print_format.report_to_pdf"
# methods of Frappe that call another by the name they are given
THROUGH = (
	("frappe.model.mapper.make_mapped_doc", {"method": MENTIONS, "source_name": "测"}),
	("frappe.model.mapper.make_mapped_doc", {"method": REPORT, "source_name": "<b>x</b>"}),
	("frappe.model.mapper.map_docs", {"method": REPORT, "source_names": '["<b>x</b>"]', "target_doc": "Portrait"}),
	("frappe.desk.treeview.get_all_nodes", {"tree_method": REPORT, "doctype": "<b>x</b>", "label": "x", "parent": "Portrait"}),
	("frappe.desk.search.search_widget", {"query": REPORT, "doctype": "<b>x</b>", "txt": "x"}),
)
PEOPLE = ("测试甲", "马市卫健经办")
BY_HAND = (
	("Note", {"title": "按手", "content": "x"}),
	("Event", {"subject": "按手", "starts_on": "2026-11-23 10:00:00", "event_type": "Public"}),
	("List Filter", {"filter_name": "按手", "reference_doctype": "Title Application", "filters": "[]"}),
	("Document Follow", {"ref_doctype": "Unit", "ref_docname": "x"}),
	("Reminder", {"remind_at": "2099-01-01 10:00:00", "description": "按手"}),
	("Tag", {"name": "按手"}),
	("Dashboard Chart", {"chart_name": "按手", "chart_type": "Count", "document_type": "Title Application", "based_on": "creation", "filters_json": "[]"}),
)


class TestUnguarded(BrowserTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		import_everything()
		cls.browsers = {person: Browser().log_in(person) for person in PEOPLE}

	def test_methods_that_ask_nobody_are_the_administrators(self):
		known = {aliases.canonical(function) for function in frappe.whitelisted}
		self.assertLessEqual(unguarded.METHODS, known)
		values = {"language": "English", "search_term": "测", "html": "<b>x</b>", "recipients": "a@example.org", "comment": "x", "content": "x"}
		for person, browser in self.browsers.items():
			for name in sorted(unguarded.METHODS):
				with self.subTest(person=person, method=name):
					self.assertEqual(browser.post(name, **values).status, 403)
			answer = browser.open("/api/method/frappe.desk.search.get_names_for_mentions/x", method="POST", data=values)
			self.assertEqual(answer.status, 403)
			self.assertEqual(browser.open("/", method="POST", data={"cmd": "frappe.core.doctype.communication.email.make", **values}).status, 403)

	def test_no_method_that_calls_another_leads_there(self):
		for person, browser in self.browsers.items():
			for door, values in THROUGH:
				for answer in (browser.post(door, **values), browser.open(f"/api/method/{door}", method="POST", json=values)):
					with self.subTest(person=person, door=door):
						self.assertEqual(answer.status, 403, answer)

	def test_an_applicant_keeps_nothing_that_desk_shows(self):
		browser = self.browsers["测试甲"]
		for doctype, values in BY_HAND:
			before = frappe.db.count(doctype)
			for door, answer in (
				("REST", browser.resource(doctype, verb="POST", **values)),
				("insert", browser.post("frappe.client.insert", doc={"doctype": doctype, **values})),
				("savedocs", browser.post("frappe.desk.form.save.savedocs", doc={"doctype": doctype, "__islocal": 1, **values}, action="Save")),
			):
				with self.subTest(doctype=doctype, door=door):
					self.assertFalse(answer.is_ok, answer)
			frappe.db.rollback()
			self.assertEqual(frappe.db.count(doctype), before)

	def test_a_list_shows_no_column_of_a_linked_record(self):
		for person, browser in self.browsers.items():
			for doctype, column in (("Title Application", "applicant.last_ip"), ("Title Application", "member.id_number"), ("Unit", "parent_unit.head_name")):
				for written in (column, f"name, {column} as x", column.replace(".", "`.`").join("``"), column.upper()):
					answers = {
						"REST": browser.resource(doctype, fields=["name", written]),
						"client": browser.post("frappe.client.get_list", doctype=doctype, fields=["name", written]),
						"json": browser.open("/api/method/frappe.client.get_list", method="POST", json={"doctype": doctype, "fields": ["name", written]}),
						"value": browser.post("frappe.client.get_value", doctype=doctype, fieldname=written, filters={}),
						"report": browser.post("frappe.desk.reportview.get", doctype=doctype, fields=[f"`tab{doctype}`.`name`", written]),
					}
					for door, answer in answers.items():
						with self.subTest(person=person, door=door, written=written):
							self.assertEqual(answer.status, 403, answer)

	def test_a_list_shows_the_titles_of_its_links(self):
		"""As Frappe's list view asks for them."""
		clerk = self.browsers["马市卫健经办"]
		for doctype, titles in (
			("Unit", ("parent_unit.unit_name", "unit_category.category_name", "region.region_name")),
			("Unit Member", ("unit.unit_name",)),
		):
			fields = [f"`tab{doctype}`.`name`", *(f"{title} as {title.replace('.', '_')}" for title in titles)]
			answer = clerk.post("frappe.desk.reportview.get", doctype=doctype, fields=fields, view="List")
			with self.subTest(doctype=doctype):
				self.assertTrue(answer.is_ok, answer)
				self.assertEqual(len(answer.message["values"][0]), len(fields))

	def test_the_language_of_the_site_stays(self):
		self.browsers["测试甲"].post("frappe.desk.page.setup_wizard.setup_wizard.load_messages", language="English")
		frappe.db.rollback()
		self.assertNotEqual(frappe.db.get_default("lang"), "en")

	def test_nobody_switches_a_colleagues_notifications_off(self):
		other = world.user("省厅经办")
		frappe.db.set_value("Notification Settings", other, "enabled", 1)
		frappe.db.commit()
		for person, browser in self.browsers.items():
			answers = (
				browser.resource("Notification Settings", other, verb="PUT", data=json.dumps({"enabled": 0})),
				browser.post("frappe.client.set_value", doctype="Notification Settings", name=other, fieldname="enabled", value="0"),
			)
			frappe.db.rollback()
			with self.subTest(person=person):
				self.assertFalse([answer for answer in answers if answer.is_ok])
				self.assertEqual(frappe.db.get_value("Notification Settings", other, "enabled"), 1)
