"""核验码: genuine, current, superseded, forged; and not a word about the person on the public page."""

import hashlib

import frappe
from frappe.tests.utils import FrappeTestCase
from frappe.utils import set_request
from frappe.website.serve import get_response

from zhicheng.exceptions import TooManyAttempts
from zhicheng.printing import dossier_view, verification
from zhicheng.printing.paper import paper
from zhicheng.tests.documents import builder
from zhicheng.tests.documents.test_paper_form import complete_case

PERSONAL = (builder.NAME, builder.ID_NUMBER, "510000********001X", "红原县示范医院（测试）", "副主任护师", "卫生技术", builder.NUMBER)


class TestVerification(FrappeTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		cls.application = complete_case(print_unlocked=1)
		cls.code = verification.code_of(dossier_view.context(cls.application))

	def setUp(self):
		frappe.db.savepoint("one")

	def tearDown(self):
		frappe.set_user("Administrator")
		frappe.db.rollback(save_point="one")

	def test_a_genuine_print_is_current_until_something_printed_changes(self):
		found = verification.check(self.code)
		self.assertTrue(found.is_current)
		self.assertFalse(found.was_draft)
		self.assertEqual(found.number, "ZC2025-****23")
		self.assertAlmostEqual((frappe.utils.now_datetime() - found.printed_on).total_seconds(), 60, delta=130)

		frappe.db.set_value("Title Application", self.application, "step", 99)
		self.assertTrue(verification.check(self.code).is_current)
		for change in ({"tally_remark": "改"}, {"print_unlocked": 0}, {"result_doc_no": "另一号"}):
			frappe.db.savepoint("a_change")
			frappe.db.set_value("Title Application", self.application, change)
			with self.subTest(change):
				after = verification.check(self.code)
				self.assertEqual((after.is_current, after.digest), (False, found.digest))
			frappe.db.rollback(save_point="a_change")
		dossier = frappe.db.get_value("Title Application", self.application, "dossier")
		frappe.db.set_value("Application Dossier", dossier, "school", "另一所学校")
		self.assertFalse(verification.check(self.code).is_current)

	def test_what_is_read_off_the_paper_is_accepted(self):
		for typed in (self.code.upper(), f" {self.code} ", self.code[:20] + " " + self.code[20:]):
			self.assertIsNotNone(verification.check(typed))
		wide = "".join(chr(ord(letter) + 0xFEE0) for letter in self.code)
		for typed in (wide, self.code.replace("-", "—"), self.code.replace("-", "－")):
			self.assertIsNotNone(verification.check(typed))

	def test_a_changed_code_is_no_code(self):
		for place in range(len(self.code)):
			other = "2" if self.code[place] != "2" else "3"
			self.assertIsNone(verification.check(self.code[:place] + other + self.code[place + 1 :]), place)
		for wrong in ("", "x", self.code[:-1], self.code + "a", "' or 1=1 --", "a" * 500):
			self.assertIsNone(verification.check(wrong))

	def test_another_sites_key_signs_otherwise(self):
		before = frappe.conf.zhicheng_id_key
		try:
			frappe.local.conf.zhicheng_id_key = "0" * 64
			self.assertIsNone(verification.check(self.code))
		finally:
			frappe.local.conf.zhicheng_id_key = before

	def test_a_code_of_a_case_that_is_gone_is_superseded(self):
		frappe.db.delete("Title Application", {"name": self.application})
		found = verification.check(self.code)
		self.assertEqual((found.number, found.is_current), ("", False))

	def test_a_draft_of_the_applicant_and_what_others_see_have_codes_of_their_own(self):
		frappe.db.set_value("Title Application", self.application, {"workflow_state": "待申报人修改", "print_unlocked": 0})
		code = verification.code_of(dossier_view.context(self.application))
		self.assertTrue(verification.check(code).was_draft)
		self.assertNotEqual(code.split("-")[2][0], self.code.split("-")[2][0])
		self.assertTrue(verification.check(code).is_current)

	def test_the_form_bears_code_digest_and_picture(self):
		form = paper(self.application)
		html = form.html()
		code = form.values["verification"]["code"]
		self.assertIn(f"核验码：{code}", html)
		self.assertIn(f"内容摘要：{verification.digest(form.values)}", html)
		self.assertIn(f"核验 {code[-8:]}", form.header)
		self.assertTrue(verification.check(code).is_current)

	def test_the_page_tells_a_guest_the_verdict_and_nothing_personal(self):
		for code, words in ((self.code, ("真实，且为现行内容", "ZC2025-****23", "正式")), ("wrong", ("核验未通过",)), ("", ("请输入",))):
			with self.subTest(code):
				said = self.page(code)
				for word in words:
					self.assertIn(word, said)
				self.assertFalse([word for word in PERSONAL if word in said])
		self.assertNotIn("<script>", self.page("<script>alert(1)</script>"))

	def page(self, code: str) -> str:
		frappe.set_user("Guest")
		verification_tries_over()
		set_request(method="GET", path="/verify", query_string={"code": code})
		frappe.local.form_dict = frappe._dict(code=code)
		try:
			return get_response("verify").get_data(as_text=True)
		finally:
			frappe.local.form_dict = frappe._dict()
			del frappe.local.request
			frappe.set_user("Administrator")

	def test_one_address_is_slowed_down(self):
		verification_tries_over("10.9.8.7")
		for _number in range(verification.TRIES_PER_MINUTE):
			verification.require_patience("10.9.8.7")
		with self.assertRaises(TooManyAttempts):
			verification.require_patience("10.9.8.7")
		verification_tries_over("10.9.8.8")
		verification.require_patience("10.9.8.8")


def verification_tries_over(ip: str = "") -> None:
	digest = hashlib.sha256((ip or getattr(frappe.local, "request_ip", None) or "").encode()).hexdigest()
	frappe.cache.delete(frappe.cache.make_key(f"zhicheng:verify:{digest}"))
