"""list = form = file = print = count: every door of Frappe and of ours gives the same answer (design 5)."""

import frappe

from zhicheng.domain.queries import dossiers
from zhicheng.setup.demo import world
from zhicheng.tests.browser import Browser, BrowserTestCase
from zhicheng.tests.permissions import doors
from zhicheng.tests.permissions.scene import Scene

PEOPLE = ("测试甲", "测试卯", "卫生院经办", "马市卫健经办", "市监经办", "测试高评办", "Guest")
OPEN = ("Title Application", "Approval Task", "Unit", "Unit Member")
CLOSED = ("Application Dossier", "Dossier Attachment", "Dossier Snapshot", "Stage Opinion", "Process Attachment", "Act Log")
# words of 测试甲 and his cases that no refusal may hold
SECRETS = ("测试甲", "510000********001X", "马尔康镇卫生院", "材料不实")


class TestDoors(BrowserTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.scene = Scene("submitted", "voided", "passed", "draft")
		cls.addClassCleanup(cls.scene.close)
		cls.browsers = {person: Browser() for person in PEOPLE}
		for person, browser in cls.browsers.items():
			if person != "Guest":
				browser.log_in(person)
		tasks = frappe.get_all("Approval Task", filters={"application": cls.scene["passed"]}, pluck="name")
		cls.asked = {
			"Title Application": list(cls.scene.names.values()),
			"Approval Task": tasks[1:2],
			"Unit": [world.unit("MEK-CLINIC"), world.unit("MEK-SAMR")],
			"Unit Member": [world.member("马市卫健经办")],
		}
		for doctype in CLOSED:
			cls.asked[doctype] = [frappe.get_all(doctype, pluck="name", limit_page_length=1)[0]]

	def expected(self, person: str, doctype: str) -> set | None:
		"""What frappe.get_list gives the user; None where he may not ask at all."""
		with self.as_user(person):
			try:
				return set(frappe.get_list(doctype, pluck="name", limit_page_length=0))
			except frappe.PermissionError:
				return doors.REFUSED

	def test_every_list_and_count_is_the_same(self):
		for person, browser in self.browsers.items():
			for doctype in (*OPEN, *CLOSED):
				expected = self.expected(person, doctype) or set()
				for door in doors.LISTS if doctype in OPEN else doors.LISTS[:1]:
					with self.subTest(person=person, doctype=doctype, door=door.__name__):
						self.assertEqual(door(browser, doctype) or set(), expected)
				for door in doors.COUNTS if doctype in OPEN else doors.COUNTS[:1]:
					with self.subTest(person=person, doctype=doctype, door=door.__name__):
						self.assertEqual(door(browser, doctype) or 0, len(expected))

	def test_the_register_shows_what_the_list_shows(self):
		wanted = {"level": "高级", "first_submitted_on": ["is", "set"]}
		for person, browser in self.browsers.items():
			with self.subTest(person=person):
				names = list(self.expected(person, "Title Application") or ())
				numbers = frappe.get_all("Title Application", {**wanted, "name": ["in", names or [""]]}, pluck="application_no")
				# an applicant has no register at all
				expected = set() if person in ("测试甲", "测试卯", "Guest") else set(numbers)
				self.assertEqual(doors.register(browser) or set(), expected)

	def test_pages_and_start_data_hold_nothing_of_strangers(self):
		paths = [f"/portal/{page}?name={self.scene['passed']}" for page in ("dossier", "detail", "progress")]
		for person in ("测试卯", "市监经办", "Guest"):
			for path in (*paths, "/app", "/portal", "/portal/todo", "/portal/done", "/portal/applications?level=senior"):
				with self.subTest(person=person, path=path):
					said = self.browsers[person].page(path).text
					self.assertFalse([word for word in SECRETS[:2] if word in said])

	def test_every_door_to_a_record_opens_for_what_the_list_shows_and_no_more(self):
		for person, browser in self.browsers.items():
			for doctype, names in self.asked.items():
				shown = self.expected(person, doctype) or set()
				for name in names:
					for door in doors.RECORDS if doctype in OPEN else doors.RECORDS[:3]:
						with self.subTest(person=person, doctype=doctype, door=door.__name__):
							answer = door(browser, doctype, name)
							if name in shown:
								self.assertTrue(answer.is_ok, answer)
							else:
								self.assert_tells_nothing(answer)

	def test_every_print_door_asks_reading_and_the_stage(self):
		for person, browser in self.browsers.items():
			for key in ("submitted", "passed"):
				if key == "passed" and self.scene[key] in (self.expected(person, "Title Application") or ()):
					continue
				for door in doors.PRINTS:
					with self.subTest(person=person, case=key, door=door.__name__):
						self.assert_tells_nothing(door(browser, "Title Application", self.scene[key]))

	def test_a_printable_form_prints(self):
		answer = doors.print_pdf(self.browsers["卫生院经办"], "Title Application", self.scene["passed"])

		self.assertEqual((answer.status, answer.mimetype), (200, "application/pdf"))

	def test_files_open_through_the_case_alone(self):
		rows = dossiers.attachments(self.scene["passed"])
		files = frappe.get_all("File", filters={"name": ["in", [row.file for row in rows]]}, fields=["name", "file_url"])
		for person, browser in self.browsers.items():
			may_read = self.scene["passed"] in (self.expected(person, "Title Application") or ())
			with self.subTest(person=person):
				own = browser.get("zhicheng.api.files.proof", application=self.scene["passed"], attachment=rows[0].name)
				self.assertEqual(own.is_ok, may_read)
				for url in (files[0].file_url, f"{files[0].file_url}?fid={files[0].name}"):
					self.assertFalse(browser.page(url).is_ok)
				self.assertFalse(browser.get("frappe.utils.file_manager.download_file", file_url=files[0].file_url).is_ok)
				self.assertFalse(browser.get("frappe.core.doctype.file.file.download_file", file_url=files[0].file_url).is_ok)
				self.assert_tells_nothing(browser.resource("File", files[0].name))

	def test_no_list_of_files_shows_a_proof(self):
		ours = set(frappe.get_all("File", filters={"attached_to_doctype": "Application Dossier"}, pluck="name"))
		for person, browser in self.browsers.items():
			for door in doors.LISTS:
				with self.subTest(person=person, door=door.__name__):
					self.assertEqual((door(browser, "File") or set()) & ours, set())

	def test_export_is_refused_or_gives_the_list(self):
		for person, browser in self.browsers.items():
			for doctype in OPEN:
				answer = browser.post(
					"frappe.desk.reportview.export_query", title="x", file_format_type="CSV", **doors._report(doctype)
				)
				shown = self.expected(person, doctype) or set()
				hidden = set(frappe.get_all(doctype, pluck="name", limit_page_length=0)) - shown
				with self.subTest(person=person, doctype=doctype):
					said = answer.content.decode(errors="replace")
					self.assertFalse([name for name in hidden if name in said])

	def assert_tells_nothing(self, answer) -> None:
		"""A refusal, or an empty answer: neither the record's name nor what stands in it."""
		said = answer.plain + answer.content.decode(errors="replace")
		self.assertFalse([word for word in SECRETS if word in said], answer)
		if answer.is_ok:
			self.assertIn(answer.message or answer.data or None, (None, {"name": None}), answer)
