"""系统账号 of Desk: what the security administrator does for accounts without a unit, beside their form."""

import frappe

from zhicheng.domain import act_log
from zhicheng.domain.accounts import accounts, admins, lockout, second_factor
from zhicheng.exceptions import RoleNotAllowed
from zhicheng.refusals import spoken


@frappe.whitelist(methods=["GET", "POST"])
@spoken
def state(user: str) -> dict:
	"""Which buttons the form offers."""
	if not _may(user):
		return {"locked": False, "second_factor": False}
	return {"locked": lockout.is_locked(user), "second_factor": second_factor.is_enrolled(user)}


@frappe.whitelist(methods=["POST"])
@spoken
def unlock(user: str) -> None:
	"""解除锁定."""
	_require(user)
	lockout.unlock(user, title=user)


@frappe.whitelist(methods=["POST"])
@spoken
def reset_second_factor(user: str) -> None:
	"""重置二次验证: the device is lost; the person enrols anew at the next log-in."""
	_require(user)
	second_factor.reset(user)
	accounts.end_sessions(user)
	act_log.record("重置二次验证", detail=user)


def _may(user: str) -> bool:
	actor = frappe.session.user
	if not admins.is_security(actor) or actor == user or accounts.is_member_account(user):
		return False
	# by the very name: the database takes administrator for Administrator
	return frappe.db.get_value("User", user) == user and user not in admins.STANDARD


def _require(user: str) -> None:
	if not _may(user):
		raise RoleNotAllowed("只有安全管理员可以办理，且不能给自己办理；单位用户请在“用户管理”中办理。")
