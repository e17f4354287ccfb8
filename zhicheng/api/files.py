"""Proofs in and out: the only doors through which a dossier's files pass; a notice's attachments beside them."""

from urllib.parse import quote

import frappe
from werkzeug.wrappers import Response

from zhicheng.api.dossier_answers import told
from zhicheng.domain.approval import notice_files
from zhicheng.domain.audit import scrub, views
from zhicheng.domain.dossier import attachments, uploads
from zhicheng.domain.files import file_store
from zhicheng.exceptions import FileRefused
from zhicheng.permissions.applications import require_read
from zhicheng.permissions.files import require_read_notice

# an image or a PDF needs nothing from anywhere
POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
SHOWN = ("image/jpeg", "image/png", "application/pdf")


@frappe.whitelist(methods=["POST"])
@told
def upload(
	application: str, section: str, fieldname: str, row: str = "", replace: str = "", mark: str = ""
) -> dict:
	"""上传附件, 修改: one small file of a multipart request; sent again with the same mark, it is kept once."""
	content, file_name = _sent()
	place = {"row": row, "replace": replace, "user": frappe.session.user, "upload": uploads.tidy_mark(mark)}
	return attachments.add(application, section, fieldname, content=content, file_name=file_name, **place)


@frappe.whitelist(methods=["POST"])
@told
def begin_upload(
	application: str, section: str, fieldname: str, file_name: str, size: int, row: str = "", replace: str = ""
) -> dict:
	"""上传附件 in parts: asked before the first byte is sent."""
	place = {"row": row, "replace": replace, "user": frappe.session.user}
	return uploads.begin(application, section, fieldname, file_name=file_name, size=size, **place)


@frappe.whitelist(methods=["POST"])
@told
def send_part(token: str, offset: int) -> dict:
	"""The next piece of an upload in parts."""
	return uploads.append(token, offset, _sent()[0], user=frappe.session.user)


@frappe.whitelist(methods=["POST"])
@told
def resume_upload(application: str, token: str) -> dict:
	"""续传: where an upload stands."""
	return uploads.resume(token, application=application, user=frappe.session.user)


@frappe.whitelist(methods=["POST"])
@told
def finish_upload(application: str, token: str) -> dict:
	"""The last piece has come."""
	return uploads.finish(token, application=application, user=frappe.session.user)


@frappe.whitelist(methods=["POST"])
@told
def abandon_upload(token: str) -> dict:
	"""停止上传."""
	uploads.abandon(token, user=frappe.session.user)
	return {"gone": token}


@frappe.whitelist(methods=["POST"])
@told
def cancel(application: str, attachment: str) -> dict:
	"""取消上传."""
	attachments.cancel(application, attachment, user=frappe.session.user)
	return {"gone": attachment}


@frappe.whitelist(methods=["GET"])
@told
def proof(application: str, attachment: str, download: int = 0) -> Response:
	"""预览, 下载: the bytes, for those who may read the case; a proof of an older round as well."""
	require_read(application)
	found = attachments.of_case(application, attachment)
	views.note(views.PROOF, application=application)
	return inline(file_store.read(found.file), found.mime, found.file_name, download=bool(download))


@frappe.whitelist(methods=["GET"])
@told
def notice_attachment(notice: str, attachment: str) -> Response:
	"""An attachment of a notice, for those who may see the notice; what is no picture and no PDF is saved, not shown."""
	require_read_notice(notice)
	content, mime, name = notice_files.content(notice, attachment)
	return inline(content, mime, name, download=mime not in SHOWN)


def inline(content: bytes, mime: str, file_name: str, *, download: bool = False) -> Response:
	"""An answer that a browser shows and never runs: true type, no sniffing, no scripts, no cache."""
	way = "attachment" if download else "inline"
	return Response(
		content,
		mimetype=mime,
		headers={
			"Content-Disposition": f"{way}; filename*=UTF-8''{quote(scrub.clean_name(file_name))}",
			"X-Content-Type-Options": "nosniff",
			"Content-Security-Policy": POLICY,
			"Cross-Origin-Resource-Policy": "same-origin",
			"Cache-Control": "private, no-store",
		},
	)


def _sent() -> tuple[bytes, str]:
	sent = frappe.request.files.get("file")
	if not sent:
		raise FileRefused("没有收到文件，请重新选择后上传。")
	return sent.stream.read(), sent.filename
