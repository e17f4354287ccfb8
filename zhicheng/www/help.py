"""帮助: whom to ask, and how the daily things are done (manuals 1 to 3; design 7)."""

import frappe

from zhicheng import account_page, session
from zhicheng.domain import settings
from zhicheng.domain.people import members

no_cache = 1


def get_context(context):
	user = frappe.session.user
	context.is_wide = True
	context.support = settings.get_lines("support_contacts")
	context.above = None if user == "Guest" else members.contact_above(user)
	if user == "Guest":
		context.back = {"href": "/login", "label": "登录"}
	else:
		context.back = {"href": session.home_of(user), "label": "返回"}
	return account_page.fill(context, title="帮助", is_help=True)
