"""Files by Frappe's own doors: nobody but the system administrator makes a public one, nobody lays one on a record that is
not his to write, an applicant none at all."""

import io
import json

import frappe

from zhicheng.domain.files import file_guard
from zhicheng.setup.demo import world
from zhicheng.tests.browser import Browser, BrowserTestCase
from zhicheng.tests.permissions.scene import Scene

SCRIPT = b"<script>document.title = 1</script>"
NAME = "另一种文件.html"
PEOPLE = ("测试甲", "卫生院经办", "马市卫健经办")
UPLOAD = "frappe.handler.upload_file"
ATTACH = "frappe.client.attach_file"


class TestForeignFiles(BrowserTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.scene = Scene("submitted")
		cls.addClassCleanup(cls.scene.close)
		cls.browsers = {person: Browser().log_in(person) for person in PEOPLE}
		cls.addClassCleanup(cls.remove)

	@staticmethod
	def remove():
		frappe.db.rollback()
		for name in frappe.get_all("File", filters={"file_name": ["like", "另一种文件%"]}, pluck="name"):
			frappe.delete_doc("File", name, ignore_permissions=True)
		frappe.db.commit()

	def files(self) -> int:
		frappe.db.rollback()
		return frappe.db.count("File")

	def ways(self, browser: Browser, values: dict):
		"""(door, answer) of every way to a File row with these values."""
		content = SCRIPT.decode()
		yield "REST", browser.resource("File", verb="POST", file_name=NAME, content=content, **values)
		yield "insert", browser.post("frappe.client.insert", doc={"doctype": "File", "file_name": NAME, "content": content, **values})
		target = {"doctype": values.get("attached_to_doctype"), "docname": values.get("attached_to_name"), "is_private": values["is_private"]}
		yield "upload", browser.upload(UPLOAD, file=(io.BytesIO(SCRIPT), NAME.replace("html", "txt")), **target)
		if target["doctype"]:
			yield "attach", browser.post(ATTACH, filename=NAME, filedata=content, **target)

	def test_nobody_of_a_unit_makes_a_public_file(self):
		for person, browser in self.browsers.items():
			before = self.files()
			for values in (
				{"is_private": 0},
				{"is_private": 0, "attached_to_doctype": "Unit", "attached_to_name": world.unit("MEK-CLINIC")},
			):
				for door, answer in self.ways(browser, values):
					with self.subTest(person=person, door=door, values=values):
						self.assertFalse(answer.is_ok, answer)
			self.assertEqual(self.files(), before, person)

	def test_nothing_is_laid_on_a_record_that_one_may_not_write(self):
		foreign = {
			"Unit": world.unit("SC-HRSS"),
			"Unit Member": world.member("省厅经办"),
			"Evaluation Notice": world.notice("卫生技术人员", "高级"),
			"User": world.user("省厅经办"),
		}
		for person, browser in self.browsers.items():
			before = self.files()
			for doctype, name in foreign.items():
				for door, answer in self.ways(browser, {"is_private": 1, "attached_to_doctype": doctype, "attached_to_name": name}):
					with self.subTest(person=person, door=door, doctype=doctype):
						self.assertFalse(answer.is_ok, answer)
			self.assertEqual(self.files(), before, person)

	def test_a_picture_in_a_text_is_no_page(self):
		picture = f'<img src="data:image/png;filename={NAME};base64,PHNjcmlwdD4=">'
		for person, browser in self.browsers.items():
			browser.resource("Note", verb="POST", title=NAME, content=picture)
			with self.subTest(person=person):
				self.assertFalse(self.public())

	def test_a_clerk_lays_a_private_file_on_his_unit_and_never_makes_it_public(self):
		browser, unit = self.browsers["卫生院经办"], world.unit("MEK-CLINIC")
		own = {"is_private": 1, "attached_to_doctype": "Unit", "attached_to_name": unit}
		answer = browser.resource("File", verb="POST", file_name=NAME, content="执照", **own)
		self.assertTrue(answer.is_ok, answer)
		name = answer.data["name"]
		for door, answer in (
			("REST", browser.resource("File", name, verb="PUT", data=json.dumps({"is_private": 0}))),
			("set_value", browser.post("frappe.client.set_value", doctype="File", name=name, fieldname="is_private", value="0")),
		):
			with self.subTest(door=door):
				self.assertFalse(answer.is_ok, answer)
				self.assertFalse(self.public())

	def test_an_address_leads_to_no_other_file_of_the_site(self):
		unit = world.unit("MEK-CLINIC")
		dossier = frappe.db.get_value("Application Dossier", {"application": self.scene["submitted"]})
		proof = frappe.db.get_value("File", {"attached_to_doctype": "Application Dossier", "attached_to_name": dossier}, "file_url")
		addresses = [
			*("/private/files/../../site_config.json", "/private/files/./../../site_config.json", "/private/files/..%2f..%2fsite_config.json"),
			*("/files/../../site_config.json", "/private/files/a/../../../site_config.json", "../../site_config.json", "/private/files/.."),
			*(f"{frappe.utils.get_url()}/private/files/../../site_config.json", "http://127.0.0.1:9/x", "file:///etc/passwd"),
			*(proof, proof.replace("/files/", "/files/./"), proof.replace(".", "%2E"), f"{proof}?fid=x"),
		]
		browser, before = self.browsers["卫生院经办"], self.files()
		for address in addresses:
			values = {"file_url": address, "is_private": 1, "file_name": "另一种文件.json"}
			for door, answer in (
				("REST", browser.resource("File", verb="POST", **values)),
				("upload", browser.post(UPLOAD, **values)),
				("Attach", browser.resource("Unit", unit, verb="PUT", licence_file=address)),
			):
				with self.subTest(door=door, address=address):
					self.assertFalse(answer.is_ok, answer)
					self.assertNotIn("db_password", answer.text)
		self.assertEqual(self.files(), before)
		for address, is_plain in (("/files/甲 50%.pdf", True), ("/private/files/x.pdf?fid=a", True), ("", True), (addresses[0], False)):
			self.assertEqual(file_guard.is_plain_address(address), is_plain, address)

	def public(self) -> list[str]:
		frappe.db.rollback()
		return frappe.get_all("File", filters={"file_name": ["like", "另一种文件%"], "is_private": 0}, pluck="name")
