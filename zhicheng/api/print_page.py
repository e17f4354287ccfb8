"""打印 opens a new tab: a refusal there is a page with the sentence, not the text of an interface."""

from collections.abc import Callable
from functools import wraps

import frappe

from zhicheng import exceptions


def in_page(function: Callable) -> Callable:
	"""Show our refusals as a page where a browser asked for one; everybody else gets the exception."""

	@wraps(function)
	def wrapper(*args, **kwargs):
		try:
			return function(*args, **kwargs)
		except (frappe.PermissionError, frappe.DoesNotExistError, exceptions.Refusal) as refusal:
			if not _wants_page():
				raise
			frappe.clear_messages()
			status = getattr(refusal, "http_status_code", 417)
			frappe.respond_as_web_page("不能打印", frappe.utils.escape_html(str(refusal)), http_status_code=status)
		return None

	return wrapper


def _wants_page() -> bool:
	request = getattr(frappe.local, "request", None)
	return bool(request) and "text/html" in request.headers.get("Accept", "")
