"""The User form and REST on it: nobody rewrites his own identity or password there (trap 16)."""

import frappe

from zhicheng.domain.accounts import accounts, passwords
from zhicheng.exceptions import PasswordRefused

OWN_FIXED = ("username", "first_name", "middle_name", "last_name", "full_name", "email", "mobile_no", "phone")


def before_validate(doc, method: str | None = None) -> None:
	if frappe.flags.in_install or frappe.flags.in_migrate:
		return
	if accounts.is_member_account(doc.name or doc.email or ""):
		_keep_member_account(doc)
	if doc.name == frappe.session.user:
		_keep_own_identity(doc)
	if doc.new_password:
		_check_password(doc)


def _keep_member_account(doc) -> None:
	"""Frappe works the type out anew from the roles; before 15.0 the first System User saved would become a
	System Manager when there is no other."""
	doc.user_type = "Website User"


def _keep_own_identity(doc) -> None:
	before = doc.get_doc_before_save()
	for fieldname in OWN_FIXED:
		if before and doc.meta.has_field(fieldname):
			doc.set(fieldname, before.get(fieldname))


def _check_password(doc) -> None:
	if accounts.is_member_account(doc.name or doc.email or ""):
		raise PasswordRefused("单位用户的密码不能在这里设置：本人请用“密码修改”，忘记密码的请在“用户管理”重新发放初始密码。")
	if doc.name == frappe.session.user:
		raise PasswordRefused("请用右上角的“密码修改”修改自己的密码，须输入旧密码。")
	passwords.require_good(doc.new_password, user=doc.name or "", login_names=(doc.username or "", doc.email or ""))
