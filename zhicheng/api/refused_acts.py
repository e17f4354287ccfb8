"""A refused act leaves its row in the Act Log, written after the act itself was rolled back (design 6)."""

from collections.abc import Iterator
from contextlib import contextmanager

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
		if type(refusal).__module__ == exceptions.__name__ and getattr(frappe.local, "request", None):
			sentence = f"{about}：{refusal}" if about else str(refusal)
			frappe.db.after_rollback.add(lambda: _note(act, application, sentence))
		raise


def _note(act: str, application: str, sentence: str) -> None:
	act_log.record(act, application=application, outcome=act_log.REFUSED, detail=sentence)
	transactions.keep_refusal()
