"""Proofs (上传附件): one or several images or PDFs beside a field or a row, gone with what they prove.

What a snapshot of the case names is evidence: it leaves the dossier, yet stays for the round that was submitted.
"""

import frappe
from frappe.utils import now

from zhicheng.domain import records
from zhicheng.domain.dossier import dossier_access
from zhicheng.domain.dossier.section_fields import ATTACH_TYPES, DOSSIER, get, own_fields, proof_of
from zhicheng.domain.dossier.sections import Proof, Section
from zhicheng.domain.files import file_check, file_store, partial_uploads
from zhicheng.domain.queries import dossiers
from zhicheng.exceptions import FileRefused

ATTACHMENT = "Dossier Attachment"
MAX_PER_PLACE = 20
# sections whose rows are told apart by a name: it comes first, the files after it (manual 4.1.1.14)
NAMED_FIRST = {"other_attachment": "attachment_name"}


def add(
	application: str, section: str, fieldname: str, *, content: bytes, file_name: str, user: str,
	row: str = "", replace: str = "", upload: str = "",
) -> dict:  # fmt: skip
	"""Keep one proof; on 首页 a place holds exactly one, so a new one takes the old one's place (修改).

	:param upload: the mark of an upload in parts; the same mark again gets the first answer
	"""
	dossier_access.require_draft(application, user)
	checked = file_check.check(content, file_name)
	case, dossier = dossier_access.lock_draft(application, user)
	behind = dossiers.is_behind(dossier)
	known = dossiers.attachments(application, with_retired=True, lock=behind, upload=upload) if upload else []
	if known:
		return public(application, known[0])
	place, proof = _place(dossier, section, fieldname, row, lock=behind)
	present = dossiers.attachments(application, lock=behind)
	leaving = _room(present, proof, section, row, replace, checked.size)
	_leave(application, leaving)
	order = leaving[0].sort_order if leaving else 0
	attachment = _insert(case, dossier, proof, checked, section=section, row=row, order=order, upload=upload)
	_mirror(dossier, place, fieldname, attachment)
	dossier_access.touch(dossier, section)
	staying = [other for other in present if other not in leaving]
	return {**public(application, attachment), "same_as": _same_as(staying, checked.sha256)}


def require_room(
	application: str, section: str, fieldname: str, *, size: int, user: str, row: str = "", replace: str = ""
) -> None:
	"""What can be judged before the first byte is sent: the draft, the place, the number and the sum of sizes."""
	_case, dossier = dossier_access.require_draft(application, user)
	_place_, proof = _place(dossier, section, fieldname, row)
	_room(dossiers.attachments(application), proof, section, row, replace, size)


def cancel(application: str, attachment: str, *, user: str) -> None:
	"""取消上传: the proof leaves while the case is a draft."""
	_, dossier = dossier_access.lock_draft(application, user)
	row = of_case(application, attachment, lock=dossiers.is_behind(dossier))
	if row.retired_on:
		raise frappe.DoesNotExistError("这个附件已取消上传，请刷新页面。")
	_leave(application, [row])
	_mirror(dossier, get(row.section), row.fieldname, None)
	dossier_access.touch(dossier, row.section)


def of_case(application: str, attachment: str, *, lock: bool = False) -> frappe._dict:
	"""The proof, also one of an older round, if it belongs to this case; a foreign name is as good as none."""
	found = dossiers.attachments(application, with_retired=True, lock=lock, name=attachment)
	if not found:
		raise frappe.DoesNotExistError("没有找到这个附件，它可能已被取消上传，请刷新页面。")
	return found[0]


def remove_of_row(application: str, section: str, row: str, *, lock: bool = False) -> None:
	_leave(application, dossiers.attachments(application, lock=lock, section=section, row_name=row))


def remove_all(application: str) -> None:
	"""With the draft go its proofs, and those that were still on their way."""
	_leave(application, dossiers.attachments(application, lock=True))
	applicant = dossiers.case(application).applicant
	frappe.db.after_commit.add(lambda: partial_uploads.remove_of(applicant, application))


def address(application: str, attachment: str) -> str:
	"""Where a proof is shown, for those who may read the case."""
	return f"/api/method/zhicheng.api.files.proof?application={application}&attachment={attachment}"


