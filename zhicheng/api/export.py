"""Exports and documents made in the background: begin, ask how far, fetch. All for the requester alone."""

from urllib.parse import quote

import frappe
from frappe.utils import cint
from werkzeug.wrappers import Response
from werkzeug.wsgi import FileWrapper

from zhicheng.api import refused_acts
from zhicheng.api.print_page import in_page
from zhicheng.domain.audit import views
from zhicheng.export import jobs, register_export
from zhicheng.printing import dossier_file
from zhicheng.refusals import spoken

TYPES = {
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pdf": "application/pdf",
}


@frappe.whitelist(methods=["POST"])
@spoken
@refused_acts.noted("导出一览表")
def register(
	level: str, filters: dict | str = "", names: list | str = "", with_numbers: bool | int | str = 0, reason: str = ""
) -> dict:
	"""导出 of a register: what is filtered, or the ticked rows."""
	return register_export.start(
		level,
		frappe.parse_json(filters) if filters else {},
		[str(name) for name in frappe.parse_json(names)] if names else [],
		with_numbers=bool(cint(with_numbers)),
		reason=reason,
	)


@frappe.whitelist(methods=["POST"])
@spoken
@refused_acts.noted("生成整卷材料")
def dossier(application: str) -> dict:
	"""整卷材料: form and proofs as one PDF, for clerks and for the applicant alike."""
	return dossier_file.start(application)


@frappe.whitelist(methods=["GET"])
@spoken
def progress(job: str) -> dict:
	"""How far a file is; the page asks again while it waits."""
	return jobs.state(job)


@frappe.whitelist(methods=["GET"])
@in_page
@spoken
def download(job: str) -> Response:
	"""The finished file, streamed from the disk."""
	path, found = jobs.file_of(job)
	if found.application:
		views.note(views.WHOLE, application=found.application)
	headers = {
		"Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.file_name)}",
		"Content-Length": str(path.stat().st_size),
		"X-Content-Type-Options": "nosniff",
		"Cache-Control": "private, no-store",
	}
	return Response(
		FileWrapper(path.open("rb")), mimetype=TYPES[path.suffix], headers=headers, direct_passthrough=True
	)
