"""邮件提醒: the own address, confirmed by a code, and which mails one wants; for who is logged in."""

import frappe

from zhicheng import account_page, session
from zhicheng.domain.notify import addresses

no_cache = 1


def get_context(context):
	user = frappe.session.user
	if user == "Guest":
		frappe.local.flags.redirect_location = "/login?redirect-to=/mail-settings"
		raise frappe.Redirect
	context.is_wide = True
	context.back_href = session.home_of(user)
	context.state = addresses.state(user)
	return account_page.fill(context, title="邮件提醒", script="mail_settings")
