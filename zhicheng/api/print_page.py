"""打印 opens a new tab: a refusal there is a page with the sentence, not the text of an interface."""

from collections.abc import Callable
from functools import wraps

import frappe
from werkzeug.wrappers import Response

from zhicheng import exceptions
from zhicheng.printing import templating


def in_page(function: Callable) -> Callable:
	"""Show our refusals as a page where a browser asked for one; everybody else gets the exception."""

	@wraps(function)
	def wrapper(*args, **kwargs):
		try:
			return function(*args, **kwargs)
		except (frappe.PermissionError, frappe.DoesNotExistError, exceptions.Refusal) as refusal:
			if not _wants_page():
				raise
			return _page(str(refusal), getattr(refusal, "http_status_code", 417))

	return wrapper


def _page(sentence: str, status: int) -> Response:
	frappe.clear_messages()
	page = templating.render("dossier/refused.html", {"sentence": sentence or "您没有打印这份申报的权限。"})
	return Response(page, status=status, mimetype="text/html", headers={"Cache-Control": "private, no-store"})


def _wants_page() -> bool:
	request = getattr(frappe.local, "request", None)
	return bool(request) and "text/html" in request.headers.get("Accept", "")
