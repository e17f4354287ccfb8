"""个人信息处理说明: for everybody to read; with the ticket of the log-in it is agreed to here."""

import frappe

from zhicheng import account_page, session
from zhicheng.domain.accounts import privacy

no_cache = 1


def get_context(context):
	user = frappe.session.user
	context.is_wide = True
	context.lines = privacy.text()
	context.privacy_version = privacy.version()
	if user == "Guest":
		context.back = {"href": "/login", "label": "登录"}
	else:
		context.back = {"href": session.home_of(user), "label": "返回"}
	return account_page.fill(context, title="个人信息处理说明", script="privacy")
