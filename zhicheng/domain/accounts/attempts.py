"""Counting failed log-ins by name and by address, in redis; stock Frappe locks a whole office (design 6)."""

import hashlib

import frappe

from zhicheng.domain import settings
from zhicheng.exceptions import TooManyAttempts

MINUTE = 60
# a clumsy hand is no attack: more slides than passwords may fail before the name is locked
SLIDES_PER_PASSWORD = 4
# where a site has not said after how many failures the slider is asked for
SUSPICIOUS_FAILURES = 2
# pictures drawn for one address in a minute: an office at nine o'clock, not a script
CHALLENGES_PER_MINUTE = 240


def take(name: str, address: str) -> None:
	"""Count this try before the password is looked at, so that parallel guesses cannot outrun the lock."""
	_require_free(_key("address", address), settings.get("login_address_max_failures"))
	limit = settings.get("login_max_failures")
	key = _key("name", name)
	_require_free(key, limit)
	if _increase(key) > limit:
		_require_free(key, limit)


def require_free(name: str, address: str) -> None:
	"""Refuse a locked name or address before anything is asked of the person."""
	for kind, value, limit in (*_password_limits(name, address), *_slide_limits(name, address)):
		_require_free(_key(kind, value), limit)


def is_locked(name: str) -> bool:
	"""Whether a right password would be refused under this name now."""
	limits = (*_password_limits(name, ""), *_slide_limits(name, ""))
	own = [(kind, limit) for kind, value, limit in limits if value == name]
	return any(limit > 0 and _count(_key(kind, name)) >= limit for kind, limit in own)


def is_suspicious(name: str, address: str) -> bool:
	"""Whether the setting 多次失败后 asks for the slider: some failures of the name, or many of the address."""
	many = settings.get("login_address_max_failures") // 2
	if many and _count(_key("address", address)) >= many:
		return True
	return _count(_key("name", name)) >= (settings.get("slider_after_failures") or SUSPICIOUS_FAILURES)


def count_challenge(name: str, address: str) -> None:
	require_free(name, address)
	key = _key("drawn", address)
	count = frappe.cache.incr(key)
	if count == 1 or frappe.cache.ttl(key) < 0:
		frappe.cache.expire(key, MINUTE)
	if count > CHALLENGES_PER_MINUTE:
		raise TooManyAttempts("本地址请求验证过于频繁，请1分钟后再试。")


def challenge_failed(name: str, address: str) -> None:
	for kind, value, _limit in _slide_limits(name, address):
		_increase(_key(kind, value))


def failed(address: str) -> None:
	_increase(_key("address", address))


def succeeded(name: str) -> None:
	frappe.cache.delete(_key("name", name), _key("slides", name))


def clear(name: str, address: str = "") -> None:
	"""For tests and for the unit above that hands out a new first password."""
	keys = [_key("name", name), _key("slides", name)]
	keys += [_key(kind, address) for kind in ("address", "slides-from", "drawn")]
	frappe.cache.delete(*keys)


def _password_limits(name: str, address: str) -> tuple:
	return (
		("address", address, settings.get("login_address_max_failures")),
		("name", name, settings.get("login_max_failures")),
	)


def _slide_limits(name: str, address: str) -> tuple:
	return (
		("slides-from", address, settings.get("login_address_max_failures") * SLIDES_PER_PASSWORD),
		("slides", name, settings.get("login_max_failures") * SLIDES_PER_PASSWORD),
	)


def _count(key: bytes) -> int:
	return int(frappe.cache.get(key) or 0) if frappe.cache.ttl(key) > 0 else 0


def _require_free(key: bytes, limit: int) -> None:
	if limit > 0 and _count(key) >= limit:
		minutes = max(1, -(-frappe.cache.ttl(key) // MINUTE))
		raise TooManyAttempts(f"失败次数过多，请{minutes}分钟后再试。急用或忘记密码的，请联系经办人员解除锁定或重新发放初始密码。")


def _increase(key: bytes) -> int:
	"""The lock runs from the last counted try; a locked name is not counted further."""
	count = frappe.cache.incr(key)
	frappe.cache.expire(key, max(1, settings.get("login_lock_minutes")) * MINUTE)
	return count


def _key(kind: str, value: str) -> bytes:
	"""No name and no ID number stands in redis in clear."""
	digest = hashlib.sha256((value or "").encode()).hexdigest()
	return frappe.cache.make_key(f"zhicheng:login:{kind}:{digest}")
