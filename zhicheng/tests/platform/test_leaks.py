"""No ID number and no telephone in a log, an error page or a file name, whatever goes wrong."""

from pathlib import Path
from unittest import mock

import frappe

from zhicheng.api import portal
from zhicheng.domain import act_log
from zhicheng.domain.audit import scrub
from zhicheng.tests import leaks
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
