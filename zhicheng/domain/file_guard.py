"""What Frappe allows with files and we do not (frappe-facts 0.9, 0.10): the rules behind our File events.

A file of the trade is written and removed by `file_store` alone; an Attach field takes only its own document's files.
"""

import frappe

from zhicheng.exceptions import FileRefused

GUARDED = ("Application Dossier", "Title Application", "Process Attachment", "Dossier Attachment")
FROZEN_FIELDS = ("file_url", "is_private", "attached_to_doctype", "attached_to_name", "attached_to_field", "file_name")
ATTACH_TYPES = ("Attach", "Attach Image")


def is_guarded(file) -> bool:
	return file.get("attached_to_doctype") in GUARDED


def refuse_foreign_row(file, method=None) -> None:
	"""before_insert: nobody attaches to our records by himself, or makes a second row for one of our files."""
	if is_guarded(file):
		raise FileRefused("请在申报页面用“上传附件”上传，不能用其他方式添加附件。")
	_refuse_our_address(file)


def refuse_change(file, method=None) -> None:
	"""validate: a file of ours never becomes public, moves or is renamed; no other file moves to us."""
	if file.is_new():
		return
	before = frappe.db.get_value("File", file.name, FROZEN_FIELDS, as_dict=True) or {}
	if is_guarded(before) or is_guarded(file):
		raise FileRefused("申报附件不能修改、公开或移动。草稿中的附件请在申报页面修改或取消上传。")
	if file.file_url != before.get("file_url"):
		_refuse_our_address(file)


def refuse_removal(file, method=None) -> None:
	"""on_trash: 取消上传 is the only way, and only in a draft."""
	if is_guarded(file):
		raise FileRefused("申报附件不能在这里删除。草稿中的附件请在申报页面取消上传。")


def require_own_files(doc, method=None) -> None:
	"""validate of our records: an address put into an Attach field is the document's own file, or a new one of the user."""
	before = None if doc.is_new() else doc.get_doc_before_save()
	for row in [doc, *doc.get_all_children()]:
		for df in row.meta.get("fields", {"fieldtype": ["in", ATTACH_TYPES]}):
			value = row.get(df.fieldname)
			if value and not _was_there(before, row, df.fieldname, value) and not _is_own(doc, value):
				raise FileRefused(f"“{df.label}”中的文件不属于这份记录，请重新上传。")


def _was_there(before, row, fieldname: str, value: str) -> bool:
	if not before:
		return False
	return any(
		old.doctype == row.doctype and old.name == row.name and old.get(fieldname) == value
		for old in [before, *before.get_all_children()]
	)


def _is_own(doc, url: str) -> bool:
	rows = frappe.get_all(
		"File", filters={"file_url": url}, fields=["attached_to_doctype", "attached_to_name", "owner"]
	)
	return any(
		(row.attached_to_doctype, row.attached_to_name) == (doc.doctype, doc.name)
		or (not row.attached_to_name and row.owner == frappe.session.user)
		for row in rows
	)


def _refuse_our_address(file) -> None:
	if file.get("file_url") and frappe.db.exists(
		"File", {"file_url": file.file_url, "attached_to_doctype": ["in", GUARDED]}
	):
		raise FileRefused("不能使用他人的附件地址，请上传自己的文件。")
