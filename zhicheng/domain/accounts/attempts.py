"""Counting failed log-ins by name and by address, in redis; stock Frappe locks a whole office (design 6)."""

import hashlib

import frappe

from zhicheng.domain import settings
from zhicheng.exceptions import TooManyAttempts

MINUTE = 60


def take(name: str, address: str) -> None:
	"""Count this try before the password is looked at, so that parallel guesses cannot outrun the lock."""
	_require_free(_key("address", address), settings.get("login_address_max_failures"))
	limit = settings.get("login_max_failures")
	key = _key("name", name)
	_require_free(key, limit)
	if _increase(key) > limit:
		_require_free(key, limit)


def failed(address: str) -> None:
	_increase(_key("address", address))


def succeeded(name: str) -> None:
	frappe.cache.delete(_key("name", name))


def clear(name: str, address: str = "") -> None:
	"""For tests and for the unit above that hands out a new first password."""
	frappe.cache.delete(_key("name", name), _key("address", address))


def _require_free(key: bytes, limit: int) -> None:
	if int(frappe.cache.get(key) or 0) >= limit > 0 and frappe.cache.ttl(key) > 0:
		minutes = max(1, -(-frappe.cache.ttl(key) // MINUTE))
		raise TooManyAttempts(f"登录失败次数过多，请{minutes}分钟后再试。忘记密码的，请联系上级单位重新发放初始密码。")


def _increase(key: bytes) -> int:
	"""The lock runs from the last counted try; a locked name is not counted further."""
	count = frappe.cache.incr(key)
	frappe.cache.expire(key, max(1, settings.get("login_lock_minutes")) * MINUTE)
	return count


def _key(kind: str, value: str) -> bytes:
	"""No name and no ID number stands in redis in clear."""
	digest = hashlib.sha256((value or "").encode()).hexdigest()
	return frappe.cache.make_key(f"zhicheng:login:{kind}:{digest}")
