"""The log-in page, also at a region's own address and inside a page whose session has ended (`?inside=1`)."""

import frappe

from zhicheng import account_page, session
from zhicheng.domain import branding

no_cache = 1


def get_context(context):
	user = frappe.session.user
	is_inside = account_page.is_inside()
	if user != "Guest" and not is_inside:
		_go(session.home_of(user))
	entry = frappe.form_dict.get("entry")
	if entry and not branding.region_of_entry(entry):
		_go("/login")
	# who logged in elsewhere meanwhile need not do it again: the page tells the one that holds it
	context.already = "" if user == "Guest" else user
	account_page.remember_entry(entry)
	return account_page.fill(context, title="登录", script="login", entry=entry)


def _go(address: str) -> None:
	frappe.local.flags.redirect_location = address
	raise frappe.Redirect
