"""Proofs over HTTP: in through one door, out through one door."""

import io
import os

import frappe

from zhicheng.domain.files import file_check, file_store
from zhicheng.setup.demo import cases
from zhicheng.tests.dossier import files
from zhicheng.tests.portal.base import PortalTestCase
from zhicheng.tests.portal.client import Visitor, said


class TestProofs(PortalTestCase):
	def send(self, content: bytes, name: str, visitor: Visitor | None = None, **more):
		place = {"application": self.application, "section": "basic_info", "fieldname": "current_post"}
		return (visitor or self.visitor).upload((io.BytesIO(content), name), **{**place, **more})

	def test_in_shown_and_out(self):
		content = file_check.check(files.pdf(2), "任职证明.pdf").content
		answer = self.send(content, "任职证明.pdf")
		self.assertEqual(answer.status_code, 200, answer.text)
		kept = answer.json["message"]
		self.assertEqual((kept["file_name"], kept["pages"], kept["mime"]), ("任职证明.pdf", 2, "application/pdf"))
		self.assertNotIn("file", kept, "the File row is nobody's business")

		shown = self.visitor.get(kept["url"])
		self.assertEqual(shown.status_code, 200)
		self.assertEqual(shown.data, content)
		self.assertEqual(shown.headers["Content-Type"], "application/pdf")
		self.assertEqual(shown.headers["X-Content-Type-Options"], "nosniff")
		self.assertIn("inline", shown.headers["Content-Disposition"])
		self.assertIn("no-store", shown.headers["Cache-Control"])
		self.assertIn("default-src 'none'", shown.headers["Content-Security-Policy"])

		frappe.db.rollback()
		path = file_store.disk_path(frappe.db.get_value("Dossier Attachment", kept["name"], "file"))
		gone = self.visitor.post("zhicheng.api.files.cancel", application=self.application, attachment=kept["name"])
		self.assertEqual(gone.status_code, 200)
		self.assertEqual(self.visitor.get(kept["url"]).status_code, 404)
		self.assertFalse(os.path.exists(path))

	def test_a_refused_file_leaves_nothing(self):
		before = frappe.db.count("File")
		answer = self.send(b"<html></html>", "网页.pdf")

		self.assertEqual(answer.status_code, 417)
		self.assertIn("内容不是图片或 PDF", said(answer))
		frappe.db.rollback()
		self.assertEqual(frappe.db.count("File"), before)
		place = {"application": self.application, "section": "basic_info", "fieldname": "current_post"}
		self.assertIn("没有收到文件", said(self.visitor.post("zhicheng.api.files.upload", **place)))

	def test_nobody_else_sends_sees_or_removes(self):
		kept = self.send(files.pdf(), "自己的.pdf").json["message"]
		for person in ("测试壬", "测试卯", "海风经办", "德阳农业经办"):
			with self.subTest(person):
				stranger = Visitor().log_in(person)
				stranger.page("/portal")
				self.assertEqual(stranger.get(kept["url"]).status_code, 403)
				self.assertEqual(self.send(files.pdf(), "塞进来.pdf", stranger).status_code, 403)
				gone = stranger.post("zhicheng.api.files.cancel", application=self.application, attachment=kept["name"])
				self.assertEqual(gone.status_code, 403)
		self.assertIn(Visitor().get(kept["url"]).status_code, (401, 403))

	def test_a_foreign_proof_is_not_shown_under_ones_own_case(self):
		other = frappe.get_all(
			"Dossier Attachment", filters={"application": ["!=", self.application]}, pluck="name", limit=1
		)
		self.assertTrue(other, "the demo world has proofs of others")
		address = "/api/method/zhicheng.api.files.proof?application={}&attachment={}"

		self.assertEqual(self.visitor.get(address.format(self.application, other[0])).status_code, 404)

	def test_the_native_doors_are_shut_for_its_owner_too(self):
		kept = self.send(files.pdf(), "自己的.pdf").json["message"]
		name = frappe.db.get_value("Dossier Attachment", kept["name"], "file")
		url = frappe.db.get_value("File", name, "file_url")
		for visitor in (self.visitor, Visitor().log_in("卫生院经办"), Visitor()):
			self.assertIn(visitor.get(url).status_code, (403, 404))
			self.assertIn(visitor.get(f"/api/resource/File/{name}").status_code, (401, 403, 404))
			self.assertIn(visitor.get(f"{url}?fid={name}").status_code, (403, 404))
		self.visitor.page("/portal")
		self.assertIn(self.visitor.put(f"/api/resource/File/{name}", is_private=0).status_code, (403, 417))
		self.assertIn(self.visitor.delete(f"/api/resource/File/{name}").status_code, (403, 417))
		self.assertIn(self.visitor.post("upload_file", file_url=url, is_private=1).status_code, (403, 417))
		self.assertIn(self.visitor.get("/files/" + url.rsplit("/", 1)[1]).status_code, (403, 404))
		frappe.db.rollback()
		self.assertEqual(frappe.db.count("File", {"file_url": url}), 1)


class TestAfterSubmission(PortalTestCase):
	PERSON = "测试壬"

	def test_proofs_are_frozen_and_the_unit_may_see_them(self):
		cases.submit(self.application)
		frappe.set_user("Administrator")
		frappe.db.commit()
		proof = frappe.get_all("Dossier Attachment", filters={"application": self.application}, pluck="name")[0]
		address = f"/api/method/zhicheng.api.files.proof?application={self.application}&attachment={proof}"

		gone = self.visitor.post("zhicheng.api.files.cancel", application=self.application, attachment=proof)

		self.assertEqual(gone.status_code, 417)
		self.assertEqual(self.visitor.get(address).status_code, 200)
		self.assertEqual(Visitor().log_in("州医院经办").get(address).status_code, 200)
		self.assertEqual(Visitor().log_in("海风经办").get(address).status_code, 403)
