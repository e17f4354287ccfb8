"""Frappe's lists where they are long: a to-do is read along an index, a count stops at a thousand.

They stand in by override_whitelisted_methods. The stock list is still what answers, under its own condition; what is
added here are filters alone, so that nobody sees more than he would without.
"""

import frappe
from frappe.desk import reportview
from frappe.utils import cint

from zhicheng.constants import APPLICANT_STAGE, MOST_COUNTED, TaskStatus
from zhicheng.domain.queries import home
from zhicheng.permissions.applications import task_reasons

CASE, TASK = "Title Application", "Approval Task"
LONG = (CASE, TASK, "Unit", "Unit Member", "Route Fault")
WORDS = ("status", "stage")
# so far down a list its reasons are asked one by one; who pages further is sent through all of it
DEEPEST = 1000


@frappe.whitelist()
def get():
	"""The Desk's list and report view."""
	_narrow()
	return reportview.get()


@frappe.whitelist()
def get_list():
	"""The same for scripts of a page."""
	_narrow()
	return reportview.get_list()


@frappe.whitelist()
def get_count() -> int:
	"""The number below a list; of the long ones one more than a thousand stands for any more than that."""
	if frappe.form_dict.doctype not in LONG:
		return reportview.get_count()
	args = reportview.get_form_params()
	if _is_to_do(args):
		return home.count_open(task_reasons(frappe.session.user))
	found: set[str] = set()
	for reason in _reasons(args) or [{}]:
		found.update(_names(args, reason, limit=MOST_COUNTED + 1))
		if len(found) > MOST_COUNTED:
			break
	return min(len(found), MOST_COUNTED + 1)


def _is_to_do(args: dict) -> bool:
	"""The list behind 待办业务 and nothing more: its number is the card's, which reads the index alone."""
	wanted = [[TASK, "stage", "!=", APPLICANT_STAGE], [TASK, "status", "=", TaskStatus.OPEN.value]]
	asked = [row[:4] for row in _listed(args.filters)]
	return args.doctype == TASK and not args.or_filters and asked in (wanted, wanted[::-1])


def _narrow() -> None:
	"""One reason to see these rows: ask for its columns. Several: find the first rows of each, and ask for these."""
	form = frappe.form_dict
	if form.doctype != TASK or form.group_by:
		return
	args = reportview.get_form_params()
	if any("(" in field for field in args.fields or []):
		return
	reasons = _reasons(args)
	if len(reasons) == 1:
		form.filters = _and(args.filters, reasons[0])
		return
	last = _last(args)
	if not reasons or not last or last > DEEPEST:
		return
	names = {name for reason in reasons for name in _names(args, reason, limit=last, order_by=args.order_by)}
	form.filters = _and(args.filters, {"name": ["in", sorted(names) or [""]]})


def _reasons(args: dict) -> list[dict]:
	"""The reasons of the list's condition that these filters leave; none where it has none to part."""
	reasons = task_reasons(frappe.session.user) if args.doctype == TASK else None
	return [reason for reason in reasons or [] if not any(_excludes(one, reason) for one in _listed(args.filters))]


def _excludes(condition: list, reason: dict) -> bool:
	"""Whether a filter of the list contradicts what a reason fixes; of words alone, which have one way to be written."""
	doctype, column, operator, value = condition[:4]
	if doctype != TASK or column not in WORDS or column not in reason:
		return False
	return (operator == "=" and value != reason[column]) or (operator == "!=" and value == reason[column])


def _names(args: dict, reason: dict, **limits) -> list[str]:
	filters = _and(args.filters, reason)
	# a record stands once for each of its rows that a filter of theirs lets through
	rowed = any(row[0] != args.doctype for row in filters + _listed(args.or_filters))
	asked = {"filters": filters, "or_filters": args.or_filters, "fields": ["name"], "distinct": rowed, "as_list": True}
	return [row[0] for row in reportview.execute(args.doctype, **asked, **{"order_by": None, **limits})]


def _last(args: dict) -> int:
	start = cint(args.start or args.limit_start)
	size = cint(args.page_length or args.limit or args.limit_page_length)
	return start + size if size else 0


def _and(filters: list | dict | None, columns: dict) -> list[list]:
	return _listed(filters) + _listed(columns)


def _listed(filters: list | dict | None) -> list[list]:
	"""Filters in the one form that names the DocType: [DocType, column, operator, value]."""
	doctype = frappe.form_dict.doctype
	if isinstance(filters, dict):
		filters = [[column, *(value if isinstance(value, list | tuple) else ("=", value))] for column, value in filters.items()]
	return [list(row) if len(row) > 3 else [doctype, *row] for row in filters or []]
