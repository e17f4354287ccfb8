"""Who may log in: the ID number leads to the member and his account; administrators use their login name."""

import secrets
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

import frappe

from zhicheng.domain import settings
from zhicheng.domain.accounts import attempts, passwords
from zhicheng.domain.people import identity
from zhicheng.domain.queries import members as queries
from zhicheng.domain.queries import units
from zhicheng.exceptions import LoginRefused, PasswordRefused

WRONG = "登录名或密码不正确，请检查后重试。连续多次输错将暂时锁定；忘记密码的，请联系上级单位。"
TICKET_SECONDS = 15 * 60
# what a ticket of the log-in opens: one step each, never another
CHANGE, PRIVACY, FACTOR = "change", "privacy", "factor"


@dataclass(frozen=True)
class Account:
	user: str
	member: str | None
	closed: str


def admit(login_name: str, password: str, address: str) -> Account:
	"""The account, when the password is right and it may be used from here; one answer for everything else."""
	name = identity.normalise(login_name)
	attempts.take(name, address)
	account = find(name, address)
	if not passwords.matches(account.user if account else None, password):
		attempts.failed(address)
		raise LoginRefused(WRONG)
	attempts.succeeded(name)
	if account.closed:
		raise LoginRefused(account.closed)
	return account


def require_password(user: str, word: str, *, label: str = "密码") -> None:
	"""Who is logged in gives his password again; an open screen must not serve for guessing it: tries are counted.

	:param label: what the form calls it
	:raises PasswordRefused: when it is another
	:raises TooManyAttempts: after as many failures as the setting allows at the log-in
	"""
	attempts.take(user, "")
	if not passwords.matches(user, word):
		raise PasswordRefused(f"{label}不正确，请重新输入。")
	attempts.succeeded(user)


def find(name: str, address: str) -> Account | None:
	row = queries.by_id_hash(identity.hash_id(name))
	return _member_account(row) if row else _administrator(name, address)


def must_change(user: str) -> bool:
	"""The password was handed out by somebody else, or is older than the setting allows."""
	member = frappe.db.get_value("Unit Member", {"user": user}, ["must_change_password"], as_dict=True)
	given = member.must_change_password if member else passwords.was_given(user)
	return bool(given) or passwords.is_expired(user)


def give_ticket(user: str, step: str = CHANGE) -> str:
	"""What lets exactly this user take exactly this step, once, without a session (first log-in)."""
	ticket = secrets.token_urlsafe(32)
	frappe.cache.set_value(_ticket_key(ticket, step), user, expires_in_sec=TICKET_SECONDS)
	return ticket


def user_of_ticket(ticket: str, step: str = CHANGE) -> str:
	user = frappe.cache.get_value(_ticket_key(ticket, step), expires=True) if ticket else None
	if not user:
		raise LoginRefused("这一步的时间已过，请返回登录页重新登录。")
	return user


def drop_ticket(ticket: str, step: str = CHANGE) -> None:
	frappe.cache.delete_value(_ticket_key(ticket, step))


def login_names(user: str) -> tuple[str, ...]:
	"""The names under which the user logs in; a password may contain none of them."""
	sealed = frappe.db.get_value("Unit Member", {"user": user}, "id_number")
	if sealed:
		return (identity.unseal(sealed),)
	return tuple(filter(None, frappe.db.get_value("User", user, ["username", "name"]) or ()))


def _member_account(row) -> Account:
	closed = ""
	if row.status != queries.ENABLED:
		closed = "您的账号已停用，请联系上级单位。"
	elif frappe.db.get_value("Unit", row.unit, "status") != units.ENABLED:
		closed = "您所在的单位已停用，不能登录。请联系上级单位。"
	return Account(row.user, row.name, closed)


def _administrator(name: str, address: str) -> Account | None:
	"""A User without member who works in Desk; Administrator from the named addresses only."""
	user = frappe.db.get_value("User", {"username": name}, "name") or frappe.db.get_value("User", name, "name")
	if not user or user == "Guest" or frappe.db.exists("Unit Member", {"user": user}):
		return None
	# the database takes é for e: each such spelling would be counted as a name of its own
	if name not in map(identity.normalise, login_names(user)):
		return None
	if user == "Administrator" and not _is_admin_address(address):
		return None
	row = frappe.db.get_value("User", user, ["enabled", "user_type"], as_dict=True)
	if row.user_type != "System User":
		return None
	return Account(user, None, "" if row.enabled else "您的账号已停用，请联系系统管理员。")


def _is_admin_address(address: str) -> bool:
	try:
		return any(
			ip_address(address) in ip_network(line, strict=False) for line in settings.get_lines("admin_addresses")
		)
	except ValueError:
		return False


def _ticket_key(ticket: str, step: str) -> str:
	return f"zhicheng:{step}:{ticket}"
