"""The slider of the log-in (manuals 2.1.2: 根据提示拖动滑块完成验证) and its question in words for who cannot drag.

The answer stays in redis under a random token, belongs to one log-in name, serves once and expires.
"""

import hashlib
import json
import secrets

import frappe

from zhicheng.domain import settings
from zhicheng.domain.accounts import attempts, captcha_picture
from zhicheng.domain.people import identity
from zhicheng.exceptions import CaptchaRefused

SLIDER, SUM = "slider", "sum"
SECONDS = 120
# how far from the gap the piece may be let go, in pixels of the picture
TOLERANCE = 6
ALWAYS, AFTER_FAILURES = "总是", "多次失败后"
DIGITS = "零一二三四五六七八九"


def is_demanded(login_name: str, address: str) -> bool:
	"""By the setting: at every log-in as in the manuals, after some failures of the name or many of the address."""
	mode = settings.get("slider_captcha")
	if mode == AFTER_FAILURES:
		return attempts.is_suspicious(identity.normalise(login_name), address)
	return mode == ALWAYS


def issue(login_name: str, address: str, kind: str = SLIDER) -> dict:
	"""A fresh challenge for this log-in name: what the page shows, never the answer."""
	name = identity.normalise(login_name)
	attempts.count_challenge(name, address)
	answer, shown = _sum() if kind == SUM else _slider()
	token = secrets.token_urlsafe(24)
	kept = json.dumps({"kind": SUM if kind == SUM else SLIDER, "answer": answer, "name": _digest(name)})
	frappe.cache.setex(frappe.cache.make_key(_key(token)), SECONDS, kept)
	return {"token": token, **shown}


def require_solved(token: str, answer: str, login_name: str, address: str) -> None:
	"""The answer to the challenge of this log-in name; the challenge is used up, right or wrong.

	:raises CaptchaRefused: wrong, reused, expired or made for another name
	"""
	name = identity.normalise(login_name)
	kept = _take(token)
	if not kept:
		raise CaptchaRefused("这次验证已过期或已用过，请重新验证。")
	if kept["name"] != _digest(name):
		attempts.challenge_failed(name, address)
		raise CaptchaRefused("登录名已改动，请重新验证。")
	if not _fits(kept, answer):
		attempts.challenge_failed(name, address)
		said = "计算结果不对，请重新计算。" if kept["kind"] == SUM else "拼图没有对齐缺口，请重新拖动。"
		raise CaptchaRefused(said)


def _slider() -> tuple[int, dict]:
	picture = captcha_picture.draw()
	return picture.pop("x"), {"kind": SLIDER, **picture}


def _sum() -> tuple[int, dict]:
	"""Numbers in words: read aloud by a screen reader, and no plain arithmetic for a script."""
	first, second, third = 10 + secrets.randbelow(60), 1 + secrets.randbelow(20), 1 + secrets.randbelow(9)
	question = f"{_words(first)}加{_words(second)}减{_words(third)}等于多少？请填写阿拉伯数字。"
	return first + second - third, {"kind": SUM, "question": question}


def _words(number: int) -> str:
	tens, ones = divmod(number, 10)
	head = "" if not tens else ("十" if tens == 1 else f"{DIGITS[tens]}十")
	return head + (DIGITS[ones] if ones or not tens else "")


def _fits(kept: dict, answer: str) -> bool:
	try:
		given = round(float(str(answer).strip()))
	except (ValueError, OverflowError):
		return False
	allowed = 0 if kept["kind"] == SUM else TOLERANCE
	return abs(given - kept["answer"]) <= allowed


def _take(token: str) -> dict | None:
	"""Read and delete in one step, so that two requests at once cannot both use the challenge."""
	if not token:
		return None
	key = frappe.cache.make_key(_key(token))
	with frappe.cache.pipeline(transaction=True) as both:
		both.get(key)
		both.delete(key)
		kept = both.execute()[0]
	return json.loads(kept) if kept else None


def _digest(name: str) -> str:
	return hashlib.sha256(name.encode()).hexdigest()


def _key(token: str) -> str:
	return f"zhicheng:captcha:{token}"
