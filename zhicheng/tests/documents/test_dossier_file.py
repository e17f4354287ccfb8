"""整卷材料: cover, index, form, every proof in order on A4, with bookmarks; kept by content, for its requester alone."""

import io
import unittest

import frappe
import pikepdf
from frappe.tests.utils import FrappeTestCase
from PIL import Image

from zhicheng.domain.files import file_store
from zhicheng.exceptions import PrintLocked
from zhicheng.export import jobs
from zhicheng.printing import bundle_images, chromium, dossier_file
from zhicheng.printing.bundle_pdf import A4, UNREADABLE
from zhicheng.tests import factories
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.documents import builder
from zhicheng.tests.documents.reading import pages, pictures, plain
from zhicheng.tests.documents.test_print_gate import no_regional_rules


def document(*sizes: tuple[int, int]) -> bytes:
	"""A PDF of blank pages of these sizes with a frame on each."""
	pdf, buffer = pikepdf.new(), io.BytesIO()
	for width, height in sizes:
		page = pdf.add_blank_page(page_size=(width, height))
		page.contents_add(f"2 w 5 5 {width - 10} {height - 10} re S".encode())
	pdf.save(buffer)
	return buffer.getvalue()


def picture(kind: str, mode: str = "RGB", size: tuple = (300, 200), **more) -> bytes:
	buffer = io.BytesIO()
	Image.new(mode, size, 120 if mode == "L" else None).save(buffer, kind, **more)
	return buffer.getvalue()


