"""No ID number and no telephone in a log, an error page or a file name, whatever goes wrong."""

import io
from pathlib import Path
from unittest import mock
from urllib.parse import unquote

import frappe

from zhicheng.api import portal
from zhicheng.domain import act_log
from zhicheng.domain.audit import scrub
from zhicheng.exceptions import FileRefused
from zhicheng.tests import leaks
from zhicheng.tests.dossier import files
from zhicheng.tests.portal.base import PortalTestCase

NUMBER, MOBILE = "51000019850312001X", "13000000023"


def break_down(application, section, values, *args, **kwargs):
	"""A fault of ours at the worst place: the person's numbers are in its variables and in its message."""
	number, typed = NUMBER, values
	raise RuntimeError(f"cannot keep {number} {typed}")


class TestLeaks(PortalTestCase):
	def test_texts_are_masked_and_nothing_else(self):
		for text, clean in (
			(f"usr={NUMBER}，电话{MOBILE}。", "usr=510000********001X，电话130****0023。"),
			("ZC2026-000001 20261122103000123456789 91510000MA6XTEST1X 0837-2820001", None),
			("510000198503120", None),
		):
			with self.subTest(text):
				self.assertEqual(scrub.clean(text), clean or text)

	def test_an_error_tells_no_number_to_page_log_or_file(self):
		files = [Path(frappe.get_site_path("logs")), Path(frappe.get_site_path()).resolve().parents[1] / "logs"]
		files = [folder for folder in files if folder.is_dir()]
		before = set(leaks.in_files(files))
		with mock.patch.object(portal.dossier, "save_section", break_down):
			values = {"mobile": MOBILE, "birth_place": NUMBER}
			answer = self.visitor.post(
				"zhicheng.api.portal.save_section", application=self.application, section="cover_page", values=values
			)
		self.assertEqual(answer.status_code, 500)
		self.assertFalse(leaks.pattern().search(answer.text), answer.text[:2000])

		from frappe.deferred_insert import save_to_db

		save_to_db()
		self.addCleanup(frappe.db.delete, "Error Log", {"error": ["like", "%cannot keep%"]})
		[row] = frappe.get_all("Error Log", filters={"error": ["like", "%cannot keep%"]}, fields=["method", "error"], limit=1)
		self.assertIn("510000********001X", row.error)
		self.assertFalse(leaks.pattern().search(f"{row.method} {row.error}"))
		self.assertEqual(set(leaks.in_files(files)) - before, set())

	def test_a_reason_typed_by_hand_is_masked_in_the_act_log(self):
		act_log.record("测试", application=self.application, detail=f"本人{NUMBER}来电{MOBILE}")

		[detail] = frappe.get_all("Act Log", filters={"act": "测试", "application": self.application}, pluck="detail")
		self.assertEqual(detail, "本人510000********001X来电130****0023")

	def test_the_search_finds_what_it_seeks(self):
		frappe.get_doc({"doctype": "Act Log", "name": "zc-leak", "detail": MOBILE}).db_insert()

		self.assertIn("Act Log zc-leak: detail", leaks.in_tables())

	def test_addresses_that_hold_a_number_show_it_nowhere(self):
		"""A number typed into an address by hand is not repeated by the page that refuses it."""
		for address in (f"/portal/detail?name={NUMBER}", f"/{NUMBER}", f"/api/resource/Title Application/{NUMBER}", f"/login?usr={NUMBER}"):
			with self.subTest(address):
				self.assertNotIn(NUMBER, self.visitor.get(address).text)

	def test_a_number_in_the_name_of_a_file_is_masked(self):
		masked = "证510000________001X.pdf"
		for name, shown in (
			(f"证{NUMBER}.pdf", masked),
			("证510000 19850312 001x.pdf", masked.replace("X", "x")),
			(f"{NUMBER}的证书.pdf", "510000________001X的证书.pdf"),
			(f"{NUMBER}copy.pdf", "510000________001Xcopy.pdf"),
			(f"手机{MOBILE}.png", "手机130____0023.png"),
			("130-0000-0023.png", "130____0023.png"),
			("IMG_20231105_123456789.jpg", None),
			("mmexport1699876543210.jpg", None),
			("91510000MA6XTEST1X 20261122103000.pdf", None),
		):
			with self.subTest(name):
				self.assertEqual(scrub.clean_name(name), shown or name)

	def test_the_sent_name_of_a_proof_stands_in_no_answer(self):
		place = {"application": self.application, "section": "basic_info", "fieldname": "current_post"}
		sent = f"证{NUMBER} {MOBILE}.png"
		answer = self.visitor.upload((io.BytesIO(files.large_png()), sent), **place)
		self.assertEqual(answer.status_code, 200, answer.text)
		kept = answer.json["message"]
		shown = self.visitor.get(kept["url"])
		refused = self.visitor.upload((io.BytesIO(b"MZ"), sent), **place)
		begun = self.visitor.post("zhicheng.api.files.begin_upload", **place, file_name=sent, size=10**9)
		self.assertEqual((refused.status_code, begun.status_code), (417, 417))
		for each in (answer, shown, refused, begun):
			heads = f"{unquote(str(each.headers))} {each.text if each is not shown else kept['url']}"
			self.assertFalse(leaks.pattern().search(unquote(heads)), heads[:500])
		self.assertIn("510000________001X", unquote(shown.headers["Content-Disposition"]))

	def test_no_file_of_frappe_gets_a_number_into_its_address(self):
		before = frappe.db.count("File")
		frappe.set_user("Administrator")
		for name in (f"{NUMBER}.txt", f"电话{MOBILE}.txt"):
			doc = frappe.get_doc({"doctype": "File", "file_name": name, "content": "x", "is_private": 1})
			with self.subTest(name), self.assertRaisesRegex(FileRefused, "请改名后重新上传"):
				doc.insert()
			frappe.db.rollback()
			frappe.db.savepoint("before_test")
			self.assertFalse(Path(frappe.get_site_path("private", "files", name)).exists())
		self.assertEqual(frappe.db.count("File"), before)
