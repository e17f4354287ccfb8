"""The log-in, over real requests: one answer for every failure, the lock, the first change, the shut doors."""

import frappe
from frappe.utils import add_days
from stdnum.cn import ric

from zhicheng.domain import settings
from zhicheng.domain.accounts import attempts
from zhicheng.domain.people import identity, members
from zhicheng.setup import demo
from zhicheng.setup.demo import world
from zhicheng.tests.accounts.visitor import Visitor, VisitorCase, sentence

APPLICANT, CLERK = "51000019850312001X", "510000199112030089"
STRANGER = "510000198604170999"[:17] + ric.calc_check_digit("510000198604170999")
NEW = f"Xin@{frappe.generate_hash(length=8)}1"


class TestLogin(VisitorCase):
	"""What these tests change is committed, because requests have connections of their own; it is put back."""

	def setUp(self):
		super().setUp()
		self._free()
		self.addCleanup(self._free)

	def test_clerks_go_to_desk_and_applicants_to_the_portal(self):
		for number, home in ((CLERK, "/app"), (APPLICANT, "/portal"), (APPLICANT.lower(), "/portal")):
			visitor = Visitor()
			status, answer = visitor.log_in(number, demo.PASSWORD)

			self.assertEqual((status, answer["message"]["next"]), (200, home))
			self.assertTrue(visitor.who().endswith("@title.invalid"))

	def test_every_failure_gets_the_same_answer(self):
		said = set()
		user = world.user("测试甲")
		for name in (APPLICANT, STRANGER, "不存在", user, frappe.db.get_value("User", user, "username"), "Guest"):
			attempts.clear(identity.normalise(name))
			status, answer = Visitor().log_in(name, "Cuo@2026mima")
			said.add((status, answer.get("exc_type"), sentence(answer)))

		self.assertEqual(len(said), 1)
		self.assertIn("登录名或密码不正确", said.pop()[2])

	def test_every_try_leaves_a_row_without_the_number(self):
		before = frappe.db.count("Act Log", {"act": "登录"})
		Visitor().log_in(APPLICANT, "Cuo@2026mima")
		Visitor().log_in("Wo@deMima2026", "Cuo@2026mima")
		Visitor().log_in(APPLICANT, demo.PASSWORD)
		self.refresh()

		fields = ["outcome", "detail", "user", "address"]
		rows = frappe.get_all("Act Log", filters={"act": "登录"}, fields=fields, order_by="creation desc", limit=3)
		self.assertEqual(frappe.db.count("Act Log", {"act": "登录"}) - before, 3)
		self.assertEqual(sorted(row.outcome for row in rows), ["完成", "拒绝", "拒绝"])
		said = "".join(row.detail or "" for row in rows)
		self.assertIn("510000********001X：登录名或密码不正确", said)
		self.assertFalse([word for word in (APPLICANT, "Wo@de") if word in said])
		self.assertEqual({row.user for row in rows if row.outcome == "完成"}, {world.user("测试甲")})
		self.assertEqual({row.address for row in rows}, {"127.0.0.1"})

	def test_opaque_account_name_is_no_login_name(self):
		user = world.user("测试甲")
		for name in (user, frappe.db.get_value("User", user, "username")):
			attempts.clear(identity.normalise(name))
			self.assertEqual(Visitor().log_in(name, demo.PASSWORD)[0], 401)

	def test_name_is_locked_after_the_limit_even_for_the_right_password(self):
		for _try in range(settings.get("login_max_failures")):
			self.assertEqual(Visitor().log_in(APPLICANT, "Cuo@2026mima")[0], 401)

		status, answer = Visitor().log_in(APPLICANT, demo.PASSWORD)

		self.assertEqual(status, 401)
		self.assertRegex(sentence(answer), r"请\d+分钟后再试")
		self.assertEqual(Visitor().log_in(CLERK, demo.PASSWORD)[0], 200)

	def test_success_clears_the_count(self):
		limit = settings.get("login_max_failures")
		for word in ["Cuo@2026mima"] * (limit - 1) + [demo.PASSWORD] + ["Cuo@2026mima"] * (limit - 1):
			Visitor().log_in(APPLICANT, word)

		self.assertEqual(Visitor().log_in(APPLICANT, demo.PASSWORD)[0], 200)

	def test_first_password_opens_no_session_until_it_is_changed(self):
		member = world.member("测试卯")
		number = "510000198811030366"
		word = members.issue_first_password(member)
		self.commit()
		self.addCleanup(self._restore, member)
		visitor = Visitor()

		status, answer = visitor.log_in(number, word)

		self.assertEqual((status, answer["message"]["next"]), (200, "/change-password"))
		self.assertEqual(visitor.who(), "Guest")
		ticket = answer["message"]["ticket"]
		refused = visitor.post("zhicheng.api.login.set_first_password", ticket=ticket, new=word, confirm=word)
		self.assertIn("最近三次", sentence(refused[1]))
		self.assertEqual(visitor.who(), "Guest")
		status, answer = visitor.post("zhicheng.api.login.set_first_password", ticket=ticket, new=NEW, confirm=NEW)
		self.assertEqual((status, answer["message"]["next"]), (200, "/portal"))
		self.assertEqual(visitor.who(), frappe.db.get_value("Unit Member", member, "user"))
		again = Visitor().post("zhicheng.api.login.set_first_password", ticket=ticket, new=NEW, confirm=NEW)
		self.assertEqual(again[0], 401)

	def test_an_expired_password_is_changed_first_and_none_of_the_last_three_serves(self):
		member, number = world.member("测试卯"), "510000198811030366"
		self.addCleanup(self._restore, member)
		with self.setting(password_days=90):
			self.commit()
			word = demo.PASSWORD
			for fresh in (f"{NEW}a", f"{NEW}b", f"{NEW}c"):
				ticket = self._ticket_of_old(member, number, word)
				status, answer = self._change(ticket, fresh)
				self.assertEqual((status, answer["message"]["next"]), (200, "/portal"))
				self.assertEqual(Visitor().log_in(number, word)[0], 401)
				word = fresh
			ticket = self._ticket_of_old(member, number, word)
			for used in (f"{NEW}a", f"{NEW}b", f"{NEW}c"):
				status, answer = self._change(ticket, used)
				self.assertEqual(status, 417)
				self.assertIn("最近三次", sentence(answer))
			self.assertEqual(self._change(ticket, demo.PASSWORD)[1]["message"]["next"], "/portal")
			self.assertEqual(Visitor().log_in(number, demo.PASSWORD)[1]["message"]["next"], "/portal")
		self.commit()

	def _ticket_of_old(self, member: str, number: str, word: str) -> str:
		"""His passwords grow 91 days older; the right one opens no session any more."""
		attempts.clear(number, "127.0.0.1")
		self.refresh()
		for row in frappe.get_all("Password History", {"user": world.user("测试卯")}, ["name", "set_on"]):
			frappe.db.set_value("Password History", row.name, "set_on", add_days(row.set_on, -91))
		self.commit()
		visitor = Visitor()
		status, answer = visitor.log_in(number, word)
		self.assertEqual((status, answer["message"]["next"]), (200, "/change-password"))
		self.assertEqual(visitor.who(), "Guest")
		return answer["message"]["ticket"]

	def _change(self, ticket: str, word: str) -> tuple[int, dict]:
		return Visitor().post("zhicheng.api.login.set_first_password", ticket=ticket, new=word, confirm=word)

	def test_disabled_member_and_disabled_unit_are_told_only_with_the_right_password(self):
		member = world.member("测试甲")
		unit = world.unit("MEK-CLINIC")
		for doctype, name, words in (("Unit Member", member, "账号已停用"), ("Unit", unit, "单位已停用")):
			frappe.db.set_value(doctype, name, "status", "停用")
			self.commit()
			try:
				right = sentence(Visitor().log_in(APPLICANT, demo.PASSWORD)[1])
				wrong = sentence(Visitor().log_in(APPLICANT, "Cuo@2026mima")[1])
			finally:
				frappe.db.set_value(doctype, name, "status", "启用")
				self.commit()
			self.assertIn(words, right)
			self.assertIn("登录名或密码不正确", wrong)

	def test_administrator_from_the_named_addresses_only(self):
		status, _answer = Visitor("8.8.4.4").log_in("Administrator", "admin")

		self.assertEqual(status, 401)

	def test_native_doors_are_shut(self):
		status, answer = Visitor().post("login", usr="Administrator", pwd="admin")
		self.assertEqual(status, 401)
		self.assertNotIn("home_page", answer)
		doors = {
			"frappe.core.doctype.user.user.sign_up": {"email": "a@b.cn", "full_name": "测试", "redirect_to": ""},
			"frappe.core.doctype.user.user.reset_password": {"user": "Administrator"},
			"frappe.core.doctype.user.user.update_password": {"new_password": NEW, "key": "x"},
			"frappe.www.login.send_login_link": {"email": "a@b.cn"},
			"frappe.www.login.login_via_token": {"login_token": "x"},
			"frappe.integrations.oauth2_logins.login_via_github": {"code": "x", "state": "x"},
		}
		for door, values in doors.items():
			with self.subTest(door):
				status, answer = Visitor().post(door, **values)
				self.assertEqual(status, 401)
				self.assertIn("登录", sentence(answer))
		self.assertEqual(Visitor().get("/api/method/frappe.www.login.login_via_key", key="x")[0], 401)

	def test_another_way_in_ends_at_the_hook(self):
		from zhicheng import session
		from zhicheng.exceptions import LoginRefused

		frappe.flags.zhicheng_login = None
		with self.assertRaises(LoginRefused):
			session.refuse_foreign_login(frappe._dict(user=world.user("测试甲")))

	def test_log_in_is_post_only(self):
		self.assertEqual(Visitor().get("/api/method/zhicheng.api.login.login", usr=CLERK, pwd=demo.PASSWORD)[0], 403)

	def _restore(self, member: str) -> None:
		members.set_password(member, demo.PASSWORD)
		frappe.db.set_value("Unit Member", member, "first_password_issued_on", None)
		self.commit()

	def _free(self) -> None:
		names = (APPLICANT, CLERK, STRANGER, "510000198811030366", "ADMINISTRATOR", "GUEST", "不存在")
		for name in names:
			attempts.clear(name, "127.0.0.1")
