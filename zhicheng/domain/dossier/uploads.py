"""A proof that comes in parts, for thin lines: begun, sent piece by piece, gone on with after a cut, finished.

Begun and finished ask the same as an upload in one piece; the pieces between ask only whose upload it is.
"""

import re

import frappe

from zhicheng.domain.dossier import attachments
from zhicheng.domain.files import file_check, partial_uploads
from zhicheng.exceptions import FileRefused, UploadGone

MARK = re.compile(r"[0-9a-f]{32}")


def begin(
	application: str, section: str, fieldname: str, *, file_name: str, size: int, user: str,
	row: str = "", replace: str = "",
) -> dict:  # fmt: skip
	"""Refuse at once what would be refused at the end: name, size, place, room."""
	file_check.require_announced(file_name, size)
	attachments.require_room(application, section, fieldname, size=size, user=user, row=row, replace=replace)
	partial = partial_uploads.begin(
		user=user, application=application, section=section, fieldname=fieldname, row=row, replace=replace,
		file_name=file_check.tidy_name(file_name), size=size,
	)  # fmt: skip
	return {"token": partial.token, "offset": 0, "step": partial_uploads.STEP}


def resume(token: str, *, application: str, user: str) -> dict:
	"""Where an upload stands; one that was finished while the answer got lost gives its proof.

	:raises UploadGone: neither
	"""
	try:
		partial = partial_uploads.read(user, token)
	except UploadGone:
		return {"kept": _finished(token, application, user)}
	return {"token": token, "offset": partial_uploads.arrived(partial), "step": partial_uploads.STEP}


def append(token: str, offset: int, content: bytes, *, user: str) -> dict:
	"""The next piece; the answer says where to go on, whatever was sent."""
	return {"offset": partial_uploads.append(partial_uploads.read(user, token), offset, content)}


def finish(token: str, *, application: str, user: str) -> dict:
	"""The whole file becomes a proof; what is refused is not kept for another try."""
	try:
		partial = partial_uploads.read(user, token)
	except UploadGone:
		return _finished(token, application, user)
	content = partial_uploads.content(partial)
	try:
		kept = attachments.add(
			partial.application, partial.section, partial.fieldname, content=content, file_name=partial.file_name,
			user=user, row=partial.row, replace=partial.replace, upload=token,
		)  # fmt: skip
	except FileRefused:
		partial_uploads.remove(partial)
		raise
	frappe.db.after_commit.add(lambda: partial_uploads.remove(partial))
	return kept


def tidy_mark(mark: str) -> str:
	"""What a page made up for one file; anything else marks nothing."""
	return mark if MARK.fullmatch(mark or "") else ""


def abandon(token: str, *, user: str) -> None:
	"""停止上传: nothing of it stays; one that is gone already is gone."""
	partial = partial_uploads.read_or_none(user, token)
	if partial:
		partial_uploads.remove(partial)


def _finished(token: str, application: str, user: str) -> dict:
	mark = {"application": application, "upload": token, "uploaded_by": user}
	name = frappe.db.get_value(attachments.ATTACHMENT, mark) if partial_uploads.TOKEN.fullmatch(token or "") else None
	if not name:
		raise UploadGone(partial_uploads.GONE)
	return attachments.public(application, attachments.of_case(application, name))
