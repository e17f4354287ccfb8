"""Every portal page: who may open it, its frame (menu, help, token), and its rendering with escaping on."""

from collections.abc import Callable

import frappe
from frappe.utils.jinja_globals import bundled_asset

from zhicheng import transactions
from zhicheng.domain import branding, settings
from zhicheng.domain.approval import messages
from zhicheng.domain.people import members
from zhicheng.domain.queries import applicants, titles
from zhicheng.exceptions import Refusal
from zhicheng.portal.words import LEVELS
from zhicheng.printing import templating


def show(context, template: str, title: str, read: Callable[[str], dict], *, active: str = "") -> None:
	"""Put the finished page into Frappe's page context; never cached, with a CSRF token of its own.

	:param read: gives the page's values for the user; its refusals become a page with their sentence
	"""
	user = require_login()
	context.no_cache = 1
	try:
		values = read(user)
	except (frappe.PermissionError, frappe.DoesNotExistError, Refusal) as refusal:
		context.http_status_code = 404 if isinstance(refusal, frappe.DoesNotExistError) else 403
		template, title = "message", "不能打开"
		values = {"sentence": str(refusal) or "您不能查看这个页面，请回到首页重新打开。"}
	context.title = title
	context.page = templating.render(
		f"portal/{template}.html", {**frame(title, values.get("active", active)), **values}
	)


def require_login() -> str:
	"""The user; guests go to the log-in page and come back to where they were."""
	if frappe.session.user == "Guest":
		target = frappe.request.full_path.rstrip("?") if frappe.request else "/portal"
		frappe.local.flags.redirect_location = "/login?redirect-to=" + frappe.utils.quoted(target)
		raise frappe.Redirect
	return frappe.session.user


def frame(title: str, active: str) -> dict:
	"""What the base template shows on every page."""
	user = frappe.session.user
	member = members.member_of(user)
	unit_name, region = (
		titles.column("Unit", member.unit, field) if member else "" for field in ("unit_name", "region")
	)
	brand = branding.of_region(region)
	return {
		"title": title,
		"active": active,
		"token": transactions.keep_page_token(),
		"brand": brand.name,
		"logo": brand.logo,
		"person": (member and member.member_name) or frappe.utils.get_fullname(user),
		"unit_name": unit_name or "",
		"user": user,
		"idle_minutes": settings.get("idle_minutes") or 0,
		"levels": LEVELS,
		"waiting": applicants.count_waiting(user),
		"unread": messages.count_unread(user),
		"has_desk": frappe.get_cached_value("User", user, "user_type") == "System User",
		"support": settings.get_lines("support_contacts"),
		"above": members.contact_above(user),
		"style": bundled_asset("portal.bundle.css"),
		"script": bundled_asset("portal.bundle.js"),
	}


def asked(name: str) -> str:
	"""A value of the page's address."""
	return frappe.utils.cstr(frappe.form_dict.get(name))
