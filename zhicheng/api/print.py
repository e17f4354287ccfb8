"""Printing: our own address and Frappe's, all through one permission, one gate and one renderer."""

import json
from urllib.parse import quote

import frappe
from werkzeug.wrappers import Response

from zhicheng.api import refused_acts
from zhicheng.api.print_page import in_page
from zhicheng.domain.approval import inputs
from zhicheng.domain.audit import views
from zhicheng.exceptions import ActionNotAllowed
from zhicheng.permissions import people
from zhicheng.printing import gate, renderer
from zhicheng.printing.paper import paper
from zhicheng.refusals import spoken

APPLICATION = "Title Application"
# records that print as the form of the application they belong to, or not at all
GUARDED = (
	*("Application Dossier", "Dossier Attachment", "Dossier Snapshot"),
	*("Stage Opinion", "Process Attachment"),
)
# each form takes seconds; more of them would hold a web process too long
MOST_TOGETHER = 20
STOCK = "frappe.utils.print_format"
WEASYPRINT = "frappe.utils.weasyprint.download_pdf"


@frappe.whitelist(methods=["GET"])
@in_page
@spoken
@refused_acts.noted(views.PRINT)
def application_pdf(name: str) -> Response:
	"""打印: the form as a PDF shown by the browser; its file name tells nothing about the person."""
	return shown(_pdf(name), name)


@frappe.whitelist(methods=["GET"])
@in_page
@spoken
@refused_acts.noted(views.PRINT)
def applications_pdf(names: str) -> Response:
	"""Several forms as one PDF, in the order given."""
	label = "要打印的申报"
	asked = inputs.entries(inputs.parsed(names, label, ActionNotAllowed), label, ActionNotAllowed, str)
	return shown(_together(asked), "together")


@frappe.whitelist(allow_guest=True)
@in_page
@spoken
def download_pdf(
	doctype: str,
	name: str,
	format: str | None = None,
	doc=None,
	no_letterhead: int | str = 0,
	language: str | None = None,
	letterhead: str | None = None,
	pdf_generator: str | None = None,
):
	"""Frappe's PDF button: for an application our form, whatever format was asked for."""
	_refuse_guarded(doctype)
	if doctype != APPLICATION:
		return _stock(
			f"{STOCK}.download_pdf",
			**{"doctype": doctype, "name": name, "format": format, "doc": doc, "language": language},
			**{"no_letterhead": no_letterhead, "letterhead": letterhead, "pdf_generator": pdf_generator},
		)
	return shown(_pdf(name), name)


@frappe.whitelist()
@spoken
def download_multi_pdf(
	doctype, name: str, format=None, no_letterhead=False, letterhead=None, options=None, **kwargs
):
	"""Frappe's print of ticked rows: applications as one PDF of our forms; none is left out silently."""
	names = _names(doctype, name)
	if names is None:
		asked = {"doctype": doctype, "name": name, "format": format, "options": options, **kwargs}
		return _stock(
			f"{STOCK}.download_multi_pdf", no_letterhead=no_letterhead, letterhead=letterhead, **asked
		)
	return shown(_together(names), "together")


@frappe.whitelist()
@spoken
def download_multi_pdf_async(
	doctype, name: str, format=None, no_letterhead=False, letterhead=None, options=None, **kwargs
):
	"""As above where Frappe prints in the background: the answer names our address, no file is left."""
	names = _names(doctype, name)
	if names is None:
		asked = {"doctype": doctype, "name": name, "format": format, "options": options, **kwargs}
		return _stock(
			f"{STOCK}.download_multi_pdf_async", no_letterhead=no_letterhead, letterhead=letterhead, **asked
		)
	for application in _few(names):
		gate.require_printable(application, frappe.session.user)
	task = frappe.generate_hash(length=20)
	url = f"/api/method/zhicheng.api.print.applications_pdf?names={quote(json.dumps(names))}"
	frappe.enqueue("zhicheng.api.print.announce", task=task, url=url, user=frappe.session.user)
	return {"task_id": task}


@frappe.whitelist()
@spoken
def weasyprint_pdf(doctype: str, name: str, print_format: str, letterhead: str | None = None):
	"""The print format builder's PDF, which asks no before_print: for an application our form."""
	_refuse_guarded(doctype)
	if doctype == APPLICATION:
		return shown(_pdf(name), name)
	return _stock(WEASYPRINT, doctype=doctype, name=name, print_format=print_format, letterhead=letterhead)


def announce(task: str, url: str, user: str) -> None:
	"""Tell the waiting list view where its PDF is."""
	frappe.publish_realtime(f"task_complete:{task}", message={"file_url": url}, user=user)


def shown(content: bytes, name: str) -> Response:
	"""An answer that the browser shows and does not keep."""
	headers = {
		"Content-Disposition": f'inline; filename="application-{quote(name)}.pdf"',
		"X-Content-Type-Options": "nosniff",
		"Cache-Control": "private, no-store",
	}
	return Response(content, mimetype="application/pdf", headers=headers)


def _pdf(name: str) -> bytes:
	user = frappe.session.user
	gate.require_printable(name, user)
	views.note(views.PRINT, application=name)
	return renderer.pdf(paper(name, user))


def _together(names: list[str]) -> bytes:
	return renderer.joined([_pdf(name) for name in _few(names)])


def _few(names: list[str]) -> list[str]:
	if not names:
		raise ActionNotAllowed("没有选择要打印的申报，请先在列表中勾选。")
	if len(names) > MOST_TOGETHER:
		raise ActionNotAllowed(f"一次最多打印 {MOST_TOGETHER} 份，现选 {len(names)} 份，请分批打印。")
	return names


def _names(doctype, name: str) -> list[str] | None:
	"""The applications asked for, or None when Frappe's own printing is to answer."""
	by_doctype = frappe.parse_json(doctype) if isinstance(doctype, str) and doctype.startswith("{") else doctype
	if not isinstance(by_doctype, dict):
		by_doctype = {by_doctype: frappe.parse_json(name)}
	for one in by_doctype:
		_refuse_guarded(one)
	if APPLICATION not in by_doctype:
		return None
	if len(by_doctype) > 1:
		raise ActionNotAllowed("职称申报不能和其他单据一起打印，请分开打印。")
	found = by_doctype[APPLICATION]
	return [str(one) for one in (found if isinstance(found, list) else [found])]


def _refuse_guarded(doctype: str) -> None:
	if doctype in GUARDED:
		raise ActionNotAllowed("这类记录不单独打印，请打印它所属的申报。")


def _stock(method: str, **kwargs):
	"""Frappe's own function, with as many of the arguments as its version takes. It fetches what addresses the record names."""
	if not people.is_administrator():
		raise ActionNotAllowed("这类记录不生成 PDF，请打开打印页面，用浏览器打印。")
	return frappe.call(frappe.get_attr(method), **kwargs)
