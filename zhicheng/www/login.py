"""The log-in page; who is logged in already goes on to his work."""

import frappe

from zhicheng import account_page, session

no_cache = 1


def get_context(context):
	if frappe.session.user != "Guest":
		frappe.local.flags.redirect_location = session.home_of(frappe.session.user)
		raise frappe.Redirect
	return account_page.fill(context, title="登录", script="login")
