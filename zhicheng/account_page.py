"""What the pages around the account share: log-in, change of password, help."""

import frappe

from zhicheng import __version__, transactions
from zhicheng.domain import settings


def fill(context, *, title: str, script: str = "", is_help: bool = False):
	"""The frame's words; a logged-in user's page gets its CSRF token, a guest's session has none."""
	is_guest = frappe.session.user == "Guest"
	context.update(
		{
			"title": title,
			"script": script,
			"is_help": is_help,
			"branding": settings.get("branding_name") or "职称申报评审",
			"version": __version__,
			"token": "" if is_guest else transactions.keep_page_token(),
			"lang": "zh",
		}
	)
	return context
