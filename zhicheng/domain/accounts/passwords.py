"""Passwords: the five conditions, the last three, and the one function that stores them (design 6)."""

import secrets
import string
from functools import lru_cache

import frappe
from frappe.utils import add_days, now_datetime
from frappe.utils.password import check_password, passlibctx, update_password

from zhicheng.domain import records, settings
from zhicheng.domain.accounts import accounts
from zhicheng.exceptions import PasswordRefused

MIN_LENGTH, MAX_LENGTH = 8, 20
REMEMBERED = 3
SPECIAL = "!@#$%^&*()-_=+[]{};:,.?/"
HISTORY = "Password History"
# the day that marks a password which somebody else chose
LONG_AGO = "2000-01-01"
# without letters and digits that look alike on paper
LETTERS_UPPER = "ABCDEFGHJKLMNPQRTUVWXY"
LETTERS_LOWER = "abcdefghijkmnpqrtuvwxy"
DIGITS = "2346789"
CONDITIONS = (
	("长度为8至20位", lambda word: MIN_LENGTH <= len(word) <= MAX_LENGTH),
	("至少有一个大写字母", lambda word: any(char in string.ascii_uppercase for char in word)),
	("至少有一个小写字母", lambda word: any(char in string.ascii_lowercase for char in word)),
	("至少有一个数字", lambda word: any(char in string.digits for char in word)),
	("至少有一个特殊字符（如 ! @ # %）", lambda word: any(char in string.punctuation for char in word)),
)


def unmet(password: str) -> list[str]:
	"""The conditions that the password does not meet, in words."""
	return [words for words, is_met in CONDITIONS if not is_met(password)]


def require_good(password: str, *, user: str, login_names: tuple[str, ...] = ()) -> None:
	"""All five conditions, printable ASCII only, not the log-in name, none of the last three."""
	if not (password.isascii() and password.isprintable()) or " " in password:
		raise PasswordRefused("密码只能用英文字母、数字和英文标点，不能有空格或汉字。请换一个。")
	missing = unmet(password)
	if missing:
		raise PasswordRefused(f"密码不符合要求，还须：{'；'.join(missing)}。")
	if any(name and name.lower() in password.lower() for name in login_names):
		raise PasswordRefused("密码不能包含登录名。请换一个。")
	if was_used(user, password):
		raise PasswordRefused("新密码不能与当前密码或最近三次用过的密码相同。请换一个。")


def was_used(user: str, password: str) -> bool:
	return matches(user, password) or any(passlibctx.verify(password, used) for used in _remembered(user))


def matches(user: str | None, password: str) -> bool:
	"""Is it the user's password? An unknown user, or one without a password, takes as long to refuse."""
	if not user or not has_password(user):
		passlibctx.verify(password, _nobodys_hash())
		return False
	try:
		return bool(check_password(user, password, delete_tracker_cache=False))
	except frappe.AuthenticationError:
		return False


def has_password(user: str) -> bool:
	auth = frappe.qb.Table("__Auth")
	query = frappe.qb.from_(auth).select(auth.name)
	mine = (auth.doctype == "User") & (auth.name == user) & (auth.fieldname == "password")
	return bool(query.where(mine & (auth.encrypted == 0)).run())


def store(user: str, password: str) -> None:
	"""Write the password; the user's other sessions end, because somebody else may be in one of them."""
	update_password(user, password)
	_remember(user, password)
	accounts.end_sessions(user)


def keep(user: str, password: str, *, given: bool) -> None:
	"""After Frappe itself has stored a named administrator's password: remembered, and changed at once when it was given."""
	_remember(user, password)
	mark_given(user, given)
	accounts.end_sessions(user)


def mark_given(user: str, given: bool) -> None:
	frappe.db.set_value("User", user, "last_password_reset_date", LONG_AGO if given else now_datetime().date())


def was_given(user: str) -> bool:
	"""Whether somebody else chose the password of this account without a unit."""
	return str(frappe.db.get_value("User", user, "last_password_reset_date") or "") == LONG_AGO


def is_expired(user: str) -> bool:
	"""Older than the days of the setting; one of which no day is known is old."""
	days = settings.get("password_days")
	if not days:
		return False
	set_on = frappe.db.get_value(HISTORY, {"user": user}, "set_on", order_by="set_on desc")
	return not set_on or set_on < add_days(now_datetime(), -days)


def generate() -> str:
	"""Twelve characters that meet the conditions and can be typed from paper."""
	groups = (LETTERS_UPPER, LETTERS_LOWER, DIGITS, "!@#%?")
	chars = [secrets.choice(group) for group in groups]
	chars += [secrets.choice(LETTERS_UPPER + LETTERS_LOWER + DIGITS) for _ in range(8)]
	secrets.SystemRandom().shuffle(chars)
	return "".join(chars)


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
	return passlibctx.hash(secrets.token_hex(16))


def _remembered(user: str) -> list[str]:
	return frappe.get_all(
		HISTORY,
		filters={"user": user},
		order_by="set_on desc, creation desc",
		limit_page_length=REMEMBERED,
		pluck="password_hash",
	)


def _remember(user: str, password: str) -> None:
	row = frappe.new_doc(HISTORY)
	row.update({"user": user, "password_hash": passlibctx.hash(password), "set_on": now_datetime()})
	records.insert(row)
	old = frappe.get_all(
		HISTORY, filters={"user": user}, order_by="set_on desc, creation desc", pluck="name"
	)[REMEMBERED:]
	if old:
		frappe.db.delete(HISTORY, {"name": ["in", old]})