@unittest.skipUnless(chromium.binary(), "no Chromium here")
class TestDossierFile(FrappeTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		cls.application = name = builder.build_case(print_unlocked=1)
		dossier = frappe.db.get_value("Title Application", name, "dossier")
		rows = {key: frappe.db.get_value(f"Application {word}", {"parent": dossier}) for key, word in
			(("education", "Education"), ("work", "Work"))}  # fmt: skip
		builder.attach(name, "work", "attachment", picture("PNG"), "工作证明.png", row=rows["work"])
		builder.attach(name, "education", "attachment", document((595, 842), (842, 595), (300, 300)), "学历.pdf", row=rows["education"])
		cls.broken = builder.attach(name, "self_summary", "summary_text", document((595, 842)), "坏的.pdf")
		with open(file_store.disk_path(frappe.db.get_value("Dossier Attachment", cls.broken, "file")), "wb") as file:
			file.write(b"%PDF-1.4 broken")
		builder.add_opinion(name, "U", "U2", "同意推荐。", signature=builder.signature())
		made = jobs.create("整卷材料", "整卷材料 X", "X.pdf", request={"application": name}, application=name)
		told = cls.told = []
		jobs._make(made, lambda done, total, stage: told.append((done, total, stage)))
		cls.content = jobs.file_of(made)[0].read_bytes()
		cls.texts = pages(cls.content)

	def test_pages_stand_in_the_order_of_the_index(self):
		total = len(self.texts)
		self.assertIn("整卷材料", self.texts[0])
		self.assertIn(f"4份，全卷共{total}页", self.texts[0])
		listed = (("首页（基本信息）", "照片"), ("教育经历·第1行", "学历.pdf"), ("工作经历·第1行", "工作证明.png"), ("业绩综述", "坏的.pdf"))
		place = 0
		for where, file in listed:
			line = self.texts[1].find(plain(file))
			self.assertGreater(line, place)
			place = line
			self.assertIn(where.split("·")[0], self.texts[1])
		headed = [next((file for _where, file in listed if file in text), "") for text in self.texts[2:]]
		self.assertEqual([file for file in headed if file], ["照片", *["学历.pdf"] * 3, "工作证明.png", "坏的.pdf"])
		self.assertIn("专业技术职务任职资格", self.texts[2])
		for number, text in enumerate(self.texts[1:], start=2):
			self.assertIn(f"卷内第{number}页共{total}页", text)
		self.assertIn("（2/3）", self.texts[-4])
		self.assertIn(plain(UNREADABLE), self.texts[-1])

	def test_the_form_inside_shows_the_signature_that_was_given(self):
		page = next(number for number, text in enumerate(self.texts) if "单位推荐意见" in text)
		self.assertEqual([picture.size for picture in pictures(self.content)[page]], [(240, 80)])

	def test_index_and_bookmarks_name_the_true_pages(self):
		with pikepdf.open(io.BytesIO(self.content)) as pdf, pdf.open_outline() as outline:
			sizes = {tuple(round(float(side)) for side in page.mediabox[2:]) for page in pdf.pages}
			self.assertEqual({(round(w), round(h)) for w, h in sizes} - {(595, 842), (596, 842), (595, 841), (596, 843)}, set())
			titles = [item.title for item in outline.root]
			self.assertEqual(titles[:3], ["封面", "目录", "申报表"])
			where = {child.title: self.page_of(pdf, child) for item in outline.root[3:] for child in item.children}
		for title, page in where.items():
			file = title.split("：")[1]
			with self.subTest(title):
				self.assertIn(file, self.texts[page])
				self.assertNotIn(file, self.texts[page - 1])
				self.assertIn(f"{page + 1}", self.texts[1].split(plain(file))[-1][:6])

	def page_of(self, pdf, item) -> int:
		target = item.destination[0] if item.destination is not None else item.action.D[0]
		return next(number for number, page in enumerate(pdf.pages) if page.obj.objgen == target.objgen)

	def test_every_proof_is_drawn_inside_its_sheet(self):
		with pikepdf.open(io.BytesIO(self.content)) as pdf:
			for page in list(pdf.pages)[-6:-1]:
				drawn = [one for one in page.resources.XObject.values() if one.get("/Subtype") in ("/Form", "/Image")]
				self.assertTrue(drawn)

	def test_progress_was_told_step_by_step(self):
		self.assertEqual([done for done, _total, _stage in self.told], list(range(6)))
		self.assertEqual({total for _done, total, _stage in self.told}, {6})


class TestPictures(unittest.TestCase):
	def test_each_kind_of_picture_is_drawn_upright_and_whole(self):
		exif = Image.Exif()
		exif[bundle_images.ORIENTATION] = 6
		kinds = (
			picture("JPEG"), picture("JPEG", "L"), picture("JPEG", "CMYK"), picture("JPEG", exif=exif), picture("PNG"),
			picture("PNG", "L"), picture("PNG", "RGBA"), picture("PNG", "P"), picture("PNG", "1"), picture("GIF"),
		)  # fmt: skip
		for number, content in enumerate(kinds):
			with self.subTest(number):
				pdf, buffer = pikepdf.new(), io.BytesIO()
				page = pdf.add_blank_page(page_size=A4)
				bundle_images.place(pdf, page, _Held(content), (10, 10, 400, 600))
				pdf.save(buffer)
				with pikepdf.open(buffer) as again:
					image = next(iter(again.pages[0].resources.XObject.values()))
					decoded = pikepdf.PdfImage(image).as_pil_image()
					self.assertEqual(decoded.size, (300, 200))
					self.assertEqual(image.Filter == "/DCTDecode", content[:2] == b"\xff\xd8")
		self.assertEqual(bundle_images._matrix(300, 200, 3, (0, 0, 72, 1000))[:4], (0, -108.0, 72.0, 0))
		with self.assertRaises(OSError):
			bundle_images.place(pikepdf.new(), None, _Held(b"nothing"), (0, 0, 1, 1))


class _Held:
	"""A path whose bytes are in memory."""

	def __init__(self, content: bytes):
		self.content = content

	def read_bytes(self) -> bytes:
		return self.content


class TestWhoGetsIt(ZhichengTestCase):
	def setUp(self):
		super().setUp()
		no_regional_rules()
		self.application = factories.create_application(stage="U")
		before = frappe.enqueue
		frappe.enqueue = lambda method, **values: None
		self.addCleanup(setattr, frappe, "enqueue", before)

	def test_readers_of_the_case_and_the_applicant_begin_one_and_strangers_do_not(self):
		for person in ("卫生院经办", "测试甲"):
			with self.subTest(person), self.as_user(person):
				self.assertEqual(dossier_file.start(self.application)["status"], "排队中")
		for person in ("德阳人社经办", "测试乙", "Guest"):
			with self.subTest(person), self.as_user(person), self.assertRaises(frappe.PermissionError):
				dossier_file.start(self.application)

	def test_the_lock_of_the_region_holds_here_too(self):
		with self.setting(print_allowed_from="资格审查通过后"), self.as_user("测试甲"), self.assertRaises(PrintLocked):
			dossier_file.start(self.application)

	def test_the_same_content_is_made_once(self):
		with self.as_user("卫生院经办"):
			first = dossier_file.start(self.application)["name"]
		job = jobs.get(first)
		(jobs.folder() / job.stored_as).write_bytes(b"%PDF-")
		self.addCleanup((jobs.folder() / job.stored_as).unlink)
		later = frappe.utils.add_to_date(frappe.utils.now_datetime(), hours=20)
		frappe.db.set_value("Document Job", first, {"status": "已完成", "expires_on": later})
		with self.as_user("马市卫健经办"):
			again = dossier_file.start(self.application)
			self.assertEqual((again["status"], jobs.file_of(again["name"])[0].name), ("已完成", job.stored_as))
		frappe.db.set_value("Title Application", self.application, "tally_entered", 1)
		with self.as_user("马市卫健经办"):
			self.assertEqual(dossier_file.start(self.application)["status"], "排队中")
