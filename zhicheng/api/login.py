"""The way in: log-in, the first password change, log-out. Guests may call the first two (design 6)."""

import frappe

from zhicheng import session
from zhicheng.domain.accounts import login as rules
from zhicheng.domain.accounts import passwords
from zhicheng.domain.people import members
from zhicheng.exceptions import PasswordRefused
from zhicheng.refusals import spoken


# xss_safe: Frappe would rewrite < and > in a guest's password
@frappe.whitelist(allow_guest=True, xss_safe=True, methods=["POST"])
@spoken
def login(usr: str, pwd: str) -> dict:
	"""Log in by ID number, administrators by login name; a first password leads to its change, without session."""
	frappe.form_dict.pop("pwd", None)
	account = rules.admit(usr, pwd, address=session.client_address())
	if account.must_change:
		return {"next": "/change-password", "ticket": rules.give_ticket(account.user)}
	session.open_for(account.user)
	return {"next": session.home_of(account.user)}


@frappe.whitelist(allow_guest=True, xss_safe=True, methods=["POST"])
@spoken
def set_first_password(ticket: str, new: str, confirm: str) -> dict:
	"""Change the first password with the ticket of the log-in, then go on as logged in."""
	for key in ("new", "confirm"):
		frappe.form_dict.pop(key, None)
	user = rules.user_of_ticket(ticket)
	if new != confirm:
		raise PasswordRefused("两次输入的新密码不一致，请重新输入。")
	passwords.require_good(new, user=user, login_names=rules.login_names(user))
	members.set_own_password(user, new)
	rules.drop_ticket(ticket)
	session.open_for(user)
	return {"next": session.home_of(user)}
