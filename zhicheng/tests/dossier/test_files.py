"""Proofs are judged by content; whatever else somebody sends is refused with a sentence."""

import frappe

from zhicheng.domain.approval import submission
from zhicheng.domain.dossier import attachments, dossier
from zhicheng.domain.files import file_check, file_store
from zhicheng.domain.queries import applications, dossiers
from zhicheng.exceptions import DossierLocked, FileRefused
from zhicheng.setup.demo import cases, world
from zhicheng.tests import factories
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.dossier import files
from zhicheng.tests.dossier.base import DossierTestCase

HTML = b"<html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'

# name, content, words of the refusal
HOSTILE = (
	("空文件.pdf", b"", "空文件"),
	("程序.exe", b"MZ\x90\x00", "不是图片或 PDF"),
	("程序.pdf", b"MZ\x90\x00" * 40, "内容不是"),
	("网页.html", HTML, "不是图片或 PDF"),
	("网页.jpg", HTML, "内容不是"),
	("图形.svg", SVG, "不是图片或 PDF"),
	("图形.png", SVG, "内容不是"),
	("双后缀.pdf.html", files.pdf(), "不是图片或 PDF"),
	("双后缀.jpg.svg", files.jpeg(), "不是图片或 PDF"),
	("无后缀", files.pdf(), "不是图片或 PDF"),
	("动图.gif", files.gif(), "不是图片或 PDF"),
	("动图.png", files.gif(), "内容不是"),
	("压缩包.pdf", b"PK\x03\x04" + b"\0" * 60, "内容不是"),
	("前有网页.pdf", HTML + files.pdf(), "内容不是"),
	("只有开头.pdf", b"%PDF-1.7\n", "打不开"),
	("半截.pdf", files.pdf(3)[:200], "打不开|没有页面"),
	("半截.jpg", files.jpeg((600, 600))[:300], "打不开"),
	("半截.png", files.png((600, 600))[:80], "打不开"),
	("只有头.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 40, "打不开"),
	("只有头.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "打不开|内容不是"),
	("加密.pdf", files.encrypted_pdf(), "密码"),
	("只限权限.pdf", files.encrypted_pdf(user=""), "密码"),
	("脚本.pdf", files.script_pdf(), "脚本"),
	("页面脚本.pdf", files.page_script_pdf(), "脚本"),
	("启动程序.pdf", files.launch_pdf(), "脚本"),
	("夹带文件.pdf", files.embedding_pdf(), "嵌入文件"),
	("没有页面.pdf", files.pageless_pdf(), "没有页面"),
	("页数过多.pdf", files.pdf(301), "301 页"),
	("像素过多.png", files.huge_png(), "12000×12000"),
	("解压过大.pdf", files.bomb_pdf(), "解压后过大"),
	("层层嵌套.pdf", files.deep_pdf(), "打不开|没有页面|过于复杂"),
)


class TestContent(ZhichengTestCase):
	def test_hostile_files_are_refused_with_a_sentence(self):
		for name, content, words in HOSTILE:
			with self.subTest(name):
				with self.assertRaisesRegex(FileRefused, words) as refused:
					file_check.check(content, name)
				self.assertTrue(str(refused.exception).endswith("。"))

	def test_the_size_limit_is_the_settings(self):
		with self.setting(max_file_mb=1), self.assertRaisesRegex(FileRefused, "超过单个文件 1 MB"):
			file_check.check(files.png() + b"\0" * 1_100_000, "大图.png")

	def test_good_files_pass_by_content_not_by_name(self):
		table = (
			("照片.JPG", files.jpeg(), "image/jpeg", 1),
			("扫描.png", files.jpeg(), "image/jpeg", 1),
			("竖拍.jpeg", files.jpeg(orientation=6), "image/jpeg", 1),
			("扫描.png", files.png(), "image/png", 1),
			("证书.pdf", files.pdf(3), "application/pdf", 3),
		)
		for name, content, mime, pages in table:
			with self.subTest(name):
				checked = file_check.check(content, name)
				self.assertEqual((checked.mime, checked.pages, checked.size), (mime, pages, len(content)))

	def test_names_lose_paths_and_tricks(self):
		table = (
			("../../etc/passwd.pdf", "passwd.pdf"),
			("..\\..\\windows\\a.pdf", "a.pdf"),
			("/private/files/别人的.pdf", "别人的.pdf"),
			("a\x00b\r\n.pdf", "ab.pdf"),
			("证书\u202egnp.pdf", "证书gnp.pdf"),
			("<img src=x onerror=alert(1)>.pdf", "_img src=x onerror=alert(1)_.pdf"),
			("西南 民族 བོད་ཡིག.pdf", "西南 民族 བོད་ཡིག.pdf"),
			(".pdf", "pdf"),
			("长" * 300 + ".pdf", "长" * 120 + ".pdf"),
		)
		for name, tidy in table:
			with self.subTest(name):
				self.assertEqual(file_check.tidy_name(name), tidy)


class TestProofs(DossierTestCase):
	def add(self, section="basic_info", fieldname="current_post", *, content=None, name="证明.pdf", **more) -> dict:
		content = content or files.pdf()
		return attachments.add(
			self.application, section, fieldname, content=content, file_name=name, user=self.user, **more
		)

	def test_a_proof_is_private_under_a_random_name_of_nobody(self):
		kept = self.add(name="身份证 51000019850312001X.pdf")

		proof = frappe.get_doc("Dossier Attachment", kept["name"])
		file = frappe.get_doc("File", proof.file)
		self.assertEqual((file.is_private, file.owner), (1, "Administrator"))
		self.assertRegex(file.file_url, r"^/private/files/[0-9a-z]{32}\.pdf$")
		self.assertEqual((file.attached_to_doctype, file.attached_to_name), ("Application Dossier", self.row().name))
		self.assertEqual(proof.file_name, "身份证 51000019850312001X.pdf")
		self.assertTrue(file_store.read(proof.file).startswith(b"%PDF"))

	def test_the_same_bytes_are_kept_twice(self):
		content = files.pdf()
		first, second = self.add(content=content), self.add(content=content)

		urls = [
			frappe.db.get_value("File", frappe.db.get_value("Dossier Attachment", row["name"], "file"), "file_url")
			for row in (first, second)
		]
		self.assertNotEqual(*urls)

	def test_the_first_page_holds_exactly_one(self):
		self.add("cover_page", "id_masked")
		kept = self.add("cover_page", "id_masked", name="新的.pdf")

		here = {"application": self.application, "section": "cover_page", "fieldname": "id_masked"}
		self.assertEqual(frappe.get_all("Dossier Attachment", filters=here, pluck="name"), [kept["name"]])

	def test_other_sections_hold_several_and_one_is_replaced(self):
		first = self.add(name="一.pdf")
		self.add(name="二.pdf")
		self.add(name="三.pdf", replace=first["name"])

		here = {"application": self.application, "section": "basic_info", "fieldname": "current_post"}
		names = frappe.get_all("Dossier Attachment", filters=here, pluck="file_name")
		self.assertEqual(set(names), {"二.pdf", "三.pdf"})

	def test_the_photo_field_follows_its_proof(self):
		kept = self.add("cover_page", "photo", content=files.jpeg(), name="照片.jpg")
		url = frappe.db.get_value("File", frappe.db.get_value("Dossier Attachment", kept["name"], "file"), "file_url")
		self.assertEqual(self.row().photo, url)

		attachments.cancel(self.application, kept["name"], user=self.user)
		self.assertFalse(self.row().photo)

	def test_places_that_take_nothing(self):
		for section, fieldname, row in (
			("basic_info", "birth_place", ""),
			("basic_info", "attachment", ""),
			("nonsense", "current_post", ""),
			("education", "attachment", ""),
			("education", "attachment", "no-such-row"),
			("basic_info", "current_post", "some-row"),
		):
			with self.subTest(f"{section}.{fieldname}.{row}"), self.assertRaises(FileRefused):
				self.add(section, fieldname, row=row)

	def test_a_row_of_another_section_or_person_takes_nothing(self):
		other = factories.create_draft(person="测试壬")
		frappe.set_user(self.user)
		foreign = frappe.get_all(
			"Application Education",
			filters={"parent": frappe.db.get_value("Title Application", other, "dossier")},
			pluck="name",
		)[0]
		for row in (foreign, self.rows("work")[0].name):
			with self.assertRaises(FileRefused):
				self.add("education", "attachment", row=row)

	def test_the_whole_dossier_has_a_limit(self):
		with self.setting(max_dossier_mb=1):
			self.add(content=files.large_png(), name="一.png")
			with self.assertRaisesRegex(FileRefused, "合计不能超过 1 MB"):
				self.add(content=files.large_png(), name="二.png")

	def test_a_place_has_a_limit(self):
		for _number in range(20):
			self.add()
		with self.assertRaisesRegex(FileRefused, "已有 20 个附件"):
			self.add()

	def test_only_the_applicant_and_only_in_a_draft(self):
		kept = self.add()
		with self.assertRaises(frappe.PermissionError):
			attachments.cancel(self.application, kept["name"], user=world.user("测试壬"))
		cases.submit(self.application)
		for work in (lambda: self.add(), lambda: attachments.cancel(self.application, kept["name"], user=self.user)):
			with self.assertRaises(DossierLocked):
				work()

	def test_what_a_snapshot_names_is_retired_and_never_deleted(self):
		"""The fault of the first issue: a proof cancelled after a return vanished from the round before."""
		kept = {name: self.add(name=name) for name in ("一.pdf", "二.pdf")}
		row = self.rows("education")[0]
		of_row = self.add("education", "attachment", row=row.name)
		cases.submit(self.application)
		self.withdraw()
		later = self.add(name="三.pdf")

		attachments.cancel(self.application, kept["一.pdf"]["name"], user=self.user)
		self.add(name="四.pdf", replace=kept["二.pdf"]["name"])
		self.save("education", {"rows": [], "deleted": [{"name": row.name, "revision": str(row.modified)}]})
		attachments.cancel(self.application, later["name"], user=self.user)

		shown = {proof.file_name for proof in dossiers.attachments(self.application, section="basic_info")}
		self.assertEqual(shown, {"四.pdf"})
		for name in (*[proof["name"] for proof in kept.values()], of_row["name"]):
			retired = attachments.of_case(self.application, name)
			self.assertTrue(retired.retired_on)
			self.assertTrue(file_store.read(retired.file).startswith(b"%PDF"))
			with self.assertRaises(frappe.DoesNotExistError):
				attachments.cancel(self.application, name, user=self.user)
		self.assertFalse(frappe.db.exists("Dossier Attachment", later["name"]), "no snapshot names it")

	def test_an_emptied_dossier_keeps_what_was_submitted(self):
		kept = self.add()
		cases.submit(self.application)
		self.withdraw()
		later = self.add()

		dossier.empty(self.application)

		self.assertEqual(dossiers.attachments(self.application), [])
		self.assertTrue(file_store.read(attachments.of_case(self.application, kept["name"]).file))
		self.assertFalse(frappe.db.exists("Dossier Attachment", later["name"]))

	def withdraw(self) -> None:
		step = applications.case(self.application).step
		submission.withdraw(self.application, step=step, token=factories.token())

	def test_a_proof_of_another_case_is_unknown(self):
		other = factories.create_draft(person="测试壬")
		proof = frappe.get_all("Dossier Attachment", filters={"application": other}, pluck="name")[0]
		frappe.set_user(self.user)

		with self.assertRaises(frappe.DoesNotExistError):
			attachments.of_case(self.application, proof)
		with self.assertRaises(frappe.DoesNotExistError):
			attachments.cancel(self.application, proof, user=self.user)
