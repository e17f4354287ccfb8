"""整卷材料: form and every proof as one PDF with cover, index and bookmarks; made in the background, kept by content."""

import hashlib
import io
import json
from contextlib import ExitStack
from pathlib import Path

import frappe
from frappe.utils import now_datetime
from pypdf import PdfReader

from zhicheng.domain import act_log
from zhicheng.export import jobs
from zhicheng.printing import bundle_entries, bundle_pdf, dossier_view, gate, renderer, templating, verification
from zhicheng.printing.paper import MARK, paper

KIND = "整卷材料"
VERSION = 1
ROWS_PER_INDEX_PAGE = 28


def start(application: str) -> dict:
	"""Begin one for the session's user; a file of the same content that is still there is handed out again.

	:raises frappe.PermissionError: when he may not read or not yet print the application
	"""
	user = frappe.session.user
	gate.require_printable(application, user)
	view = dossier_view.context(application, user)
	key = _content_key(view)
	number = view["case"]["application_no"] or "草稿"
	values = {"application": application, "content_key": key}
	job = jobs.create(KIND, f"整卷材料 {number}", f"{number}_整卷材料.pdf", request={"application": application}, **values)
	same = jobs.reusable(key)
	if same:
		jobs.hand_out(job, same)
		return jobs.state(job)
	return jobs.start(job, in_background=True)


def make(job: dict, request: dict, path: Path, tell: jobs.Tell) -> dict:
	"""Write the PDF as the requester may see the application at this moment."""
	application, user = request["application"], job.requested_by
	gate.require_printable(application, user)
	form = paper(application, user)
	entries = bundle_entries.of_view(form.values)
	bundle_entries.locate(entries, application)
	steps = len(entries) + 2
	tell(0, steps, "排版申报表")
	drawn = renderer.pdf(form)
	with ExitStack() as stack:
		bundle_pdf.open_proofs(entries, stack)
		bundle_pdf.check_pictures(entries)
		tell(1, steps, "排版封面和目录")
		form_pages = len(PdfReader(io.BytesIO(drawn)).pages)
		front = 1 + max(1, -(-(len(entries) + 1) // ROWS_PER_INDEX_PAGE))
		last = bundle_pdf.number(entries, front + form_pages + 1)
		values = {"form": form, "entries": entries, "front": front, "form_pages": form_pages, "last": last}
		sheets = renderer.sheets(templating.render("dossier/bundle/sheets.html", _sheet_values(**values)))
		bundle_pdf.assemble(
			path, sheets=sheets, form=drawn, entries=entries, front=front, title=job.title,
			tell=lambda done: tell(done + 1, steps, "合并附件"),
		)  # fmt: skip
	act_log.record("生成整卷材料", application=application, detail=f"附件 {len(entries)} 份，共 {last} 页")
	return {"done": steps, "total": steps, "row_count": last, "content_key": _content_key(form.values)}


def _content_key(view: dict) -> str:
	"""The same for the same content shown to the same kind of reader; proofs never change under their name."""
	proofs = [(entry.heading, entry.name) for entry in bundle_entries.of_view(view)]
	scope = [view["scope"].live, view["scope"].with_opinions]
	said = [VERSION, view["name"], verification.digest(view), scope, proofs]
	return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _sheet_values(*, form, entries: list, front: int, form_pages: int, last: int) -> dict:
	rows = [{"title": "申报表", "file": "", "page": front + 1, "pages": form_pages}]
	rows += [
		{"title": entry.heading, "file": entry.file_name, "page": entry.first_page, "pages": entry.pages} for entry in entries
	]
	cut = [rows[start : start + ROWS_PER_INDEX_PAGE] for start in range(0, len(rows), ROWS_PER_INDEX_PAGE)]
	pages = [{"number": front + number, "entry": None, "of": 0} for number in range(1, form_pages + 1)]
	for number, entry in enumerate(entries, start=1):
		pages += [
			{"number": entry.first_page + offset, "entry": entry, "count": number, "of": offset + 1}
			for offset in range(entry.pages)
		]
	return {
		"case": form.values["case"], "header": form.header.split("　")[0], "mark": form.mark and MARK, "index": cut,
		"sheets": pages, "last": last, "number_of_proofs": len(entries),
		"made_on": now_datetime().strftime("%Y-%m-%d %H:%M"),
	}  # fmt: skip
