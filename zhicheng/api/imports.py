"""批量导入 of units and people: template, upload with check, run, how far it is."""

from urllib.parse import quote

import frappe
from werkzeug.wrappers import Response

from zhicheng.api.export import TYPES
from zhicheng.api.print_page import in_page
from zhicheng.domain.files.file_check import tidy_name
from zhicheng.domain.imports import columns, imports, template, workbook_file
from zhicheng.exceptions import ImportRefused
from zhicheng.export import import_jobs, jobs
from zhicheng.permissions import imports as permissions
from zhicheng.refusals import spoken

SHOWN = ("name", "kind", "status", "total", "done", "added", "existing", "faulty", "first_faults", "error")


@frappe.whitelist(methods=["GET"])
@spoken
def kinds() -> list[str]:
	"""What the user may import."""
	return [kind for kind in columns.KINDS if permissions.can_import(frappe.session.user, kind)]


@frappe.whitelist(methods=["GET"])
@in_page
@spoken
def download_template(kind: str) -> Response:
	"""下载模板: an empty table with drop-downs, notes and an example."""
	permissions.require_import(frappe.session.user, kind)
	headers = {
		"Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'{kind}导入模板.xlsx')}",
		"Cache-Control": "private, no-store",
		"X-Content-Type-Options": "nosniff",
	}
	return Response(template.make(kind, frappe.session.user), mimetype=TYPES[".xlsx"], headers=headers)


@frappe.whitelist(methods=["POST"])
@spoken
def upload(kind: str) -> dict:
	"""上传并检查: one workbook of a multipart request; the check begins at once, nothing is written."""
	permissions.require_import(frappe.session.user, kind)
	sent = frappe.request.files.get("file")
	if not sent:
		raise ImportRefused("没有收到文件，请重新选择。")
	content = sent.stream.read(workbook_file.MOST_BYTES + 1)
	name = imports.create(kind, tidy_name(sent.filename or ""), content)
	import_jobs.begin_check(name)
	return _state(name)


@frappe.whitelist(methods=["POST"])
@spoken
def start(name: str) -> dict:
	"""开始导入, 继续导入, 重新检查."""
	found = permissions.require_own(name, frappe.session.user)
	permissions.require_import(frappe.session.user, found.kind)
	begin = import_jobs.begin_check if found.status == imports.CHECKING else import_jobs.begin_run
	begin(name)
	return _state(name)


@frappe.whitelist(methods=["POST"])
@spoken
def drop(name: str) -> dict:
	"""放弃: the uploaded workbook is removed."""
	permissions.require_own(name, frappe.session.user)
	imports.drop(name)
	return _state(name)


@frappe.whitelist(methods=["GET"])
@spoken
def progress(name: str) -> dict:
	"""How far it is; where the workbook that came back is fetched."""
	permissions.require_own(name, frappe.session.user)
	return _state(name)


def _state(name: str) -> dict:
	found = imports.get(name)
	told = {key: found[key] for key in SHOWN}
	told["can_continue"] = found.status in (imports.CHECKING, imports.RUNNING) and imports.is_silent(found)
	for key in ("check_job", "run_job"):
		told[key] = jobs.state(found[key]) if found[key] and jobs.get(found[key]) else None
	return told