def public(application: str, attachment: dict) -> dict:
	"""What a page may know of a proof."""
	keys = ("name", "section", "row_name", "fieldname", "label", "file_name", "file_size", "mime", "pages")
	return {**{key: attachment.get(key) for key in keys}, "url": address(application, attachment.get("name"))}


def _place(
	dossier: dict, section: str, fieldname: str, row: str, *, lock: bool = False
) -> tuple[Section, Proof]:  # fmt: skip
	place = get(section)
	proof = proof_of(place, fieldname) if place else None
	if not proof or (row and not place.is_table):
		raise FileRefused("这里不接收附件，请刷新页面后重试。")
	if place.is_table:
		_require_row(dossier, place, row, lock=lock)
	return place, proof


def _require_row(dossier: dict, place: Section, row: str, *, lock: bool) -> None:
	found = next((known for known in dossiers.rows(dossier.name, place, lock=lock) if known.name == row), None)
	if not found:
		raise FileRefused("请先保存这一行，再上传它的附件。")
	name = NAMED_FIRST.get(place.key)
	if name and not (found.get(name) or "").strip():
		raise FileRefused("请先填写并保存附件名称，再上传附件。")


def _room(present: list, proof: Proof, section: str, row: str, replace: str, size: int) -> list:
	"""The proofs that a new one takes the place of; refused when place or dossier are full."""
	here = [a for a in present if (a.section, a.fieldname, a.row_name or "") == (section, proof.fieldname, row)]
	leaving = [a for a in here if not proof.many or a.name == replace]
	if len(here) - len(leaving) >= MAX_PER_PLACE:
		raise FileRefused(f"这里已有 {MAX_PER_PLACE} 个附件，请合并成一个 PDF，或先取消上传一些。")
	used = sum(a.file_size or 0 for a in present) - sum(a.file_size or 0 for a in leaving)
	limit = file_check.limits()["max_dossier_mb"]
	if used + size > limit * 1024 * 1024:
		raise FileRefused(f"全部附件合计不能超过 {limit} MB，已用 {used / 1024 / 1024:.1f} MB。请压缩后再上传。")
	return leaving


def _insert(case: dict, dossier: dict, proof, checked, *, section: str, row: str, order: int, upload: str):
	file = file_store.store(checked, doctype=DOSSIER, name=dossier.name, fieldname=proof.fieldname)
	doc = frappe.new_doc(ATTACHMENT)
	doc.update(
		{
			"application": case.name,
			"section": section,
			"row_name": row,
			"fieldname": proof.fieldname,
			"label": proof.label,
			"file": file,
			"file_name": checked.file_name,
			"file_size": checked.size,
			"mime": checked.mime,
			"pages": checked.pages,
			"sha256": checked.sha256,
			"sort_order": order or frappe.db.count(ATTACHMENT, {"application": case.name}) + 1,
			"uploaded_by": frappe.session.user,
			"uploaded_on": now(),
			"upload": upload or None,
		}
	)
	return records.insert(doc)


def _same_as(others: list, sha256: str) -> str:
	"""The same file twice in one dossier is pointed out, not refused: one certificate may prove two things."""
	twin = next((other for other in others if other.sha256 == sha256), None)
	if not twin:
		return ""
	place = get(twin.section)
	return f"与“{place.title if place else ''}”中“{twin.label}”的附件“{twin.file_name}”内容相同，请核对是否传错。"


def _leave(application: str, leaving: list) -> None:
	"""Evidence of a submitted round is retired; anything else is deleted with its bytes."""
	evidence = dossiers.submitted_files(application) if leaving else set()
	for attachment in leaving:
		if attachment.name in evidence:
			frappe.db.set_value(ATTACHMENT, attachment.name, {"retired": 1, "retired_on": now()})
			continue
		frappe.db.delete(ATTACHMENT, {"name": attachment.name})
		file_store.remove(attachment.file)


def _mirror(dossier: dict, place: Section, fieldname: str, attachment) -> None:
	"""An Attach field of the metadata (photo) holds the address of its own proof, never anything typed."""
	if place.is_table or not any(
		df.fieldname == fieldname and df.fieldtype in ATTACH_TYPES for df in own_fields(place)
	):
		return
	url = frappe.db.get_value("File", attachment.file, "file_url") if attachment else ""
	frappe.db.set_value(DOSSIER, dossier.name, fieldname, url, update_modified=False)
