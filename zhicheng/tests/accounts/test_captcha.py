"""The slider: asked for by the setting, judged by the server, once, in time, for one name, and never endless."""

import base64
import io

import frappe
from PIL import Image

from zhicheng.domain.accounts import attempts, captcha, captcha_picture
from zhicheng.setup import demo
from zhicheng.tests.accounts.solving import answer_to
from zhicheng.tests.accounts.visitor import Visitor, VisitorCase, sentence

APPLICANT, CLERK = "51000019850312001X", "510000199112030089"
LOGIN, CHALLENGE = "zhicheng.api.login.login", "zhicheng.api.login.challenge"


class TestCaptcha(VisitorCase):
	"""The settings are committed, because requests have connections of their own; they are put back."""

	def setUp(self):
		super().setUp()
		self._free()
		self.addCleanup(self._free)

	def _free(self) -> None:
		for name in (APPLICANT, CLERK):
			attempts.clear(name, "127.0.0.1")

	def demand(self, mode: str) -> None:
		before = frappe.db.get_single_value("Zhicheng Settings", "slider_captcha")
		self._set(mode)
		self.addCleanup(self._set, before or "多次失败后")

	def _set(self, mode: str) -> None:
		frappe.db.set_single_value("Zhicheng Settings", "slider_captcha", mode)
		frappe.clear_document_cache("Zhicheng Settings", "Zhicheng Settings")
		self.commit()

	def ask(self, visitor: Visitor, name: str = APPLICANT, kind: str = "slider") -> tuple[str, int]:
		"""A fresh challenge: its token, and the answer that the server keeps."""
		token = visitor.post(CHALLENGE, usr=name, kind=kind)[1]["message"]["token"]
		return token, answer_to(token)

	def send(self, visitor: Visitor, token: str, answer, name: str = APPLICANT, pwd: str = demo.PASSWORD):
		return visitor.post(LOGIN, usr=name, pwd=pwd, captcha_token=token, captcha_answer=str(answer))

	def test_when_it_is_asked_for(self):
		"""总是 at once, 关闭 never, 多次失败后 from the second failure of the name on."""
		for mode, failures, is_asked in (
			("总是", 0, True),
			("关闭", 3, False),
			("多次失败后", 0, False),
			("多次失败后", 1, False),
			("多次失败后", 2, True),
		):
			with self.subTest(mode=mode, failures=failures):
				self._free()
				self.demand("关闭")
				for _try in range(failures):
					Visitor().post(LOGIN, usr=APPLICANT, pwd="Cuo@2026mima")
				self.demand(mode)
				visitor = Visitor()
				said = visitor.post(LOGIN, usr=APPLICANT, pwd=demo.PASSWORD)[1]["message"]
				self.assertEqual("challenge" in said, is_asked)
				self.assertEqual(visitor.who() == "Guest", is_asked)

	def test_what_is_admitted_and_what_is_refused(self):
		self.demand("总是")
		for case, aside, same_name, status, said in (
			("exact", 0, True, 200, ""),
			("within the tolerance", captcha.TOLERANCE, True, 200, ""),
			("beside the gap", captcha.TOLERANCE + 1, True, 401, "没有对齐"),
			("no number", "nan", True, 401, "没有对齐"),
			("too large a number", "9e999", True, 401, "没有对齐"),
			("made for another name", 0, False, 401, "登录名已改动"),
		):
			with self.subTest(case=case):
				self._free()
				visitor = Visitor()
				token, answer = self.ask(visitor, APPLICANT if same_name else CLERK)
				given = answer + aside if isinstance(aside, int) else aside

				got, answered = self.send(visitor, token, given)

				self.assertEqual((got, visitor.who() == "Guest"), (status, status != 200))
				self.assertIn(said, sentence(answered))
				# so that the page shows another picture, also where the server tells no exception's name
				self.assertEqual(bool(answered.get("challenge_refused")), status != 200)
				# used up, right or wrong
				again = self.send(Visitor(), token, answer)
				self.assertEqual((again[0], "已过期或已用过" in sentence(again[1])), (401, True))

	def test_an_old_and_an_invented_token_are_refused(self):
		self.demand("总是")
		visitor = Visitor()
		token, answer = self.ask(visitor)
		key = frappe.cache.make_key(captcha._key(token))
		self.assertLessEqual(frappe.cache.ttl(key), captcha.SECONDS)
		frappe.cache.delete(key)

		for given in (token, "invented", "x" * 5000):
			status, answered = self.send(visitor, given, answer)
			self.assertEqual(status, 401)
			self.assertIn("已过期或已用过", sentence(answered))
		self.assertEqual(visitor.who(), "Guest")

	def test_the_password_is_not_looked_at_before_the_slider(self):
		"""Else the answer would tell a right password from a wrong one, slider or not."""
		self.demand("总是")
		said = set()
		for word in (demo.PASSWORD, "Cuo@2026mima"):
			said.add(tuple(sorted(Visitor().post(LOGIN, usr=APPLICANT, pwd=word)[1]["message"])))
			token, answer = self.ask(Visitor())
			said.add(sentence(self.send(Visitor(), token, answer + 50, pwd=word)[1]))

		self.assertEqual(len(said), 2)

	def test_the_question_in_words_serves_as_well(self):
		self.demand("总是")
		for aside, status in ((1, 401), (0, 200)):
			visitor = Visitor()
			token, answer = self.ask(visitor, kind="sum")
			self.assertEqual(self.send(visitor, token, answer + aside)[0], status)

	def test_sliding_without_end_locks_the_name_and_at_last_the_address(self):
		self.demand("总是")
		for _try in range(attempts.SLIDES_PER_PASSWORD * 5):
			attempts.challenge_failed(APPLICANT, "127.0.0.1")

		for method in (LOGIN, CHALLENGE):
			status, answered = Visitor().post(method, usr=APPLICANT, pwd=demo.PASSWORD)
			self.assertEqual(status, 401)
			self.assertRegex(sentence(answered), r"请\d+分钟后再试")
		# an office behind one address goes on
		self.assertEqual(Visitor().log_in(CLERK, demo.PASSWORD)[0], 200)
		frappe.cache.set(attempts._key("slides-from", "127.0.0.1"), attempts.SLIDES_PER_PASSWORD * 100 - 1)
		attempts.challenge_failed("X", "127.0.0.1")
		self.addCleanup(attempts.clear, "X")
		self.assertEqual(Visitor().post(CHALLENGE, usr=CLERK)[0], 401)

	def test_pictures_are_not_drawn_without_end(self):
		frappe.cache.setex(attempts._key("drawn", "127.0.0.1"), 60, attempts.CHALLENGES_PER_MINUTE)

		status, answered = Visitor().post(CHALLENGE, usr=APPLICANT)

		self.assertEqual((status, "过于频繁" in sentence(answered)), (401, True))

	def test_the_page_gets_the_picture_and_never_the_answer(self):
		said = Visitor().post(CHALLENGE, usr=APPLICANT)[1]["message"]

		self.assertEqual(
			set(said), {"token", "kind", "y", "width", "height", "size", "background", "piece"}
		)
		self.assertLess(len(said["background"]) + len(said["piece"]), 40_000)
		for key, size in (("background", (320, 160)), ("piece", (56, 56))):
			raw = base64.b64decode(said[key].split(",", 1)[1])
			with Image.open(io.BytesIO(raw)) as image:
				self.assertEqual(image.size, size)

	def test_the_gap_lies_inside_and_wanders(self):
		places = {(picture["x"], picture["y"]) for picture in (captcha_picture.draw() for _time in range(12))}

		self.assertGreater(len(places), 8)
		for x, y in places:
			self.assertTrue(captcha_picture.PIECE < x <= captcha_picture.WIDTH - captcha_picture.PIECE)
			self.assertTrue(0 <= y <= captcha_picture.HEIGHT - captcha_picture.PIECE)

	def test_numbers_are_said_in_words(self):
		for number, words in ((1, "一"), (10, "十"), (14, "十四"), (20, "二十"), (69, "六十九")):
			self.assertEqual(captcha._words(number), words)
