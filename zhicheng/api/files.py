"""Proofs in and out: the only doors through which a dossier's files pass."""

from urllib.parse import quote

import frappe
from werkzeug.wrappers import Response

from zhicheng.api.dossier_answers import told
from zhicheng.domain.dossier import attachments
from zhicheng.domain.files import file_store
from zhicheng.exceptions import FileRefused
from zhicheng.permissions.applications import require_read_application

# an image or a PDF needs nothing from anywhere
POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"


@frappe.whitelist(methods=["POST"])
@told
def upload(application: str, section: str, fieldname: str, row: str = "", replace: str = "") -> dict:
	"""上传附件, 修改: one file of a multipart request."""
	sent = frappe.request.files.get("file")
	if not sent:
		raise FileRefused("没有收到文件，请重新选择后上传。")
	return attachments.add(
		application,
		section,
		fieldname,
		content=sent.stream.read(),
		file_name=sent.filename,
		user=frappe.session.user,
		row=row,
		replace=replace,
	)


@frappe.whitelist(methods=["POST"])
@told
def cancel(application: str, attachment: str) -> dict:
	"""取消上传."""
	attachments.cancel(application, attachment, user=frappe.session.user)
	return {"gone": attachment}


@frappe.whitelist(methods=["GET"])
@told
def proof(application: str, attachment: str) -> Response:
	"""预览: the bytes, for those who may read the case."""
	require_read_application(user=frappe.session.user, application=application)
	found = attachments.of_case(application, attachment)
	return inline(file_store.read(found.file), found.mime, found.file_name)


def inline(content: bytes, mime: str, file_name: str) -> Response:
	"""An answer that a browser shows and never runs: true type, no sniffing, no scripts, no cache."""
	return Response(
		content,
		mimetype=mime,
		headers={
			"Content-Disposition": f"inline; filename*=UTF-8''{quote(file_name)}",
			"X-Content-Type-Options": "nosniff",
			"Content-Security-Policy": POLICY,
			"Cache-Control": "private, no-store",
		},
	)
