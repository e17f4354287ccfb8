"""Around the log-in: the privacy notice by version, a region's own address, the page in a frame, the time left."""

import re

import frappe

from zhicheng.domain import branding
from zhicheng.domain.accounts import privacy
from zhicheng.exceptions import BrandingInvalid
from zhicheng.setup import demo
from zhicheng.setup.demo import world
from zhicheng.tests.accounts.visitor import Visitor, VisitorCase, sentence
from zhicheng.tests.platform.source import PACKAGE

APPLICANT, CLERK = "51000019850312001X", "510000199112030089"
LOGIN, ACCEPT = "zhicheng.api.login.login", "zhicheng.api.login.accept_privacy"
AGREED = ("privacy_version", "privacy_accepted_on")
# the smallest PNG: one pixel
PIXEL = bytes.fromhex(
	"89504e470d0a1a0a0000000d4948445200000001000000010806000000"
	"1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


class SettingsCase(VisitorCase):
	"""Settings and rows are committed, because requests have connections of their own; they are put back."""

	def keep(self, **values) -> None:
		before = {key: frappe.db.get_single_value("Zhicheng Settings", key) for key in values}
		self.addCleanup(self._write, before)
		self._write(values)

	def _write(self, values: dict) -> None:
		for key, value in values.items():
			frappe.db.set_single_value("Zhicheng Settings", key, value)
		frappe.clear_document_cache("Zhicheng Settings", "Zhicheng Settings")
		self.commit()


class TestPrivacy(SettingsCase):
	def setUp(self):
		super().setUp()
		self.keep(slider_captcha="关闭", notice_of_privacy="第一条\n第二条", privacy_version="3")
		self.member = world.member("测试甲")
		self.agree(None, None)
		self.addCleanup(self.agree, *frappe.db.get_value("Unit Member", self.member, AGREED))

	def agree(self, version, when) -> None:
		frappe.db.set_value("Unit Member", self.member, dict(zip(AGREED, (version, when), strict=True)))
		self.commit()

	def agreed(self) -> tuple:
		self.refresh()
		return frappe.db.get_value("Unit Member", self.member, AGREED)

	def test_it_is_asked_once_per_version_and_kept_with_its_time(self):
		visitor = Visitor()
		said = visitor.post(LOGIN, usr=APPLICANT, pwd=demo.PASSWORD)[1]["message"]
		self.assertEqual((said["next"], visitor.who(), self.agreed()), ("/privacy", "Guest", (None, None)))
		page = visitor.get("/privacy")[1]["html"]
		self.assertIn("第二条", page)
		self.assertIn('data-version="3"', page)

		status, answer = visitor.post(ACCEPT, ticket=said["ticket"], version="3")

		self.assertEqual((status, answer["message"]["next"]), (200, "/portal"))
		self.assertEqual(visitor.who(), world.user("测试甲"))
		version, when = self.agreed()
		self.assertEqual((version, bool(when)), ("3", True))
		again = Visitor().post(LOGIN, usr=APPLICANT, pwd=demo.PASSWORD)[1]["message"]
		self.assertEqual(again["next"], "/portal")
		self._write({"privacy_version": "4"})
		newer = Visitor().post(LOGIN, usr=APPLICANT, pwd=demo.PASSWORD)[1]["message"]
		self.assertEqual((newer["next"], self.agreed()), ("/privacy", (version, when)))

	def test_what_does_not_agree(self):
		ticket = Visitor().post(LOGIN, usr=APPLICANT, pwd=demo.PASSWORD)[1]["message"]["ticket"]
		for values, words in (
			({"ticket": ticket, "version": "2"}, "说明刚刚更新"),
			({"ticket": "invented", "version": "3"}, "时间已过"),
			({"ticket": "", "version": "3"}, "时间已过"),
		):
			with self.subTest(values=values):
				visitor = Visitor()
				status, answer = visitor.post(ACCEPT, **values)
				self.assertEqual((status, visitor.who(), self.agreed()), (401, "Guest", (None, None)))
				self.assertIn(words, sentence(answer))
		# the ticket of one step does not open another
		word = "Xin@2026mima9"
		status, _answer = Visitor().post(
			"zhicheng.api.login.set_first_password", ticket=ticket, new=word, confirm=word
		)
		self.assertEqual(status, 401)

	def test_nobody_is_asked_while_there_is_no_text(self):
		self._write({"notice_of_privacy": " \n"})

		self.assertFalse(privacy.is_due(world.user("测试甲")))
		self.assertFalse(privacy.is_due("Administrator"))

	def test_a_form_cannot_agree_for_somebody(self):
		doc = frappe.get_doc("Unit Member", self.member)
		doc.update({"privacy_version": "3", "privacy_accepted_on": "2026-01-01 00:00:00"})
		doc.save()

		self.assertEqual(frappe.db.get_value("Unit Member", self.member, AGREED), (None, None))


class TestEntry(SettingsCase):
	"""阿坝州 has a name, a logo and an address of its own; 马尔康市 lies in it."""

	def setUp(self):
		super().setUp()
		self.keep(slider_captcha="关闭", branding_name="测试职称系统")
		doc = frappe.get_doc("Zhicheng Settings")
		self.logo = frappe.get_doc(
			{
				"doctype": "File", "file_name": "zc-logo-test.png", "content": PIXEL, "is_private": 1,
				"attached_to_doctype": doc.doctype, "attached_to_name": doc.name,
			}
		).insert()  # fmt: skip
		self.rows = [row.as_dict() for row in doc.region_settings]
		self.addCleanup(self.restore)
		row = next((row for row in doc.region_settings if row.region == "513200"), None)
		row = row or doc.append("region_settings", {"region": "513200"})
		row.update({"entry": "abz", "branding_name": "阿坝州职称（测试）", "logo": self.logo.file_url})
		doc.save()
		self.commit()

	def restore(self) -> None:
		doc = frappe.get_doc("Zhicheng Settings")
		doc.set("region_settings", self.rows)
		doc.save()
		frappe.delete_doc("File", self.logo.name, force=True)
		self.commit()

	def test_name_and_logo_by_address_cookie_and_unit(self):
		stranger, guest = Visitor(), Visitor()
		self.assertIn("测试职称系统", stranger.get("/login")[1]["html"])
		page = guest.get("/login_abz")[1]["html"]
		self.assertIn("阿坝州职称（测试）", page)
		self.assertIn("api.branding.logo?region=513200", page)
		self.assertIn("阿坝州职称（测试）", guest.get("/login")[1]["html"])
		self.assertIn(stranger.get("/login_nowhere")[0], (301, 302))
		# whoever logs in sees the name of his own unit's region
		for number, name in ((APPLICANT, "阿坝州职称（测试）"), ("510000197605200059", "测试职称系统")):
			visitor = Visitor()
			visitor.log_in(number, demo.PASSWORD)
			for path in ("/portal", "/change-password"):
				self.assertIn(name, visitor.get(path)[1]["html"])

	def test_a_secret_never_stands_in_an_address(self):
		"""Enter before the script has come over a thin line: the browser sends the form itself."""
		for file in (PACKAGE / "www").glob("*.html"):
			for form in re.findall(r"<form.*?</form>", file.read_text(encoding="utf-8"), re.S):
				if 'type="password"' in form or 'autocomplete="one-time-code"' in form:
					self.assertIn('method="post"', form.split(">")[0], file.name)

	def test_guests_see_the_logo_and_no_other_file(self):
		frappe.set_user("Guest")
		self.assertEqual(branding.logo("513201"), (PIXEL, "image/png"))
		for region in (None, "510000", "999999", "513200' or 1"):
			with self.subTest(region=region), self.assertRaises(frappe.DoesNotExistError):
				branding.logo(region)
		frappe.set_user("Administrator")
		# an address of somebody else's file is no logo
		frappe.db.set_value("File", self.logo.name, "attached_to_doctype", "Unit")
		with self.assertRaises(frappe.DoesNotExistError):
			branding.logo("513200")

	def test_addresses_are_well_formed_and_unique(self):
		wrong = (("a", "不合格式"), ("../x", "不合格式"), ("阿坝", "不合格式"), ("login_abz", "重复"), ("ABZ", "重复"))
		for entry, words in wrong:
			with self.subTest(entry=entry), self.assertRaisesRegex(BrandingInvalid, words):
				doc = frappe.get_doc("Zhicheng Settings")
				doc.append("region_settings", {"region": "510000", "entry": entry})
				doc.save()
		with self.assertRaisesRegex(BrandingInvalid, "徽标只能是"):
			doc = frappe.get_doc("Zhicheng Settings")
			doc.logo = "/files/x.svg"
			doc.save()


class TestFrame(SettingsCase):
	def setUp(self):
		super().setUp()
		self.keep(slider_captcha="关闭")

	def test_page_in_a_frame_is_for_our_own_pages_only(self):
		visitor = Visitor()
		page = visitor.get("/login", inside="1")[1]["html"]
		self.assertNotIn("<header", page)
		self.assertIn('data-already=""', page)
		for path in ("/login", "/change-password", "/privacy", "/help"):
			headers = visitor.headers(path)
			self.assertIn("frame-ancestors 'self'", headers["Content-Security-Policy"])
			self.assertEqual(headers["X-Frame-Options"], "SAMEORIGIN")
		visitor.log_in(APPLICANT, demo.PASSWORD)
		self.assertIn(f'data-already="{world.user("测试甲")}"', visitor.get("/login", inside="1")[1]["html"])

	def test_time_left_is_told_without_prolonging_and_stay_prolongs(self):
		visitor = Visitor()
		self.assertEqual(visitor.get("/api/method/zhicheng.api.account.session_left")[0], 403)
		visitor.log_in(CLERK, demo.PASSWORD)
		page = visitor.get("/change-password")[1]["html"]
		token = page.split('name="csrf-token" content="')[1].split('"')[0]
		visitor.pretend_idle(minutes=20)

		for _time in range(2):
			left = visitor.get("/api/method/zhicheng.api.account.session_left")[1]["message"]
			self.assertTrue(590 <= left["seconds"] <= 600, left)
		said = visitor.post("zhicheng.api.account.stay", csrf_token=token)[1]["message"]

		self.assertGreater(said["seconds"], 1790)
		self.assertEqual(said["user"], visitor.who())
		visitor.pretend_idle(minutes=31)
		status, answer = visitor.get("/api/method/zhicheng.api.account.session_left")
		self.assertIn(status, (401, 403))
		self.assertEqual(answer.get("session_expired"), 1)
