"""Name and logo of the system, and a region's own log-in address: the nearest ancestor region wins (design 3)."""

import os
import re

import frappe

from zhicheng.domain import settings
from zhicheng.domain.files import file_store
from zhicheng.exceptions import BrandingInvalid

NAME = "职称申报评审"
ENTRY = re.compile(r"[a-z0-9][a-z0-9-]{1,28}[a-z0-9]")
IMAGES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".gif": "image/gif"}


def of_region(region: str | None) -> frappe._dict:
	"""What the pages of a region's people show."""
	return frappe._dict(
		name=settings.get("branding_name", region) or NAME,
		logo=f"/api/method/zhicheng.api.branding.logo?region={region or ''}" if _logo(region) else "",
	)


def of_user(user: str) -> frappe._dict:
	"""By the region of the user's unit."""
	unit = frappe.db.get_value("Unit Member", {"user": user}, "unit")
	return of_region(frappe.db.get_value("Unit", unit, "region") if unit else None)


def region_of_entry(entry: str) -> str:
	"""The region whose people log in at /login_<entry>; empty when there is none."""
	if not entry:
		return ""
	rows = frappe.get_cached_doc(settings.SETTINGS).region_settings
	return next((row.region for row in rows if row.entry == entry), "")


def entry_address(entry: str) -> str:
	return f"/login_{entry}"


def logo(region: str | None) -> tuple[bytes, str]:
	"""The picture's bytes and type, for everybody who sees a log-in page.

	:raises frappe.DoesNotExistError: none is set, or it is no picture
	"""
	url = _logo(region)
	mime = IMAGES.get(os.path.splitext(url)[1].lower(), "")
	own = {"file_url": url, "attached_to_doctype": settings.SETTINGS}
	file = frappe.db.get_value("File", own) if mime else None
	if not file:
		raise frappe.DoesNotExistError("没有设置徽标。")
	is_private = frappe.db.get_value("File", file, "is_private")
	return file_store.read(file) if is_private else _public(url), mime


def check(doc) -> None:
	"""validate of the settings: logos are pictures, each log-in address is well formed and leads to one region."""
	seen = set()
	for row in [doc, *doc.region_settings]:
		if row.logo and os.path.splitext(row.logo)[1].lower() not in IMAGES:
			raise BrandingInvalid("徽标只能是 png、jpg、webp 或 gif 图片，请另存为 png 后再上传。")
	for row in doc.region_settings:
		row.entry = (row.entry or "").strip().lower().removeprefix("/").removeprefix("login_")
		if not row.entry:
			continue
		if not ENTRY.fullmatch(row.entry):
			raise BrandingInvalid(f"第{row.idx}行的登录地址“{row.entry}”不合格式：3至30位小写字母、数字或连字符，如 abz。")
		if row.entry in seen:
			raise BrandingInvalid(f"登录地址“{row.entry}”重复，一个地址只能给一个地区。")
		seen.add(row.entry)


def _logo(region: str | None) -> str:
	return settings.get("logo", region) or ""


def _public(url: str) -> bytes:
	with open(frappe.get_site_path("public", "files", os.path.basename(url)), "rb") as stream:
		return stream.read()
