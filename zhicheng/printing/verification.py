"""核验码: what proves that a print came from this system, and tells whether it is still the present content.

A code holds the case, the minute of the print, what its reader was shown and a digest of the content, under a keyed
signature. Nothing is stored per print, and nothing is looked up before the signature is right, so that guessing
finds nothing.
"""

import base64
import hashlib
import hmac
import io
import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

import frappe
import segno
from frappe.utils import get_url, now_datetime

from zhicheng.domain.people.identity import KEY
from zhicheng.exceptions import TooManyAttempts
from zhicheng.printing import dossier_view
from zhicheng.printing.dossier_view import Scope

PAGE = "/verify"
PURPOSE = b"zhicheng print verification 1"
DIGEST_LETTERS, SIGNATURE_LETTERS = 10, 16
EPOCH = datetime(2020, 1, 1)
# what of a view is printed, and what stands in it beside that
PRINTED = ("name", "case", "is_unlocked", "filled_on", "sections", "boxes", "tally", "final")
NOT_PRINTED = ("proofs", "values", "workflow_state")
MINUTE, TRIES_PER_MINUTE = 60, 30
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_CODE = re.compile(r"([0-9a-z]{6,20})-([0-9a-z]{1,8})-([a-h])([0-9a-f]{10})-([a-z2-7]{16})")


@dataclass(frozen=True)
class Print:
	"""What a genuine code says; `is_current` compares it with the case as it stands."""

	number: str
	printed_on: datetime
	digest: str
	was_draft: bool
	is_current: bool


def code_of(view: dict, at: datetime | None = None) -> str:
	"""The code of a print of this view, made now."""
	minutes = int(((at or now_datetime()) - EPOCH) / timedelta(minutes=1))
	letter = _letter(view["scope"], view["is_unlocked"])
	body = f"{view['name']}-{_base36(minutes)}-{letter}{digest(view)}"
	return f"{body}-{_signature(body)}"


def digest(view: dict) -> str:
	"""The beginning of the SHA-256 over everything that is printed."""
	text = json.dumps(_printed({key: view[key] for key in PRINTED}), ensure_ascii=False, sort_keys=True, default=str)
	return hashlib.sha256(text.encode()).hexdigest()[:DIGEST_LETTERS]


def address(code: str) -> str:
	return f"{get_url()}{PAGE}?code={code}"


def picture(code: str) -> str:
	"""The QR picture of the address as a data: URI; nothing is fetched when the form is drawn."""
	drawing = io.BytesIO()
	segno.make(address(code), error="m", micro=False).save(drawing, kind="svg", border=0, xmldecl=False)
	return f"data:image/svg+xml;base64,{base64.b64encode(drawing.getvalue()).decode()}"


def check(code: str) -> Print | None:
	"""What the code says; None when this site did not make it."""
	# typed from paper, perhaps with a Chinese keyboard: full-width letters and dashes are the same code
	typed = unicodedata.normalize("NFKC", code or "").translate(_DASHES)
	found = _CODE.fullmatch("".join(typed.split()).lower())
	if not found:
		return None
	name, minutes, letter, printed, signature = found.groups()
	if not hmac.compare_digest(_signature(f"{name}-{minutes}-{letter}{printed}"), signature):
		return None
	scope, unlocked = _scope(letter)
	now = _present(name, scope)
	return Print(
		number=masked(now["case"]["application_no"]) if now else "",
		printed_on=EPOCH + timedelta(minutes=int(minutes, 36)),
		digest=printed,
		was_draft=not unlocked,
		is_current=bool(now) and digest(now) == printed,
	)


def require_patience(ip: str | None) -> None:
	"""A code is read off a paper, not tried by a machine.

	:raises TooManyAttempts: after so many looks of one address in a minute
	"""
	key = frappe.cache.make_key(f"zhicheng:verify:{hashlib.sha256((ip or '').encode()).hexdigest()}")
	count = frappe.cache.incr(key)
	if count == 1 or frappe.cache.ttl(key) < 0:
		frappe.cache.expire(key, MINUTE)
	if count > TRIES_PER_MINUTE:
		raise TooManyAttempts("核验过于频繁，请1分钟后再试。")


def masked(number: str) -> str:
	"""ZC2025-****23: enough to compare with the paper in one's hand, too little to look for others."""
	return f"{number[:-6]}****{number[-2:]}" if len(number) > 8 else "****"


def _present(name: str, scope: Scope) -> dict | None:
	"""The case as its print would read today, whoever asks; only the digest of it leaves this module."""
	if not frappe.db.exists("Title Application", name):
		return None
	case = frappe.get_doc("Title Application", name)
	return dossier_view.described(case, scope) if case.dossier else None


def _printed(value):
	if isinstance(value, dict):
		return {key: _printed(item) for key, item in value.items() if key not in NOT_PRINTED}
	return [_printed(item) for item in value] if isinstance(value, list | tuple) else value


def _letter(scope: Scope, unlocked: bool) -> str:
	return "abcdefgh"[scope.live + 2 * scope.with_opinions + 4 * unlocked]


def _scope(letter: str) -> tuple[Scope, bool]:
	bits = "abcdefgh".index(letter)
	return Scope(live=bool(bits & 1), with_opinions=bool(bits & 2)), bool(bits & 4)


def _signature(body: str) -> str:
	"""A key of its own, drawn from the site's: a code is no use for anything else."""
	key = hmac.new(frappe.conf[KEY].encode(), PURPOSE, hashlib.sha256).digest()
	mark = hmac.new(key, body.encode(), hashlib.sha256).digest()
	return base64.b32encode(mark).decode().lower()[:SIGNATURE_LETTERS]


def _base36(number: int) -> str:
	digits = ""
	while number:
		number, rest = divmod(number, 36)
		digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
	return digits or "0"
