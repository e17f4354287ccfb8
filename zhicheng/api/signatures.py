"""Signatures of a unit's leaders as stored pictures."""

import frappe
from werkzeug.wrappers import Response

from zhicheng.api.files import inline
from zhicheng.domain.approval import signatures
from zhicheng.domain.files import file_store
from zhicheng.exceptions import FileRefused
from zhicheng.permissions.applications import require_read
from zhicheng.refusals import spoken


@frappe.whitelist(methods=["GET"])
@spoken
def offered() -> list[dict]:
	"""The own unit's pictures."""
	return signatures.of_unit(frappe.session.user)


@frappe.whitelist(methods=["POST"])
@spoken
def add(leader_name: str) -> dict:
	"""One picture of a multipart request."""
	sent = frappe.request.files.get("file")
	if not sent:
		raise FileRefused("没有收到图片，请重新选择后上传。")
	return signatures.add(leader_name=leader_name, content=sent.stream.read(), file_name=sent.filename)


@frappe.whitelist(methods=["POST"])
@spoken
def retire(name: str) -> dict:
	"""停用."""
	return signatures.retire(name)


@frappe.whitelist(methods=["GET"])
@spoken
def picture(name: str, application: str = "") -> Response:
	"""The picture: for the own unit's clerks, and for those who may read a case in which it stands."""
	found = None
	if application:
		require_read(application)
		found = signatures.in_case(name, application)
	found = found or signatures.own(name, frappe.session.user)
	return inline(file_store.read(found.file), found.mime, f"{found.leader_name}签字")
