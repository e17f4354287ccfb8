"""Every portal page: who may open it, its frame (menu, help, token), and its rendering with escaping on."""

import json
import os
from collections.abc import Callable
from functools import lru_cache

import frappe

from zhicheng import transactions
from zhicheng.domain import branding, settings
from zhicheng.domain.approval import messages
from zhicheng.domain.people import members
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
	built = _built_files()
	brand = branding.of_region(member.region if member else "")
	return {
		"title": title,
		"active": active,
		"token": transactions.keep_page_token(),
		"brand": brand.name,
		"logo": brand.logo,
		"person": (member and member.member_name) or frappe.utils.get_fullname(user),
		"unit_name": member.unit_name if member else "",
		"user": user,
		"idle_minutes": settings.get("idle_minutes") or 0,
		"levels": LEVELS,
		**messages.counts(user),
		"has_desk": (member or frappe.get_cached_doc("User", user)).user_type == "System User",
		"support": settings.get_lines("support_contacts"),
		"above": members.contact_above(user),
		"style": built.get("portal.bundle.css", ""),
		"script": built.get("portal.bundle.js", ""),
	}


def _built_files() -> dict[str, str]:
	"""Addresses of style and script by the list that the build wrote; Frappe asks redis for the list of all apps."""
	file = os.path.join(frappe.local.sites_path, "assets", "assets.json")
	return _read_list(file, os.stat(file).st_mtime_ns)


@lru_cache(maxsize=4)
def _read_list(file: str, written: int) -> dict[str, str]:
	with open(file, encoding="utf-8") as stream:
		return json.load(stream)


def asked(name: str) -> str:
	"""A value of the page's address."""
	return frappe.utils.cstr(frappe.form_dict.get(name))
