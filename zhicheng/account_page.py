"""What the pages around the account share: log-in, change of password, privacy notice, help."""

import datetime

import frappe
from frappe.utils.jinja_globals import bundled_asset

from zhicheng import transactions
from zhicheng.domain import branding

# the region whose log-in page this browser opened last
ENTRY_COOKIE = "zhicheng_entry"
REMEMBERED_DAYS = 365


def fill(context, *, title: str, script: str = "", is_help: bool = False, entry: str | None = None):
	"""The frame's words; style and script are bundles, whose addresses change with their content.

	A logged-in user's page gets its CSRF token, a guest's session has none.
	"""
	is_guest = frappe.session.user == "Guest"
	brand = _brand(entry)
	context.update(
		{
			"title": title,
			"style": bundled_asset("zhicheng_account.bundle.css"),
			"script": bundled_asset(f"zhicheng_{script}.bundle.js") if script else "",
			"is_help": is_help,
			"inside": is_inside(),
			"branding": brand.name,
			"logo": brand.logo,
			"token": "" if is_guest else transactions.keep_page_token(),
			"lang": "zh",
		}
	)
	return context


def is_inside() -> bool:
	"""Whether the page stands in a frame over another of ours, which waits for word of the log-in."""
	return frappe.form_dict.get("inside") == "1"


def remember_entry(entry: str | None) -> None:
	"""After a log-out the browser comes back to the page of its region."""
	if not entry:
		return
	expires = datetime.datetime.now() + datetime.timedelta(days=REMEMBERED_DAYS)
	frappe.local.cookie_manager.set_cookie(ENTRY_COOKIE, entry, expires=expires, httponly=True)


def _brand(entry: str | None) -> frappe._dict:
	"""A logged-in user's by his unit; a guest's by the address, or by the one that he opened before."""
	if frappe.session.user != "Guest":
		return branding.of_user(frappe.session.user)
	cookies = frappe.request.cookies if frappe.request else {}
	return branding.of_region(branding.region_of_entry(entry or cookies.get(ENTRY_COOKIE, "")) or None)
