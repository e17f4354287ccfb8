"""The five conditions and the memory of the last three, at every entry point (design 6)."""

from unittest import mock

import frappe
from frappe.utils import add_days, now_datetime
from frappe.utils import password as stock

from zhicheng.api import account, guards
from zhicheng.api import members as endpoints
from zhicheng.domain.accounts import attempts, lockout, passwords
from zhicheng.domain.accounts import login as rules
from zhicheng.domain.people import members
from zhicheng.exceptions import LoginRefused, PasswordRefused, RoleNotAllowed, TooManyAttempts
from zhicheng.setup import demo
from zhicheng.setup.demo import world
from zhicheng.tests.base import ZhichengTestCase

GOOD = "Xin@2026mima"
BAD = (
	("Aa1@567", "8至20位"),
	("Aa1@5678901234567890x", "8至20位"),
	("xin@2026mima", "大写字母"),
	("XIN@2026MIMA", "小写字母"),
	("Xin@mimamima", "数字"),
	("Xin2026mima", "特殊字符"),
	("Xin@2026 mima", "不能有空格"),
	("Xin@2026密码", "不能有空格或汉字"),
)


class TestPasswords(ZhichengTestCase):
	def setUp(self):
		super().setUp()
		self.user = world.user("测试甲")
		self.addCleanup(attempts.succeeded, self.user)

	def test_own_change_refuses_each_missing_condition(self):
		with self.as_user("测试甲"):
			for word, reason in BAD:
				with self.subTest(word), self.assertRaisesRegex(PasswordRefused, reason):
					account.change_password(demo.PASSWORD, word, word)

	def test_own_change_refuses_wrong_old_unlike_confirmation_and_repetition(self):
		with self.as_user("测试甲"):
			with self.assertRaisesRegex(PasswordRefused, "旧密码不正确"):
				account.change_password("Cuo@2026mima", GOOD, GOOD)
			with self.assertRaisesRegex(PasswordRefused, "不一致"):
				account.change_password(demo.PASSWORD, GOOD, GOOD + "1")
			with self.assertRaisesRegex(PasswordRefused, "最近三次"):
				account.change_password(demo.PASSWORD, demo.PASSWORD, demo.PASSWORD)

	def test_the_last_three_are_remembered_and_the_fourth_is_free(self):
		words = [f"Xin@2026mima{number}" for number in range(4)]
		for word in words:
			members.set_own_password(self.user, word)

		for word in words[1:]:
			self.assertTrue(passwords.was_used(self.user, word))
		self.assertFalse(passwords.was_used(self.user, words[0]))
		self.assertEqual(frappe.db.count("Password History", {"user": self.user}), passwords.REMEMBERED)

	def test_password_may_not_hold_the_login_name(self):
		with self.assertRaisesRegex(PasswordRefused, "登录名"):
			passwords.require_good("Aa@12345678", user=self.user, login_names=("12345678",))

	def test_guessing_the_old_password_is_locked(self):
		with self.as_user("测试甲"):
			for _try in range(5):
				with self.assertRaises(PasswordRefused):
					account.change_password("Cuo@2026mima", GOOD, GOOD)
			with self.assertRaises(TooManyAttempts):
				account.change_password(demo.PASSWORD, GOOD, GOOD)

	def test_change_is_stored_and_ends_the_forced_change(self):
		member = world.member("测试甲")
		members.issue_first_password(member)
		members.set_own_password(self.user, GOOD)

		stored = frappe.db.get_value("Unit Member", member, ["must_change_password", "password_set_on"])
		self.assertEqual(stored[0], 0)
		self.assertTrue(stored[1])
		self.assertTrue(passwords.matches(self.user, GOOD))

	def test_frappes_own_ways_follow_the_same_rules(self):
		with self.as_user("测试甲"):
			with self.assertRaisesRegex(PasswordRefused, "大写字母"):
				guards.update_password("xin@2026mima", old_password=demo.PASSWORD)
			with self.assertRaises(LoginRefused):
				guards.update_password(GOOD, key="某个链接")
			guards.update_password(GOOD, old_password=demo.PASSWORD)
		with self.as_user("Guest"), self.assertRaises(LoginRefused):
			guards.update_password(GOOD, old_password=demo.PASSWORD)

		self.assertTrue(passwords.matches(self.user, GOOD))
		self.assertFalse(guards.test_password_strength("abc")["feedback"]["password_policy_validation_passed"])

	def test_user_form_takes_no_password_of_a_member(self):
		user = frappe.get_doc("User", self.user)
		user.new_password = GOOD
		with self.assertRaisesRegex(PasswordRefused, "单位用户的密码不能在这里设置"):
			user.save()

	def test_user_form_checks_the_password_of_a_named_administrator(self):
		admin = frappe.new_doc("User")
		admin.update({"email": "named.admin@example.org", "first_name": "测试管理员", "username": "named.admin"})
		admin.flags.no_welcome_mail = True
		admin.new_password = "ruomima"
		with self.assertRaises(PasswordRefused):
			admin.insert()
		admin.new_password = GOOD
		admin.insert()

		self.assertTrue(passwords.matches(admin.name, GOOD))

	def test_a_password_grows_old_by_the_setting(self):
		member = world.member("测试甲")
		members.set_own_password(self.user, GOOD)
		used = {"user": self.user}
		for days, age, is_old in ((0, 4000, False), (90, 89, False), (90, 91, True), (1, 0, False), (90, None, True)):
			with self.subTest(days=days, age=age), self.setting(password_days=days):
				if age is None:
					frappe.db.delete("Password History", used)
				else:
					frappe.db.set_value("Password History", used, "set_on", add_days(now_datetime(), -age))
				self.assertEqual(rules.must_change(self.user), is_old)
		members.issue_first_password(member)
		self.assertTrue(rules.must_change(self.user))

	def test_the_unit_above_unlocks_and_hands_out_a_new_password(self):
		member = world.member("测试甲")
		number = "51000019850312001X"
		self.addCleanup(attempts.succeeded, number)
		for person, is_allowed in (("卫生院经办", True), ("马市卫健经办", True), ("市监经办", False), ("测试甲", False), ("测试卯", False)):
			for _try in range(5):
				attempts.take(number, "")
			with self.subTest(person), self.as_user(person):
				self.assertEqual(endpoints.allowed(member).get("locked", False), is_allowed)
				if is_allowed:
					endpoints.unlock(member)
				else:
					for refused in (endpoints.unlock, endpoints.issue_first_password, endpoints.reset_second_factor):
						self.assertRaises(RoleNotAllowed, refused, member)
			self.assertEqual(lockout.is_locked(self.user), not is_allowed)
			attempts.succeeded(number)
		self.assertTrue(frappe.db.exists("Act Log", {"act": "解除登录锁定", "detail": "测试甲"}))
		with self.as_user("卫生院经办"):
			for _try in range(5):
				attempts.take(number, "")
			slip = endpoints.issue_first_password(member)
		self.assertFalse(lockout.is_locked(self.user))
		self.assertTrue(passwords.matches(self.user, slip["password"]))
		self.assertTrue(rules.must_change(self.user))
		self.assertNotIn(number, str(slip))

	def test_an_unknown_name_costs_as_much_work_as_a_known_one(self):
		"""The dear part of a log-in is the hash: it is worked out once, whoever asks."""
		for user in (self.user, "niemand@example.org", None):
			with self.subTest(user), mock.patch.object(passwords.passlibctx, "verify", wraps=passwords.passlibctx.verify) as own:
				with mock.patch.object(stock.passlibctx, "verify", wraps=stock.passlibctx.verify) as frappes:
					self.assertFalse(passwords.matches(user, "Cuo@2026mima"))
				self.assertEqual(max(own.call_count, frappes.call_count), 1)

	def test_generated_passwords_are_good_and_differ(self):
		words = {passwords.generate() for _number in range(50)}

		self.assertEqual(len(words), 50)
		self.assertEqual([word for word in words if passwords.unmet(word)], [])

	def test_fixed_first_password_of_the_manuals_works_where_it_is_set(self):
		settings = frappe.get_doc("Zhicheng Settings")
		settings.first_password_fixed = "kingWAY123!"
		settings.save()

		made = members.create_member(world.unit("MEK-CLINIC"), "测试辰", "510000198604170286")

		self.assertTrue(passwords.matches(made.user, "kingWAY123!"))
		self.assertEqual(frappe.db.get_value("Unit Member", made.name, "must_change_password"), 1)
