"""Proofs that come in parts: a cut line goes on where it broke, nothing is kept twice, nobody else's upload is touched."""

import io
import os
import time

import frappe

from zhicheng.domain.dossier import dossier
from zhicheng.domain.files import partial_uploads
from zhicheng.tests.dossier import files
from zhicheng.tests.portal.base import PortalTestCase
from zhicheng.tests.portal.client import Visitor, said

API = "zhicheng.api.files"
PLACE = {"section": "basic_info", "fieldname": "current_post"}


class TestUploads(PortalTestCase):
	def setUp(self):
		super().setUp()
		self.content = files.large_png()

	def begin(self, visitor: Visitor | None = None, **more):
		values = {**PLACE, "file_name": "大图.png", "size": len(self.content), **more}
		return (visitor or self.visitor).post(f"{API}.begin_upload", application=self.application, **values)

	def token(self, **more) -> str:
		answer = self.begin(**more)
		self.assertEqual(answer.status_code, 200, answer.text)
		return answer.json["message"]["token"]

	def part(self, token: str, offset: int, content: bytes, visitor: Visitor | None = None):
		data = {"token": token, "offset": offset, "file": (io.BytesIO(content), "blob")}
		return (visitor or self.visitor).send(f"{API}.send_part", data)

	def ask(self, verb: str, token: str, visitor: Visitor | None = None):
		return (visitor or self.visitor).post(f"{API}.{verb}_upload", application=self.application, token=token)

	def test_a_cut_upload_goes_on_where_it_broke(self):
		token, cut = self.token(), 300_000
		self.assertEqual(self.part(token, 0, self.content[:cut]).json["message"], {"offset": cut})
		self.assertIn("还没有传完", said(self.ask("finish", token)))

		# the answer to a piece got lost: it is sent again, and passed over
		self.assertEqual(self.part(token, 0, self.content[:cut]).json["message"], {"offset": cut})
		again = Visitor().log_in(self.PERSON)
		again.page("/portal")
		self.assertEqual(self.ask("resume", token, again).json["message"]["offset"], cut)
		self.assertEqual(self.part(token, cut, self.content[cut:], again).json["message"]["offset"], len(self.content))
		kept = self.ask("finish", token, again).json["message"]

		self.assertEqual((kept["file_name"], kept["mime"]), ("大图.png", "image/png"))
		self.assertEqual(self.visitor.get(kept["url"]).status_code, 200)
		# the answer to the end got lost: the same proof, not a second one
		self.assertEqual(self.ask("finish", token).json["message"]["name"], kept["name"])
		self.assertEqual(self.ask("resume", token).json["message"]["kept"]["name"], kept["name"])
		frappe.db.rollback()
		self.assertEqual(frappe.db.count("Dossier Attachment", {"upload": token}), 1)
		self.assertEqual(self.lying(), set())

	def test_a_small_file_sent_again_with_its_mark_is_kept_once(self):
		mark, content = frappe.generate_hash(length=32), files.pdf()
		answers = [
			self.visitor.upload((io.BytesIO(content), "证明.pdf"), application=self.application, mark=mark, **PLACE)
			for _time in range(2)
		]

		self.assertEqual(answers[0].json["message"]["name"], answers[1].json["message"]["name"])

	def test_what_would_be_refused_at_the_end_is_refused_at_the_beginning(self):
		table = (
			({"file_name": "程序.exe"}, "不是图片或 PDF"),
			({"size": 0}, "空文件"),
			({"size": 11 * 1024 * 1024}, "超过单个文件 10 MB"),
			({"fieldname": "birth_place"}, "不接收附件"),
			({"section": "education", "fieldname": "attachment"}, "先保存这一行"),
		)
		for values, words in table:
			with self.subTest(values):
				answer = self.begin(**values)
				self.assertEqual(answer.status_code, 417)
				self.assertIn(words, said(answer))
		self.assertEqual(self.lying(), set())

	def test_more_than_was_announced_is_refused(self):
		token = self.token(size=100)
		answer = self.part(token, 0, self.content[:101])

		self.assertIn("大小不同", said(answer))
		self.assertEqual(self.ask("resume", token).json["message"]["offset"], 0)
		self.ask("abandon", token)
		self.assertEqual(self.lying(), set())

	def test_a_hostile_whole_is_refused_and_not_kept(self):
		content = b"<html><script>alert(1)</script></html>"
		token = self.token(file_name="网页.png", size=len(content))
		self.part(token, 0, content)

		self.assertIn("内容不是图片或 PDF", said(self.ask("finish", token)))
		self.assertEqual(self.lying(), set())
		self.assertIn("请重新选择文件", said(self.ask("finish", token)))

	def test_nobody_else_touches_or_reads_it(self):
		token = self.token()
		self.part(token, 0, self.content[:1000])
		path = next(iter(self.lying()))
		inside = f"partial_uploads/{os.path.basename(os.path.dirname(path))}/{os.path.basename(path)}"
		for person in ("测试壬", "卫生院经办", None):
			stranger = Visitor().log_in(person) if person else Visitor()
			stranger.page("/portal")
			with self.subTest(person):
				self.assertGreaterEqual(self.begin(stranger).status_code, 401)
				self.assertGreaterEqual(self.part(token, 1000, b"x", stranger).status_code, 401)
				for verb in ("resume", "finish"):
					self.assertGreaterEqual(self.ask(verb, token, stranger).status_code, 401)
				self.ask("abandon", token, stranger)
				for address in (f"/private/{inside}", f"/private/files/../{inside}", f"/files/..%2f..%2fprivate/{inside}", f"/{inside}"):
					self.assertIn(stranger.get(address).status_code, (403, 404))
		for wrong in ("", "../../site_config", "0" * 40, f"{token}x", f"../{token}"):
			self.assertIn("请重新选择文件", said(self.part(wrong, 0, b"x")))
		self.assertEqual(self.ask("resume", token).json["message"]["offset"], 1000)
		self.ask("abandon", token)

	def test_it_expires_and_goes_with_its_draft(self):
		old, young = self.token(), self.token()
		for path in [path for path in self.lying() if old in path]:
			os.utime(path, (time.time() - 90_000,) * 2)
		partial_uploads.remove_expired()
		self.assertEqual({os.path.basename(path).split(".")[0] for path in self.lying()}, {young})

		frappe.db.rollback()
		dossier.attachments.remove_all(self.application)
		frappe.db.after_commit.run()
		self.assertEqual(self.lying(), set())
		frappe.db.rollback()

	def test_the_oldest_make_room(self):
		tokens = [self.token(file_name=f"{number}.png") for number in range(partial_uploads.MAX_OPEN + 2)]
		held = {os.path.basename(path).split(".")[0] for path in self.lying()}
		self.assertEqual(len(held), partial_uploads.MAX_OPEN)
		self.assertIn(tokens[-1], held)
		for token in held:
			self.ask("abandon", token)

	def lying(self) -> set[str]:
		root = frappe.get_site_path(*partial_uploads.FOLDER)
		return {os.path.join(folder, name) for folder, _folders, names in os.walk(root) for name in names}
