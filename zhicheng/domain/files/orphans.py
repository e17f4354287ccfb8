"""Files without a row, rows without a file, uploads that stopped half-way: what a system manager looks through."""

import os
import re
from datetime import datetime

import frappe

from zhicheng.domain.files import partial_uploads
from zhicheng.domain.files.file_guard import GUARDED

# who holds files, and under which of its fields the report looks for the columns it shows
CASE_FILES = ("application", "file_name", "file_size")
HOLDERS = {"Dossier Attachment": CASE_FILES, "Process Attachment": CASE_FILES, "Signature Picture": ("leader_name as file_name",)}
OURS = re.compile(r"[0-9a-z]{32}\.(pdf|jpg|png)")
LOST_FILE, LOST_BYTES, LOST_ROW, STRAY = "有记录无文件", "有文件记录无内容", "有文件无附件记录", "磁盘上无记录的文件"
PARTIAL = "未传完的上传"
HELP = {
	LOST_FILE: "附件记录找不到文件，请从备份恢复，或请申报人重新上传。",
	LOST_BYTES: "磁盘上没有内容，请从备份恢复，或请申报人重新上传。",
	LOST_ROW: "没有附件记录使用它，核实后可由系统管理员清理。",
	STRAY: "没有任何记录使用它，核实后可从磁盘删除。",
	PARTIAL: f"{partial_uploads.HOURS} 小时没有继续的会自动清理。",
}


def found() -> list[dict]:
	"""All of them, each with its kind, what is known of it, and what to do."""
	held = _held()
	files = {row.name: row for row in _files()}
	return [*_rows_without_file(held, files), *_files_without_row(held, files), *_strays(files), *_partials()]


def _held() -> list[frappe._dict]:
	return [
		frappe._dict(row, doctype=doctype)
		for doctype, own in HOLDERS.items()
		for row in frappe.get_all(doctype, fields=["name", "file", "uploaded_on", *own], order_by="uploaded_on asc")
	]


def _files() -> list[frappe._dict]:
	fields = ["name", "file_url", "file_name", "file_size", "creation", "attached_to_doctype", "attached_to_name"]
	return frappe.get_all("File", filters={"attached_to_doctype": ["in", GUARDED]}, fields=fields)


def _rows_without_file(held: list, files: dict) -> list[dict]:
	lost = []
	for row in held:
		file = files.get(row.file)
		if not file:
			lost.append(_line(LOST_FILE, row.file_name, row.application, row.file_size, row.uploaded_on, row.name))
		elif not os.path.isfile(_path(file.file_url)):
			lost.append(_line(LOST_BYTES, row.file_name, row.application, row.file_size, row.uploaded_on, row.name))
	return lost


def _files_without_row(held: list, files: dict) -> list[dict]:
	used = {row.file for row in held}
	return [
		_line(LOST_ROW, file.file_name, _application(file), file.file_size, file.creation, file.name)
		for file in files.values()
		if file.name not in used
	]


def _application(file: dict) -> str:
	if file.attached_to_doctype != "Application Dossier":
		return ""
	return frappe.db.get_value("Application Dossier", file.attached_to_name, "application") or ""


def _strays(files: dict) -> list[dict]:
	"""On disk under a name as we give them, and in no row of the file list."""
	folder = frappe.get_site_path("private", "files")
	known = {os.path.basename(file.file_url or "") for file in files.values()}
	names = [name for name in os.listdir(folder) if OURS.fullmatch(name) and name not in known]
	listed = set(frappe.get_all("File", filters={"file_url": ["in", [_url(name) for name in names]]}, pluck="file_url"))
	lines = []
	for name in sorted(name for name in names if _url(name) not in listed):
		told = os.stat(os.path.join(folder, name))
		lines.append(_line(STRAY, name, "", told.st_size, datetime.fromtimestamp(told.st_mtime), name))
	return lines


def _partials() -> list[dict]:
	return [
		_line(
			PARTIAL, f"{row['file_name']}（{row['held']}/{row['size']} 字节）", row["application"], row["held"],
			datetime.fromtimestamp(row["changed"]), "",
		)
		for row in partial_uploads.described()
	]  # fmt: skip


def _line(kind: str, title: str, application: str, size: int, since, record: str) -> dict:
	return {
		"kind": kind, "title": title, "application": application, "size": size or 0, "since": since,
		"record": record, "help": HELP[kind],
	}  # fmt: skip


def _url(name: str) -> str:
	return f"/private/files/{name}"


def _path(url: str) -> str:
	return frappe.get_site_path("private", "files", os.path.basename(url or "-"))
