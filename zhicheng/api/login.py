"""The way in: slider, password, change of password, privacy notice; the second factor stands beside. Guests may call these (design 6)."""

import frappe

from zhicheng.api import login_steps, refused_acts
from zhicheng.domain import client
from zhicheng.domain.accounts import attempts, captcha, passwords, privacy
from zhicheng.domain.accounts import login as rules
from zhicheng.domain.people import identity, members
from zhicheng.exceptions import CaptchaRefused, PasswordRefused
from zhicheng.refusals import spoken


# xss_safe: Frappe would rewrite < and > in a guest's password
@frappe.whitelist(allow_guest=True, xss_safe=True, methods=["POST"])
@spoken
def login(usr: str, pwd: str, captcha_token: str = "", captcha_answer: str = "") -> dict:
	"""Log in by ID number, administrators by login name.

	Where the slider is asked for, the first call brings the challenge and looks at no password.
	"""
	frappe.form_dict.pop("pwd", None)
	address = client.address()
	if captcha_token or captcha.is_demanded(usr, address):
		attempts.require_free(identity.normalise(usr), address)
		if not captcha_token:
			return {"challenge": captcha.issue(usr, address)}
		_require_solved(captcha_token, captcha_answer, usr, address)
	with refused_acts.kept(login_steps.LOG_IN, "", about=_masked(usr)):
		account = rules.admit(usr, pwd, address=address)
	return login_steps.after_password(account.user)


@frappe.whitelist(allow_guest=True, xss_safe=True, methods=["POST"])
@spoken
def challenge(usr: str, kind: str = captcha.SLIDER) -> dict:
	"""Another picture, or the question in words for who cannot drag."""
	return captcha.issue(usr, client.address(), kind)


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
	return login_steps.enter(user)


@frappe.whitelist(allow_guest=True, xss_safe=True, methods=["POST"])
@spoken
def accept_privacy(ticket: str, version: str) -> dict:
	"""同意 on the privacy notice with the ticket of the log-in, then go on as logged in."""
	user = rules.user_of_ticket(ticket, rules.PRIVACY)
	privacy.accept(user, version)
	rules.drop_ticket(ticket, rules.PRIVACY)
	return login_steps.enter(user)


def _masked(usr: str) -> str:
	"""Of anything but an ID number nothing is logged: people type their password into the wrong box."""
	number = identity.normalise(usr)
	return identity.mask_id(number) if len(number) == identity.LENGTH else ""


def _require_solved(token: str, answer: str, usr: str, address: str) -> None:
	"""The page is told apart from a wrong password, which ends the slider; here it shows another one."""
	try:
		captcha.require_solved(token, answer, usr, address)
	except CaptchaRefused:
		frappe.local.response["challenge_refused"] = 1
		raise
