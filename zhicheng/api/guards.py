"""Frappe's own doors that this app shuts or narrows, by override_whitelisted_methods."""

import frappe

from zhicheng.api import lists
from zhicheng.api.account import change_password
from zhicheng.domain.accounts import passwords
from zhicheng.exceptions import LoginRefused, RoleNotAllowed
from zhicheng.refusals import spoken

CLOSED = "本系统不提供这种登录或注册方式。请从登录页登录；没有账号或忘记密码的，请联系上级单位。"


@frappe.whitelist(allow_guest=True)
@spoken
def refuse(*args, **kwargs):
	"""Sign-up, links by mail, social log-ins, password reset by mail: accounts come from the unit above."""
	raise LoginRefused(CLOSED)


@frappe.whitelist()
@spoken
def refuse_permissions(*args, **kwargs):
	"""Frappe's permission manager: who may read or write which records is fixed with the program."""
	raise RoleNotAllowed("权限表是系统固定的，不能在这里修改。需要调整的，请联系技术支持。")


@frappe.whitelist()
@spoken
def refuse_console(*args, **kwargs):
	"""Frappe's system console runs programs and statements past every rule; whoever may do so has the server's shell."""
	raise RoleNotAllowed("本系统不开放系统控制台。")


@frappe.whitelist(allow_guest=True, xss_safe=True, methods=["POST"])
@spoken
def update_password(
	new_password: str, logout_all_sessions: int = 0, key: str | None = None, old_password: str | None = None
):
	"""Frappe's page for changing a password, led to our rules; never by a key from a mail."""
	if frappe.session.user == "Guest" or key or not old_password:
		raise LoginRefused(CLOSED)
	return change_password(old=old_password, new=new_password, confirm=new_password)


@frappe.whitelist(allow_guest=True, xss_safe=True, methods=["POST"])
def test_password_strength(
	new_password: str, key: str | None = None, old_password: str | None = None, user_data: str | None = None
) -> dict:
	"""The five conditions in the place of Frappe's own estimate; says nothing about anybody's password."""
	missing = passwords.unmet(new_password)
	return {
		"score": 4 if not missing else 1,
		"feedback": {
			"password_policy_validation_passed": not missing,
			"suggestions": missing,
			"warning": f"还须：{'；'.join(missing)}" if missing else "",
		},
	}


@frappe.whitelist()
def get_count(doctype: str, filters: dict | list | str | None = None, debug: bool = False, cache: bool = False):
	"""frappe.client.get_count asks no permission (trap 11): count what the user's own list would show."""
	if not frappe.has_permission(doctype, "read"):
		raise frappe.PermissionError
	for key in ("debug", "cache"):
		frappe.form_dict.pop(key, None)
	return lists.get_count()
