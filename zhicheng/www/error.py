"""A page that failed: nobody is shown the program's own words, which stand in the error log."""

import frappe

from zhicheng import account_page

no_cache = 1


def get_context(context):
	return None if frappe.flags.in_migrate else account_page.tell(context, context.http_status_code)
