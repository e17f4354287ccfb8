"""Proofs (上传附件): one or several images or PDFs beside a field or a row, gone with what they prove."""

import frappe
from frappe.utils import now

from zhicheng.domain import records
from zhicheng.domain.dossier import dossier_access
from zhicheng.domain.dossier.section_fields import ATTACH_TYPES, DOSSIER, get, own_fields, proof_of
from zhicheng.domain.dossier.sections import Section
from zhicheng.domain.files import file_check, file_store
from zhicheng.domain.queries import dossiers
from zhicheng.exceptions import FileRefused

MAX_PER_PLACE = 20


def add(
	application: str, section: str, fieldname: str, *, content: bytes, file_name: str, user: str,
	row: str = "", replace: str = "",
) -> dict:  # fmt: skip
	"""Keep one proof; on 首页 a place holds exactly one, so a new one takes the old one's place (修改)."""
	case, dossier = dossier_access.lock_draft(application, user)
	place = get(section)
	proof = proof_of(place, fieldname) if place else None
	if not proof:
		raise FileRefused("这里不接收附件，请刷新页面后重试。")
	_require_row(dossier, place, row)
	checked = file_check.check(content, file_name)

	present = dossiers.attachments(application)
	here = [a for a in present if (a.section, a.fieldname, a.row_name or "") == (section, fieldname, row)]
	leaving = [a for a in here if not proof.many or a.name == replace]
	_require_room(present, leaving, here, checked)
	for old in leaving:
		_remove(old)
	attachment = _insert(case, dossier, proof, checked, section=section, row=row)
	_mirror(dossier, place, fieldname, attachment)
	dossier_access.touch(dossier, section)
	return public(application, attachment)


def cancel(application: str, attachment: str, *, user: str) -> None:
	"""取消上传: the proof leaves while the case is a draft."""
	_, dossier = dossier_access.lock_draft(application, user)
	row = of_case(application, attachment)
	_remove(row)
	_mirror(dossier, get(row.section), row.fieldname, None)
	dossier_access.touch(dossier, row.section)


def of_case(application: str, attachment: str) -> frappe._dict:
	"""The proof, if it belongs to this case; a foreign name is as good as none."""
	found = dossiers.attachments(application, name=attachment)
	if not found:
		raise frappe.DoesNotExistError("没有找到这个附件，它可能已被取消上传，请刷新页面。")
	return found[0]


def remove_of_row(application: str, section: str, row: str) -> None:
	for attachment in dossiers.attachments(application, section=section, row_name=row):
		_remove(attachment)


def remove_all(application: str) -> None:
	for attachment in dossiers.attachments(application):
		_remove(attachment)


def address(application: str, attachment: str) -> str:
	"""Where a proof is shown, for those who may read the case."""
	return f"/api/method/zhicheng.api.files.proof?application={application}&attachment={attachment}"


def public(application: str, attachment: dict) -> dict:
	"""What a page may know of a proof."""
	keys = ("name", "section", "row_name", "fieldname", "label", "file_name", "file_size", "mime", "pages")
	return {**{key: attachment.get(key) for key in keys}, "url": address(application, attachment.get("name"))}


def _require_row(dossier: dict, place: Section, row: str) -> None:
	if not place.is_table:
		if row:
			raise FileRefused("这里不接收附件，请刷新页面后重试。")
		return
	if not any(known.name == row for known in dossiers.rows(dossier.name, place)):
		raise FileRefused("请先保存这一行，再上传它的附件。")


def _require_room(present: list, leaving: list, here: list, checked: file_check.Checked) -> None:
	if len(here) - len(leaving) >= MAX_PER_PLACE:
		raise FileRefused(f"这里已有 {MAX_PER_PLACE} 个附件，请合并成一个 PDF，或先取消上传一些。")
	used = sum(a.file_size or 0 for a in present) - sum(a.file_size or 0 for a in leaving)
	limit = file_check.limits()["max_dossier_mb"]
	if used + checked.size > limit * 1024 * 1024:
		raise FileRefused(f"全部附件合计不能超过 {limit} MB，已用 {used / 1024 / 1024:.1f} MB。请压缩后再上传。")


def _insert(case: dict, dossier: dict, proof, checked: file_check.Checked, *, section: str, row: str):
	file = file_store.store(checked, doctype=DOSSIER, name=dossier.name, fieldname=proof.fieldname)
	doc = frappe.new_doc("Dossier Attachment")
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
			"sort_order": frappe.db.count("Dossier Attachment", {"application": case.name}) + 1,
			"uploaded_by": frappe.session.user,
			"uploaded_on": now(),
		}
	)
	return records.insert(doc)


def _remove(attachment: dict) -> None:
	frappe.db.delete("Dossier Attachment", {"name": attachment.name})
	file_store.remove(attachment.file)


def _mirror(dossier: dict, place: Section, fieldname: str, attachment) -> None:
	"""An Attach field of the metadata (photo) holds the address of its own proof, never anything typed."""
	if place.is_table or not any(
		df.fieldname == fieldname and df.fieldtype in ATTACH_TYPES for df in own_fields(place)
	):
		return
	url = frappe.db.get_value("File", attachment.file, "file_url") if attachment else ""
	frappe.db.set_value(DOSSIER, dossier.name, fieldname, url, update_modified=False)
