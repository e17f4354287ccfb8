"""Attachments of a notice: for everybody who is logged in and may see the notice, at an address of our own."""

import mimetypes
import os

import frappe

from zhicheng.domain.approval.notices import SHOWN

NOTICE = "Evaluation Notice"
GONE = "没有找到这个附件，它可能已随通知更换，请刷新页面。"


def of_notice(notice: str) -> list[dict]:
	"""Names and addresses for a page; never where the bytes lie."""
	rows = frappe.get_all(
		"Notice Attachment",
		filters={"parent": notice, "parenttype": NOTICE},
		fields=["name", "title", "file"],
		order_by="idx asc",
	)
	return [
		{"label": row.title or _name(row.file), "url": address(notice, row.name)} for row in rows if row.file
	]


def address(notice: str, attachment: str) -> str:
	return f"/api/method/zhicheng.api.files.notice_attachment?notice={notice}&attachment={attachment}"


def is_shown(notice: str) -> bool:
	"""Published or over: whoever may log in may read it; drafts are the administrators' own."""
	return frappe.db.get_value(NOTICE, notice, "status") in SHOWN


def content(notice: str, attachment: str) -> tuple[bytes, str, str]:
	"""Bytes, type and name.

	:raises frappe.DoesNotExistError: none of this notice, or its file is gone
	"""
	filters = {"name": attachment, "parent": notice, "parenttype": NOTICE}
	row = frappe.db.get_value("Notice Attachment", filters, ["title", "file"], as_dict=True)
	path = _path(row.file) if row else ""
	if not path or not os.path.isfile(path):
		raise frappe.DoesNotExistError(GONE)
	with open(path, "rb") as stream:
		found = stream.read()
	name = _name(row.file)
	extension = os.path.splitext(name)[1]
	shown = row.title if row.title.lower().endswith(extension.lower()) else f"{row.title}{extension}"
	return found, mimetypes.guess_type(name)[0] or "application/octet-stream", shown


def _name(url: str) -> str:
	return os.path.basename((url or "").split("?")[0])


def _path(url: str) -> str:
	"""Only the last part of the address is trusted."""
	if (url or "").startswith("/private/files/"):
		return frappe.get_site_path("private", "files", _name(url))
	if (url or "").startswith("/files/"):
		return frappe.get_site_path("public", "files", _name(url))
	return ""
