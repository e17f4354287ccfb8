"""A refused act leaves its row in the Act Log, written after the act itself was rolled back (design 6)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps

import frappe

from zhicheng import exceptions, transactions
from zhicheng.domain import act_log


@contextmanager
def kept(act: str, application: str, about: str = "") -> Iterator[None]:
	"""Let a refusal pass on, and note it once Frappe has rolled the request back.

	:param about: whom it concerns, where that is not the session's user; never an ID number
	"""
	try:
		yield
	except Exception as refusal:
		if _is_refusal(refusal) and getattr(frappe.local, "request", None):
			sentence = f"{about}：{refusal}" if about else str(refusal)
			frappe.db.after_rollback.add(lambda: _note(act, application, sentence))
			if frappe.request.method == "GET":
				# Frappe rolls back writes alone
				frappe.db.rollback()
		raise


def noted(act: str) -> Callable:
	"""As `kept` around a whole endpoint, the question who may read the case included; stands below `spoken`."""

	def decorate(function: Callable) -> Callable:
		@wraps(function)
		def wrapper(*args, **kwargs):
			with kept(act, str(kwargs.get("application") or "")):
				return function(*args, **kwargs)

		return wrapper

	return decorate


def _is_refusal(error: Exception) -> bool:
	return type(error).__module__ == exceptions.__name__ or isinstance(error, frappe.PermissionError)


def _note(act: str, application: str, sentence: str) -> None:
	# what a stranger wrote in the place of a case is no case
	known = application if application and frappe.db.exists("Title Application", application) else ""
	act_log.record(act, application=known, outcome=act_log.REFUSED, detail=sentence)
	transactions.keep_refusal()
