"""What the pages around the account share: log-in, change of password, privacy notice, help."""

import datetime

import frappe
from frappe.utils.jinja_globals import bundled_asset

from zhicheng import transactions
from zhicheng.domain import branding

# the region whose log-in page this browser opened last
ENTRY_COOKIE = "zhicheng_entry"
REMEMBERED_DAYS = 365
# what a page says in place of what was asked for, by the status of the answer
BY_STATUS = {
	401: ("登录已过期", "请重新登录后继续。"),
	403: ("没有权限", "您的账号不能打开这一页。工作需要的，请联系本单位或上级单位的经办人员。"),
	404: ("没有找到这一页", "地址可能输错了，也可能内容已经移走或删除。请从首页重新进入。"),
	429: ("操作过于频繁", "请稍等一两分钟再试。"),
	503: ("系统正在维护", "请过几分钟再来；已经保存的内容不会丢失。"),
}
FOR_GUESTS = ("请先登录", "这一页要登录后才能打开。")
FAILED = ("系统出错了", "这次操作没有完成。请稍后再试；仍然不行的，请把时间和操作告诉“帮助”中的技术支持。")


def fill(context, *, title: str, script: str = "", is_help: bool = False, entry: str | None = None, posts: bool = True):
	"""The frame's words; style and script are bundles, whose addresses change with their content.

	A logged-in user's page gets its CSRF token, a guest's session has none.

	:param posts: whether anything is sent from the page; one that is not needs no token, and keeping one commits
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
			"token": "" if is_guest or not posts else transactions.keep_page_token(),
			"lang": "zh",
		}
	)
	return context


def tell(context, status: int, sentence: str = ""):
	"""A page that says only why there is nothing to see, and leads on; what was asked for may have failed half-way.

	:param sentence: what is known beyond the status
	"""
	is_guest = frappe.session.user == "Guest"
	heading, usual = BY_STATUS.get(status, FAILED)
	if is_guest and status == 403:
		heading, usual, sentence = *FOR_GUESTS, ""
	context.heading, context.sentence = heading, sentence or usual
	context.onward = {"href": "/login", "label": "去登录"} if is_guest else {"href": "/", "label": "返回首页"}
	context.is_wide = True
	return fill(context, title=heading, posts=False)


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
