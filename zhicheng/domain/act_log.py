"""Every act and every refused act leaves one row; the row never holds an ID number."""

import frappe

from zhicheng.domain import client
from zhicheng.domain.audit import scrub

DONE, REFUSED = "完成", "拒绝"


def record(act: str, *, application: str = "", stage: str = "", unit: str = "", outcome: str = DONE, detail: str = ""):
	"""Write one row of the Act Log.

	:param act: the verb, as the buttons name it
	:param detail: at most a sentence
	"""
	entry(act, application=application, stage=stage, unit=unit, outcome=outcome, detail=detail).db_insert()


def entry(act: str, *, application: str = "", stage: str = "", unit: str = "", outcome: str = DONE, detail: str = ""):
	"""The row that `record` writes, not written yet: for whoever writes many at once."""
	row = frappe.get_doc({"doctype": "Act Log", "name": frappe.generate_hash(length=10), "docstatus": 0})
	row.update({"act": str(act), "application": application or None, "stage": stage, "unit": unit or None})
	row.update({"owner": frappe.session.user, "user": frappe.session.user, "outcome": outcome})
	# a reason is typed by hand: a number in it is masked
	row.detail = scrub.clean(detail)[:500]
	row.address = client.address() or None
	return row
