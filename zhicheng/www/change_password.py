"""密码修改: for who is logged in with the old password, at first log-in with the ticket of the log-in."""

import frappe

from zhicheng import account_page, session
from zhicheng.domain.accounts import passwords

no_cache = 1


def get_context(context):
	user = frappe.session.user
	context.is_wide = True
	context.account = "" if user == "Guest" else user
	context.back_href = session.home_of(user) if context.account else "/login"
	context.rules = [words for words, _is_met in passwords.CONDITIONS]
	return account_page.fill(context, title="密码修改", script="change_password")
