"""What Frappe allows with files and we do not: the rules behind our File events.

A file of the trade is written and removed by `file_store` alone; an Attach field takes only its own document's files.
"""

from urllib.parse import unquote

import frappe

from zhicheng.domain.accounts import admins
from zhicheng.domain.audit import scrub
from zhicheng.exceptions import FileRefused

GUARDED = (
	"Application Dossier", "Title Application", "Process Attachment", "Dossier Attachment", "Signature Picture",
)  # fmt: skip
FROZEN_FIELDS = ("file_url", "is_private", "attached_to_doctype", "attached_to_name", "attached_to_field", "file_name")
ATTACH_TYPES = ("Attach", "Attach Image")
FOLDERS = ("/private/files/", "/files/")
FOREIGN = "不能使用申报附件的地址，请上传自己的文件。"
ODD = "文件的地址不对。请上传文件，不要填写网址或路径。"
PUBLIC = "文件只能作为私有文件保存，请在上传时选“私有”。公开的文件任何人都能打开，只由系统管理员上传。"


def is_guarded(file) -> bool:
	return file.get("attached_to_doctype") in GUARDED


def refuse_foreign_row(file, method=None) -> None:
	"""before_insert: nobody attaches to our records by himself; no number of a person becomes an address."""
	if is_guarded(file):
		raise FileRefused("请在申报页面用“上传附件”上传，不能用其他方式添加附件。")
	_require_plain_address(file.file_url)
	_require_private(file)
	if scrub.clean_name(file.file_name) != (file.file_name or "").replace("*", "_"):
		# thrown, because Frappe's own upload tells the browser no other words
		frappe.throw("文件名里有身份证号码或手机号码，它会出现在文件的地址里。请改名后重新上传。", FileRefused)


def refuse_change(file, method=None) -> None:
	"""before_validate: a file of ours never becomes public, moves or is renamed; no other file moves to us.

	Not `validate`: Frappe's own validate has moved the bytes by then.
	"""
	if file.is_new():
		return
	before = frappe.db.get_value("File", file.name, FROZEN_FIELDS, as_dict=True) or {}
	if is_guarded(before) or is_guarded(file):
		raise FileRefused("申报附件不能修改、公开或移动。草稿中的附件请在申报页面修改或取消上传。")
	if file.file_url != before.get("file_url"):
		_require_plain_address(file.file_url)
	if before.get("is_private"):
		_require_private(file)
	if file.file_url != before.get("file_url") and is_our_address(file.file_url, apart_from=file.name):
		raise FileRefused(FOREIGN)


def may_be_public(file, user: str) -> bool:
	"""A public file is a page of this site for everybody, with whatever script it holds: the system administrator's alone."""
	return bool(file.get("is_private") or file.get("is_folder")) or admins.is_system(user)


def is_plain_address(url: str | None) -> bool:
	"""A file's own name in one of the two folders, or none yet: Frappe follows `..` up to the site's configuration, and reads
	what an address of this very site names."""
	if not url:
		return True
	folder = next((folder for folder in FOLDERS if url.startswith(folder)), "")
	name = unquote(url.removeprefix(folder))
	return bool(folder) and name not in ("", ".", "..") and not set(name) & {"/", "\\", "\0"}


def _require_plain_address(url: str | None) -> None:
	if frappe.session.user != admins.ADMINISTRATOR and not is_plain_address(url):
		frappe.throw(ODD, FileRefused)


def _require_private(file) -> None:
	if not may_be_public(file, frappe.session.user):
		# thrown, because Frappe's own upload tells the browser no other words
		frappe.throw(PUBLIC, FileRefused)


def refuse_removal(file, method=None) -> None:
	"""on_trash: 取消上传 is the only way, and only in a draft."""
	if is_guarded(file):
		raise FileRefused("申报附件不能在这里删除。草稿中的附件请在申报页面取消上传。")


def require_own_files(doc, method=None) -> None:
	"""validate of our records: an Attach field takes the document's own file, or a new one of the user."""
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


def is_our_address(url: str | None, *, apart_from: str | None = None) -> bool:
	"""Whether an address is that of a file of ours (another than the one named)."""
	url = unquote(url or "").split("?")[0]
	if not url.startswith("/private/files/"):
		return False
	filters = {"file_url": url, "attached_to_doctype": ["in", GUARDED]}
	if apart_from:
		filters["name"] = ["!=", apart_from]
	return bool(frappe.db.exists("File", filters))


def refuse_our_address(doc) -> None:
	"""validate of every record: Frappe would copy the bytes for whoever puts their address into an Attach field."""
	if doc.doctype == "File":
		return
	for df in doc.meta.get("fields", {"fieldtype": ["in", ATTACH_TYPES]}):
		address = doc.get(df.fieldname)
		if is_our_address(address):
			raise FileRefused(FOREIGN)
		if str(address or "").startswith(FOLDERS):
			_require_plain_address(address)
