"""Hostile uploads: each is refused with a sentence that says what to do, or made harmless."""

import io
import random
import time

import pikepdf
from PIL import Image

from zhicheng.domain.files import file_check
from zhicheng.exceptions import FileRefused
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.dossier import files, hostile
from zhicheng.tests.dossier.hostile import HTML, SVG, WHERE, zipped

# name, content, words of the refusal
REFUSED = (
	("空文件.pdf", b"", "空文件"),
	("程序.exe", b"MZ\x90\x00", "不是图片或 PDF"),
	("程序.pdf", b"MZ\x90\x00" * 40, "内容不是"),
	("网页.html", HTML, "不是图片或 PDF"),
	("网页.jpg", HTML, "内容不是"),
	("图形.svg", SVG, "不是图片或 PDF"),
	("图形.png", SVG, "内容不是"),
	("双后缀.pdf.html", files.pdf(), "不是图片或 PDF"),
	("双后缀.pdf.exe", files.pdf(), "不是图片或 PDF"),
	("双后缀.jpg.svg", files.jpeg(), "不是图片或 PDF"),
	("反写\u202egpj.exe", files.jpeg(), "不是图片或 PDF"),
	("空字符.pdf\x00.exe", files.pdf(), "不是图片或 PDF"),
	("无后缀", files.pdf(), "不是图片或 PDF"),
	("动图.gif", files.gif(), "不是图片或 PDF"),
	("动图.jpg", files.gif(), "内容不是"),
	("动图.png", hostile.animated_png(), "内容不是"),
	("压缩包.pdf", zipped(), "内容不是"),
	("前有网页.pdf", HTML + files.pdf(), "内容不是"),
	("前有网页.jpg", HTML + files.jpeg(), "内容不是"),
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
	("批注夹带.pdf", hostile.noted_pdf(), "嵌入文件"),
	("外部内容.pdf", hostile.outside_pdf(), "嵌入文件"),
	("没有页面.pdf", files.pageless_pdf(), "没有页面"),
	("空白.pdf", files.pdf(3, drawing=b"q 0 0 595 842 re W n Q"), "每一页都是空白"),
	("页数过多.pdf", files.pdf(301), "超过 300 页"),
	("一页重复.pdf", hostile.repeating_pdf(), "超过 300 页"),
	("循环页树.pdf", hostile.looping_pdf(), "过于复杂|打不开"),
	("像素过多.png", files.huge_png(), "12000×12000"),
	("解压过大.pdf", files.bomb_pdf(), "解压后过大"),
	("改名解压.pdf", hostile.hidden_bomb_pdf(), "过于复杂"),
	("层层嵌套.pdf", files.deep_pdf(), "打不开|没有页面|过于复杂"),
	("千遍扫描.jpg", hostile.scans_jpeg(), "打不开"),
)
# name, content, true type, what must not be left of it
HARMLESS = (
	("照片.jpg", files.jpeg() + HTML, "image/jpeg", b"<script"),
	("照片.jpg", hostile.jpeg_with(hostile.segment(0xFE, HTML)), "image/jpeg", b"<script"),
	("照片.jpg", files.jpeg() + zipped(), "image/jpeg", b"PK\x03\x04"),
	("照片.jpg", files.jpeg() + files.pdf(), "image/jpeg", b"%PDF"),
	("照片.jpg", hostile.gps_jpeg(), "image/jpeg", WHERE.encode()),
	("照片.jpg", hostile.exif_bomb(), "image/jpeg", b"Exif"),
	("照片.jpg", hostile.profile_jpeg(), "image/jpeg", b"ICC_PROFILE"),
	("印刷.jpg", hostile.cmyk_jpeg(), "image/jpeg", b"Adobe"),
	("扫描.png", hostile.png_with(hostile.chunk(b"tEXt", b"x\0" + HTML)), "image/png", b"<script"),
	("扫描.png", files.png() + HTML, "image/png", b"<script"),
	("扫描.png", hostile.icc_png(), "image/png", b"iCCP"),
	("半透明.png", hostile.clear_png(), "image/png", b"tEXt"),
	("证书.pdf", files.pdf() + HTML, "application/pdf", b"<script"),
	("证书.pdf", files.pdf() + zipped(), "application/pdf", b"PK\x03\x04"),
	("证书.pdf", hostile.linked_pdf(), "application/pdf", b"boese"),
	("证书.pdf", hostile.linked_pdf(), "application/pdf", WHERE.encode()),
	("证书.pdf", hostile.linked_pdf(), "application/pdf", b"OpenAction"),
	("证书.pdf", hostile.stamped_pdf(), "application/pdf", b"/Annots"),
	("证书.pdf", hostile.counting_pdf(), "application/pdf", b"10000"),
	("程序.exe.jpg", files.jpeg(), "image/jpeg", b"MZ"),
)
NAMES = (
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
SECONDS = 8


class TestHostileFiles(ZhichengTestCase):
	def test_refused_with_a_sentence(self):
		self.assertGreaterEqual(len(REFUSED), 25)
		for name, content, words in REFUSED:
			with self.subTest(name):
				begun = time.monotonic()
				with self.assertRaisesRegex(FileRefused, words) as refused:
					file_check.check(content, name)
				self.assertTrue(str(refused.exception).endswith("。"))
				self.assertLess(time.monotonic() - begun, SECONDS)

	def test_made_harmless(self):
		for name, content, mime, gone in HARMLESS:
			with self.subTest(name, gone=gone):
				checked = file_check.check(content, name)
				self.assertEqual(checked.mime, mime)
				self.assertNotIn(gone, checked.content)
				self.assert_opens(checked)

	def assert_opens(self, checked) -> None:
		if checked.mime == "application/pdf":
			with pikepdf.open(io.BytesIO(checked.content)) as pdf:
				self.assertEqual((len(pdf.pages), int(pdf.Root.Pages.Count)), (checked.pages, checked.pages))
				self.assertLessEqual(set(pdf.Root.keys()), {"/Type", "/Pages"})
			return
		with Image.open(io.BytesIO(checked.content)) as image:
			image.load()
			self.assertIn(image.mode, ("RGB", "RGBA", "L"))
			self.assertEqual(getattr(image, "n_frames", 1), 1)

	def test_a_photo_is_stored_upright(self):
		for orientation, size in ((1, (80, 60)), (3, (80, 60)), (6, (60, 80)), (8, (60, 80))):
			with self.subTest(orientation):
				checked = file_check.check(files.jpeg(orientation=orientation), "竖拍.jpg")
				with Image.open(io.BytesIO(checked.content)) as image:
					self.assertEqual((image.size, dict(image.getexif())), (size, {}))

	def test_a_seal_stays_on_the_page(self):
		checked = file_check.check(hostile.stamped_pdf(), "电子证照.pdf")

		with pikepdf.open(io.BytesIO(checked.content)) as pdf:
			self.assertTrue(pdf.pages[0].Resources.XObject.keys())

	def test_the_same_file_gives_the_same_bytes(self):
		for content, name in ((files.jpeg(), "照片.jpg"), (files.png(), "扫描.png"), (files.pdf(2), "证书.pdf")):
			once = file_check.check(content, name)
			self.assertEqual(once.sha256, file_check.check(content, name).sha256)
			self.assertEqual(once.sha256, file_check.check(once.content, name).sha256, "writing it anew changes nothing more")

	def test_the_size_limit_is_the_settings(self):
		with self.setting(max_file_mb=1), self.assertRaisesRegex(FileRefused, "超过单个文件 1 MB"):
			file_check.check(files.png() + b"\0" * 1_100_000, "大图.png")

	def test_good_files_pass_by_content_not_by_name(self):
		table = (
			("照片.JPG", files.jpeg(), "image/jpeg", 1, "照片.JPG"),
			("扫描.png", files.jpeg(), "image/jpeg", 1, "扫描.jpg"),
			("扫描.png", files.png(), "image/png", 1, "扫描.png"),
			("证书.pdf", files.pdf(3), "application/pdf", 3, "证书.pdf"),
		)
		for name, content, mime, pages, kept in table:
			with self.subTest(name):
				checked = file_check.check(content, name)
				self.assertEqual((checked.mime, checked.pages, checked.file_name), (mime, pages, kept))
				self.assertEqual(checked.size, len(checked.content))

	def test_a_large_png_is_not_taken_for_a_jpeg_of_many_scans(self):
		stream = io.BytesIO()
		noise = b"\xff\xda" * 150 + random.Random(7).randbytes(300 * 300 * 3 - 300)
		Image.frombytes("RGB", (300, 300), noise).save(stream, "PNG", compress_level=0)
		self.assertGreater(stream.getvalue().count(b"\xff\xda"), 100)

		self.assertEqual(file_check.check(stream.getvalue(), "大图.png").mime, "image/png")

	def test_names_lose_paths_and_tricks(self):
		for name, tidy in NAMES:
			with self.subTest(name):
				self.assertEqual(file_check.tidy_name(name), tidy)
