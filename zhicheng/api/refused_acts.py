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
			frappe.local.zhicheng_refusal_noted = True
			frappe.db.after_rollback.add(lambda: note(act, application, sentence))
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


def is_noted() -> bool:
	"""Whether an endpoint has taken care of this request's refusal itself."""
	return getattr(frappe.local, "zhicheng_refusal_noted", False)


def is_our_refusal(sentence: str) -> bool:
	"""Whether what an answer says is what one of our own refusals said last."""
	return bool(sentence) and sentence == getattr(frappe.local, "zhicheng_last_refusal", None)


def note(act: str, application: str, sentence: str) -> None:
	"""Write the row and keep it; what was refused has been rolled back."""
	# what a stranger wrote in the place of a case is no case
	known = application if application and frappe.db.exists("Title Application", application) else ""
	act_log.record(act, application=known, outcome=act_log.REFUSED, detail=sentence)
	transactions.keep_refusal()
