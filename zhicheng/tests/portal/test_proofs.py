"""Proofs over HTTP: in through one door, out through one door."""

import io
import os

import frappe

from zhicheng.domain.dossier.sections import BY_KEY
from zhicheng.domain.files import file_check, file_store
from zhicheng.domain.queries import applications, dossiers
from zhicheng.portal import proof_list
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

	def test_the_list_of_all_proofs_goes_by_rows(self):
		section = BY_KEY["work"]
		rows = dossiers.rows(dossiers.dossier(self.application).name, section)
		for number in (1, 0):
			place = {"section": "work", "fieldname": "attachment", "row": rows[number].name}
			self.assertEqual(self.send(files.pdf(number + 1), f"工作{number}.pdf", **place).status_code, 200)
		frappe.db.rollback()
		groups = proof_list.groups(self.application, dossiers.case(self.application).applicant)
		shown = next(group["files"] for group in groups if group["title"] == section.title)
		self.assertEqual([file["label"] for file in shown], ["第 1 行", "第 2 行"])

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


class TestNoticeAttachments(PortalTestCase):
	"""Read by everybody who is logged in and may see the notice, at our own address; the native one stands on no page."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.notice = frappe.db.get_value("Title Application", cls.application, "notice")
		cls.content = files.pdf(2)
		cls.file = frappe.get_doc(
			{"doctype": "File", "file_name": f"{frappe.generate_hash(length=8)}.pdf", "content": cls.content, "is_private": 1}
		).insert()
		row = {"parent": cls.notice, "parenttype": "Evaluation Notice", "parentfield": "attachments", "idx": 1}
		cls.row = frappe.get_doc({"doctype": "Notice Attachment", "title": "附表一", "file": cls.file.file_url, **row})
		cls.row.db_insert()
		frappe.db.commit()
		cls.addClassCleanup(cls.take_away)
		cls.address = f"/api/method/zhicheng.api.files.notice_attachment?notice={cls.notice}&attachment={cls.row.name}"

	@classmethod
	def take_away(cls):
		frappe.db.delete("Notice Attachment", {"name": cls.row.name})
		frappe.delete_doc("File", cls.file.name, force=True)
		frappe.db.commit()

	def test_whoever_sees_the_notice_reads_it(self):
		page = self.visitor.page(f"/portal/notice?name={self.notice}").text
		self.assertIn("notice_attachment?notice=", page)
		self.assertNotIn("/private/files/", page)
		answer = self.visitor.get(self.address)
		self.assertEqual((answer.status_code, answer.data), (200, self.content))
		self.assertIn("filename*=UTF-8''%E9%99%84%E8%A1%A8%E4%B8%80.pdf", answer.headers["Content-Disposition"])
		self.assertIn(Visitor().get(self.address).status_code, (401, 403))

	def test_a_draft_is_the_administrators_own(self):
		frappe.db.set_value("Evaluation Notice", self.notice, "status", "草稿")
		frappe.db.commit()
		try:
			self.assertEqual(self.visitor.get(self.address).status_code, 403)
			self.assertEqual(Visitor().log_in("省厅经办").get(self.address).status_code, 200)
		finally:
			frappe.db.set_value("Evaluation Notice", self.notice, "status", "发布")
			frappe.db.commit()

	def test_none_of_another_notice(self):
		other = frappe.db.get_value("Evaluation Notice", {"name": ["!=", self.notice], "status": "发布"})
		answer = self.visitor.get(self.address.replace(f"notice={self.notice}", f"notice={other}"))
		self.assertEqual(answer.status_code, 404)


class TestAfterSubmission(PortalTestCase):
	PERSON = "测试壬"

	def test_a_retired_proof_is_read_as_its_case_is_and_by_no_other_address(self):
		place = {"application": self.application, "section": "basic_info", "fieldname": "current_post"}
		kept = self.visitor.upload((io.BytesIO(files.pdf()), "旧证书.pdf"), **place).json["message"]
		frappe.db.rollback()
		cases.submit(self.application)
		frappe.db.commit()
		step = applications.case(self.application).step
		withdrawn = self.visitor.post(
			"zhicheng.api.portal.withdraw", application=self.application, step=step, token=frappe.generate_hash(length=20)
		)
		self.assertEqual(withdrawn.status_code, 200, withdrawn.text)
		gone = self.visitor.post("zhicheng.api.files.cancel", application=self.application, attachment=kept["name"])
		self.assertEqual(gone.status_code, 200, gone.text)

		self.assertNotIn("旧证书.pdf", self.visitor.page(f"/portal/dossier?name={self.application}&section=basic_info").text)
		self.assertEqual(self.visitor.get(kept["url"]).status_code, 200)
		self.assertEqual(Visitor().log_in("州医院经办").get(kept["url"]).status_code, 200)
		self.assertEqual(Visitor().log_in("测试甲").get(kept["url"]).status_code, 403)
		frappe.db.rollback()
		file = frappe.db.get_value("Dossier Attachment", kept["name"], "file")
		url = frappe.db.get_value("File", file, "file_url")
		for visitor in (self.visitor, Visitor().log_in("测试甲"), Visitor()):
			for address in (url, f"{url}?fid={file}", f"/api/resource/File/{file}", f"/api/resource/Dossier Attachment/{kept['name']}"):
				self.assertIn(visitor.get(address).status_code, (401, 403, 404))

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
