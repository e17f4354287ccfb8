"""二次验证: the step after the password, with the ticket of the log-in; enrols who has no app yet."""

import frappe

from zhicheng import account_page

no_cache = 1


def get_context(context):
	context.is_wide = True
	context.is_own_choice = frappe.session.user != "Guest"
	return account_page.fill(context, title="二次验证", script="second_factor")
