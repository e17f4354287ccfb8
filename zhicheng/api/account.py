"""One's own account: change of password, contact of the unit above."""

import frappe

from zhicheng import session
from zhicheng.domain import settings
from zhicheng.domain.accounts import passwords
from zhicheng.domain.accounts import login as rules
from zhicheng.domain.people import members
from zhicheng.exceptions import PasswordRefused
from zhicheng.refusals import spoken


@frappe.whitelist(methods=["POST"])
@spoken
def change_password(old: str, new: str, confirm: str) -> dict:
	"""密码修改 (manuals 2.1.3): old, new, confirm; every other session of the user ends."""
	for key in ("old", "new", "confirm"):
		frappe.form_dict.pop(key, None)
	user = frappe.session.user
	rules.require_password(user, old, label="旧密码")
	if new != confirm:
		raise PasswordRefused("两次输入的新密码不一致，请重新输入。")
	passwords.require_good(new, user=user, login_names=rules.login_names(user))
	members.set_own_password(user, new)
	return {"message": "密码已修改，下次登录请使用新密码。"}


@frappe.whitelist(methods=["GET", "POST"])
@spoken
def help_contacts() -> dict:
	"""What 帮助 shows: support from the settings, and the contact of the unit above one's own (design 7)."""
	return {"support": settings.get_lines("support_contacts"), "above": members.contact_above(frappe.session.user)}


@frappe.whitelist(methods=["GET"])
@spoken
def session_left() -> dict:
	"""How many seconds the session has left; asking does not prolong it."""
	return {"seconds": session.seconds_left(), "user": frappe.session.user}


@frappe.whitelist(methods=["POST"])
@spoken
def stay() -> dict:
	"""Somebody sits before the page: the idle time begins anew."""
	return session_left()
