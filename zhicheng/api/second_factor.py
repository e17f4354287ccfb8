"""二次验证: enrol the app, or give its code; both with the ticket that the right password brought."""

import frappe

from zhicheng.api import login_steps, refused_acts
from zhicheng.domain import act_log, client
from zhicheng.domain.accounts import login as rules
from zhicheng.domain.accounts import second_factor
from zhicheng.exceptions import SecondFactorRefused
from zhicheng.refusals import spoken

ACT = "二次验证"


@frappe.whitelist(methods=["POST"])
@spoken
def start(password: str) -> dict:
	"""启用二次验证 of one's own accord, from 我的登录: the password again, then the page that enrols the app."""
	frappe.form_dict.pop("password", None)
	user = frappe.session.user
	if second_factor.is_enrolled(user):
		raise SecondFactorRefused("二次验证已启用，请刷新本页。")
	rules.require_password(user, password)
	return {"next": "/second-factor", "ticket": rules.give_ticket(user, rules.FACTOR)}


@frappe.whitelist(allow_guest=True, xss_safe=True, methods=["POST"])
@spoken
def begin(ticket: str) -> dict:
	"""What the page asks for: a code, or the enrolment with its picture."""
	user = rules.user_of_ticket(ticket, rules.FACTOR)
	if second_factor.is_enrolled(user):
		return {"enrolled": True}
	return {"enrolled": False, **second_factor.begin(user, ticket)}


@frappe.whitelist(allow_guest=True, xss_safe=True, methods=["POST"])
@spoken
def enrol(ticket: str, code: str) -> dict:
	"""The first code of the app; then the recovery codes, and the log-in goes on."""
	user = rules.user_of_ticket(ticket, rules.FACTOR)
	with refused_acts.kept(ACT, "", about=user):
		codes = second_factor.enrol(user, ticket, code, client.address())
	rules.drop_ticket(ticket, rules.FACTOR)
	act_log.record("启用二次验证", detail=user)
	# who enrolled of his own accord is inside already
	onward = {"next": "/my-logins"} if frappe.session.user == user else login_steps.after_factor(user)
	return {"recovery": codes, **onward}


@frappe.whitelist(allow_guest=True, xss_safe=True, methods=["POST"])
@spoken
def verify(ticket: str, code: str) -> dict:
	"""The code of the moment or a recovery code, then the log-in goes on."""
	frappe.form_dict.pop("code", None)
	user = rules.user_of_ticket(ticket, rules.FACTOR)
	with refused_acts.kept(ACT, "", about=user):
		second_factor.require(user, code, client.address())
	rules.drop_ticket(ticket, rules.FACTOR)
	left = second_factor.recovery_left(user)
	return {"recovery_left": left, **login_steps.after_factor(user)}
