"""The second factor over real requests: enrolled after the password, asked every time, a code once, failures counted."""

import time

import frappe
import pyotp

from zhicheng.domain import settings
from zhicheng.domain.accounts import attempts, second_factor
from zhicheng.domain.people import members
from zhicheng.exceptions import SecondFactorRefused
from zhicheng.setup import demo
from zhicheng.setup.demo import world
from zhicheng.tests.accounts.visitor import Visitor, VisitorCase, sentence

CLERK, PERSON = "510000199112030089", "卫生院经办"
LOGIN, API = "zhicheng.api.login.login", "zhicheng.api.second_factor."
NEW = f"Xin@{frappe.generate_hash(length=8)}1"


class TestSecondFactor(VisitorCase):
	"""What requests must see is committed; it is put back."""

	def setUp(self):
		super().setUp()
		self.user = world.user(PERSON)
		self.role = frappe.db.get_value("Has Role", {"parent": self.user, "parenttype": "User"}, "role")
		self._free()
		self.addCleanup(self._restore)
		self.demand(self.role)

	def _restore(self) -> None:
		frappe.db.rollback()
		self._free()
		self.demand()
		if second_factor.is_enrolled(self.user):
			second_factor.reset(self.user)
		self.commit()

	def _free(self) -> None:
		attempts.clear(CLERK, "127.0.0.1")
		attempts.clear(second_factor.lock_name(self.user), "127.0.0.1")

	def demand(self, *roles: str) -> None:
		doc = frappe.get_doc("Zhicheng Settings")
		doc.flags.ignore_mandatory = True
		doc.set("second_factor_roles", [{"role": role} for role in roles])
		doc.save()
		self.commit()

	def ticket(self, visitor: Visitor) -> str:
		said = visitor.post(LOGIN, usr=CLERK, pwd=demo.PASSWORD)[1]["message"]
		self.assertEqual((said["next"], visitor.who()), ("/second-factor", "Guest"))
		return said["ticket"]

	def enrol(self) -> tuple[str, list[str]]:
		"""The secret and the recovery codes of a fresh enrolment; its first code belongs to the step before."""
		visitor = Visitor()
		ticket = self.ticket(visitor)
		secret = visitor.post(f"{API}begin", ticket=ticket)[1]["message"]["secret"]
		code = pyotp.TOTP(secret).at(time.time() - 30)
		said = visitor.post(f"{API}enrol", ticket=ticket, code=code)[1]["message"]
		self.assertEqual((said["next"], visitor.who()), ("/app", self.user))
		self.refresh()
		return secret, said["recovery"]

	def test_whom_the_setting_asks(self):
		for roles, user, is_asked in (
			((), PERSON, False),
			((self.role,), PERSON, True),
			((self.role,), "测试甲", False),
			((self.role,), "Administrator", False),
			(("System Manager",), "Administrator", True),
		):
			with self.subTest(roles=roles, user=user):
				self.demand(*roles)
				self.assertEqual(second_factor.is_due(world.user(user) or user), is_asked)

	def test_enrolment_stands_between_password_and_session(self):
		visitor = Visitor()
		ticket = self.ticket(visitor)
		asked = visitor.post(f"{API}begin", ticket=ticket)[1]["message"]
		self.assertFalse(asked["enrolled"])
		self.assertTrue(asked["picture"].startswith("data:image/svg+xml"))
		self.assertNotIn(CLERK, asked["uri"])
		# the page may be opened again: the same key, so that the app need not scan twice
		self.assertEqual(visitor.post(f"{API}begin", ticket=ticket)[1]["message"]["secret"], asked["secret"])
		for given, code in ((ticket, "000000"), ("invented", pyotp.TOTP(asked["secret"]).now()), (ticket, "")):
			status, _answer = Visitor().post(f"{API}enrol", ticket=given, code=code)
			self.assertEqual(status, 401)
		self.assertFalse(second_factor.is_enrolled(self.user))

		code = pyotp.TOTP(asked["secret"]).now()
		status, answer = visitor.post(f"{API}enrol", ticket=ticket, code=code)

		self.assertEqual((status, visitor.who()), (200, self.user))
		self.assertEqual(len(set(answer["message"]["recovery"])), second_factor.RECOVERY_CODES)
		self.refresh()
		row = frappe.db.get_value("Second Factor", {"user": self.user}, ["secret", "recovery_hashes"])
		self.assertNotIn(asked["secret"], row[0])
		self.assertFalse([each for each in answer["message"]["recovery"] if each.replace("-", "") in row[1]])
		# the code of the enrolment is used, and so is its ticket
		self.assertEqual(visitor.post(f"{API}enrol", ticket=ticket, code=code)[0], 401)
		other = Visitor()
		self.assertEqual(other.post(f"{API}verify", ticket=self.ticket(other), code=code)[0], 401)

	def test_who_wants_it_enrols_from_his_own_session_and_is_asked_from_then_on(self):
		self.demand()
		visitor = Visitor()
		self.assertEqual(visitor.log_in(CLERK, demo.PASSWORD)[0], 200)
		status, answer = visitor.post(f"{API}start", password="Cuo@2026mima")
		self.assertIn("密码不正确", sentence(answer))
		self.assertEqual((status, Visitor().post(f"{API}start", password=demo.PASSWORD)[0]), (417, 403))
		logins = frappe.db.count("Login Session", {"user": self.user})

		said = visitor.post(f"{API}start", password=demo.PASSWORD)[1]["message"]
		secret = visitor.post(f"{API}begin", ticket=said["ticket"])[1]["message"]["secret"]
		code = pyotp.TOTP(secret).at(time.time() - 30)
		done = visitor.post(f"{API}enrol", ticket=said["ticket"], code=code)[1]["message"]

		self.assertEqual((done["next"], len(done["recovery"])), ("/my-logins", second_factor.RECOVERY_CODES))
		self.refresh()
		self.assertEqual(frappe.db.count("Login Session", {"user": self.user}), logins)
		self.assertIn("已启用", sentence(visitor.post(f"{API}start", password=demo.PASSWORD)[1]))
		other = Visitor()
		answer = other.post(f"{API}verify", ticket=self.ticket(other), code=pyotp.TOTP(secret).now())
		self.assertEqual((answer[0], other.who()), (200, self.user))

	def test_codes_and_recovery_codes_serve_once(self):
		secret, recovery = self.enrol()
		now = pyotp.TOTP(secret).now()
		wide = "".join(chr(ord(digit) + 0xFEE0) for digit in now)
		for case, code, is_in in (
			("a code of the moment, typed full-width", f"{wide[:3]} {wide[3:]}", True),
			("the same again", now, False),
			("a code of long ago", pyotp.TOTP(secret).at(time.time() - 300), False),
			("a recovery code in capitals", recovery[0].upper(), True),
			("the same recovery code", recovery[0], False),
			("another", recovery[1].replace("-", ""), True),
			("nothing", "", False),
			("all of them", " ".join(recovery), False),
		):
			with self.subTest(case):
				visitor = Visitor()
				self._free()
				status, answer = visitor.post(f"{API}verify", ticket=self.ticket(visitor), code=code)
				self.assertEqual((status == 200, visitor.who() == self.user), (is_in, is_in), answer)
				if not is_in and code:
					self.assertIn("动态口令不正确或已用过", sentence(answer))
		self.refresh()
		self.assertEqual(second_factor.recovery_left(self.user), second_factor.RECOVERY_CODES - 2)
		refused = frappe.get_all("Act Log", {"act": "二次验证", "outcome": "拒绝"}, pluck="detail", limit=1)
		self.assertIn(self.user, refused[0])

	def test_failures_lock_and_a_right_password_does_not_free(self):
		secret, _recovery = self.enrol()
		visitor = Visitor()
		for _try in range(settings.get("login_max_failures")):
			ticket = self.ticket(visitor)
			self.assertEqual(visitor.post(f"{API}verify", ticket=ticket, code="000000")[0], 401)

		status, answer = visitor.post(f"{API}verify", ticket=self.ticket(visitor), code=pyotp.TOTP(secret).now())

		self.assertEqual((status, visitor.who()), (401, "Guest"))
		self.assertRegex(sentence(answer), r"请\d+分钟后再试")

	def test_an_old_first_password_does_not_change_anything_without_the_code(self):
		secret, _recovery = self.enrol()
		member = world.member(PERSON)
		frappe.db.set_value("Unit Member", member, "must_change_password", 1)
		self.commit()
		self.addCleanup(self._put_password_back, member)
		visitor = Visitor()
		ticket = self.ticket(visitor)
		change = {"new": NEW, "confirm": NEW}
		self.assertEqual(visitor.post("zhicheng.api.login.set_first_password", ticket=ticket, **change)[0], 401)

		said = visitor.post(f"{API}verify", ticket=ticket, code=pyotp.TOTP(secret).now())[1]["message"]

		self.assertEqual((said["next"], visitor.who()), ("/change-password", "Guest"))
		done = visitor.post("zhicheng.api.login.set_first_password", ticket=said["ticket"], **change)
		self.assertEqual((done[0], visitor.who()), (200, self.user))

	def _put_password_back(self, member: str) -> None:
		members.set_password(member, demo.PASSWORD)
		self.commit()

	def test_reset_makes_the_person_enrol_anew(self):
		self.enrol()
		second_factor.reset(self.user)
		self.commit()
		visitor = Visitor()
		self.assertFalse(visitor.post(f"{API}begin", ticket=self.ticket(visitor))[1]["message"]["enrolled"])
		with self.assertRaises(SecondFactorRefused):
			second_factor.reset(self.user)
