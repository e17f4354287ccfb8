"""The second factor: a code of thirty seconds from the person's own device (TOTP, RFC 6238), demanded by role.

The secret is kept encrypted; a code serves once; ten recovery codes stand in for a lost device, each once and kept as
keyed hashes. Failed codes are counted like failed passwords, but by themselves: a right password must not free the guesser.
"""

import hashlib
import hmac
import secrets
import time
import unicodedata

import frappe
import pyotp
import segno
from frappe.utils import now_datetime
from frappe.utils.password import decrypt, encrypt, get_decrypted_password

from zhicheng.constants import ADMIN_ROLES
from zhicheng.domain import act_log, records, settings
from zhicheng.domain.accounts import attempts
from zhicheng.domain.people.identity import KEY
from zhicheng.exceptions import LoginRefused, SecondFactorRefused

FACTOR = "Second Factor"
STEP_SECONDS = 30
# a phone's clock may be this many steps off
DRIFT = (0, -1, 1)
RECOVERY_CODES = 10
# without letters and digits that look alike on paper
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
WRONG = "动态口令不正确或已用过。请等验证器显示下一个口令后重试，并检查手机时间是否准确。"
PENDING_SECONDS = 15 * 60


def is_due(user: str) -> bool:
	"""Whether a log-in of this user asks for a code: his role demands it, or he has a factor."""
	return is_enrolled(user) or is_demanded(user)


def is_enrolled(user: str) -> bool:
	return bool(frappe.db.exists(FACTOR, {"user": user}))


def is_demanded(user: str) -> bool:
	"""By the setting; Administrator, who holds every role by nature, is asked where administrators are."""
	demanded = {row.role for row in frappe.get_cached_doc(settings.SETTINGS).second_factor_roles}
	if user == "Administrator":
		return bool(demanded & set(ADMIN_ROLES))
	return bool(demanded) and bool(
		frappe.db.exists("Has Role", {"parent": user, "parenttype": "User", "role": ["in", sorted(demanded)]})
	)


def begin(user: str, ticket: str) -> dict:
	"""What the page shows for enrolling: the picture for the app, the key for typing; kept only until the ticket ends."""
	_require_new(user)
	secret = _pending(ticket)
	if not secret:
		secret = pyotp.random_base32()
		frappe.cache.set_value(_pending_key(ticket), encrypt(secret), expires_in_sec=PENDING_SECONDS)
	uri = pyotp.TOTP(secret).provisioning_uri(name=_label(user), issuer_name=settings.get("branding_name"))
	picture = segno.make(uri, error="m", micro=False).svg_data_uri(scale=5, border=4)
	return {"secret": secret, "picture": picture, "uri": uri}


def enrol(user: str, ticket: str, code: str, address: str) -> list[str]:
	"""Keep the secret once the first code proves that the app has it; gives the recovery codes, told this once."""
	_require_new(user)
	attempts.take(lock_name(user), address)
	secret = _pending(ticket)
	if not secret:
		raise LoginRefused("这一步的时间已过，请返回登录页重新登录。")
	step = _step_of(secret, _plain(code))
	if step is None:
		attempts.failed(address)
		raise SecondFactorRefused(WRONG)
	codes = [_recovery_code() for _number in range(RECOVERY_CODES)]
	row = frappe.new_doc(FACTOR)
	row.update({"user": user, "secret": secret, "enrolled_on": now_datetime(), "last_step": step})
	row.recovery_hashes = "\n".join(_hash(_plain(each)) for each in codes)
	records.insert(row)
	frappe.cache.delete_value(_pending_key(ticket))
	attempts.succeeded(lock_name(user))
	return codes


def require(user: str, code: str, address: str) -> None:
	"""The code of the moment, never the same twice, or an unused recovery code.

	:raises SecondFactorRefused: anything else
	:raises TooManyAttempts: after as many failures as the setting allows for passwords
	"""
	attempts.take(lock_name(user), address)
	row = frappe.db.get_value(
		FACTOR, {"user": user}, ["name", "last_step", "recovery_hashes"], as_dict=True, for_update=True
	)
	if not row or not (_use_code(row, _plain(code)) or _use_recovery(row, _plain(code))):
		attempts.failed(address)
		raise SecondFactorRefused(WRONG)
	attempts.succeeded(lock_name(user))


def recovery_left(user: str) -> int:
	return len((frappe.db.get_value(FACTOR, {"user": user}, "recovery_hashes") or "").split())


def reset(user: str) -> None:
	"""The device is lost: the person enrols anew at the next log-in where his role demands it."""
	name = frappe.db.get_value(FACTOR, {"user": user})
	if not name:
		raise SecondFactorRefused("这名用户没有启用二次验证，无须重置。")
	records.delete(FACTOR, name)
	attempts.succeeded(lock_name(user))


def lock_name(user: str) -> str:
	"""Under which failed codes are counted."""
	return f"second factor of {user}"


def _use_code(row, code: str) -> bool:
	step = _step_of(get_decrypted_password(FACTOR, row.name, "secret"), code)
	if step is None or step <= row.last_step:
		return False
	frappe.db.set_value(FACTOR, row.name, "last_step", step)
	return True


def _use_recovery(row, code: str) -> bool:
	kept = (row.recovery_hashes or "").split()
	given = _hash(code)
	left = [each for each in kept if not hmac.compare_digest(each, given)]
	if len(left) == len(kept):
		return False
	frappe.db.set_value(FACTOR, row.name, "recovery_hashes", "\n".join(left))
	act_log.record("使用恢复码", detail=f"剩余{len(left)}个")
	return True


def _step_of(secret: str, code: str) -> int | None:
	now = int(time.time()) // STEP_SECONDS
	totp = pyotp.TOTP(secret)
	fitting = [now + drift for drift in DRIFT if hmac.compare_digest(totp.generate_otp(now + drift), code)]
	return fitting[0] if fitting else None


def _plain(code: str) -> str:
	"""As people type it: blanks, hyphens, full-width digits; what is left is ASCII."""
	typed = unicodedata.normalize("NFKC", code or "").lower()
	return "".join(letter for letter in typed if letter.isascii() and letter.isalnum())[:40]


def _recovery_code() -> str:
	letters = "".join(secrets.choice(LETTERS) for _letter in range(10))
	return f"{letters[:5]}-{letters[5:]}"


def _hash(code: str) -> str:
	key = frappe.conf.get(KEY) or ""
	return hmac.new(key.encode(), f"second factor {code}".encode(), hashlib.sha256).hexdigest()


def _require_new(user: str) -> None:
	if is_enrolled(user):
		raise SecondFactorRefused("您已启用二次验证，请直接输入动态口令。换了手机的，用恢复码登录，或请上级单位重置。")


def _label(user: str) -> str:
	"""How the app names the entry: the person, never his ID number."""
	return frappe.db.get_value("Unit Member", {"user": user}, "member_name") or user


def _pending(ticket: str) -> str:
	kept = frappe.cache.get_value(_pending_key(ticket), expires=True)
	return decrypt(kept) if kept else ""


def _pending_key(ticket: str) -> str:
	return f"zhicheng:factor-secret:{ticket}"
