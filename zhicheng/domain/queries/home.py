"""What a clerk's home page counts: each number comes with the filters of the very list behind it.

Own work is read from the path table, a subtree's from the Pending Queue, so that 1,001 units cost one index range.
"""

from operator import ge, le, lt

import frappe
from frappe.query_builder import DocType, Order
from frappe.query_builder.functions import Count
from frappe.utils import add_days, now_datetime, nowdate
from pypika.terms import PseudoColumn

from zhicheng.constants import APPLICANT_STAGE, MOST_COUNTED, Action, TaskStatus
from zhicheng.domain.queries.counting import capped

NEAR_DAYS, OLD_DAYS, REASON_DAYS = 3, 7, 365
GROUPS = 8
OTHERS = "其他"
RETURNS = (Action.RETURN.value, Action.REJECT.value)
OPERATORS = {"<": lt, "<=": le, ">=": ge}


def overdue() -> list[tuple]:
	"""Open rows whose deadline is over; Frappe's list takes an empty one for the oldest of all."""
	return [("deadline", "is", "set"), ("deadline", "<", _second(now_datetime()))]


def near() -> list[tuple]:
	"""Open rows that end today or within three days and are not over yet."""
	return [("deadline", ">=", _second(now_datetime())), ("deadline", "<=", _last_second(NEAR_DAYS))]


def old() -> list[tuple]:
	"""Open rows that came more than seven days ago."""
	return [("opened_on", "<", f"{add_days(nowdate(), -OLD_DAYS)} 00:00:00")]


def count_open(reasons: list[dict[str, str]] | None, window: list[tuple] = ()) -> int:
	"""Open rows at a clerk's stage within a window, reason by reason along an index, never further than the cap.

	:param reasons: those of the list's condition (`task_reasons`); None for who sees all
	"""
	task = DocType("Approval Task")
	found = 0
	for reason in [{}] if reasons is None else reasons:
		# what is decided is not open, and what stands at the applicant's stage is his; no clerk's role stands there
		if reason and "role" not in reason:
			continue
		query = frappe.qb.from_(task).where(task.status == TaskStatus.OPEN.value)
		if not reason:
			query = query.where(task.stage != APPLICANT_STAGE)
		for column, value in reason.items():
			query = query.where(task[column] == value)
		for column, operator, value in window:
			query = query.where(task[column].isnotnull() if operator == "is" else OPERATORS[operator](task[column], value))
		found += capped(query)
	return min(found, MOST_COUNTED + 1)


def count_below(unit: str, condition: str, likely: str = "") -> int:
	"""Cases that wait at a unit or below it, under the case list's own condition; capped.

	:param condition: empty for who sees every case that was ever submitted: then the queue alone is read
	:param likely: the part of the condition that holds for most of them; where it gives enough, nothing else is asked
	"""
	if not condition:
		queue = DocType("Pending Queue")
		return capped(frappe.qb.from_(queue).where(queue.queue_unit == unit))
	found = 0
	for part in (likely, condition) if likely else (condition,):
		found = capped(_waiting(unit, part)[0])
		if found > MOST_COUNTED:
			break
	return found


def below_by(unit: str, condition: str, column: str, *, since: str = "") -> list[tuple[str, int]]:
	"""The same cases by a column of theirs, most first.

	:param since: only those that wait since before this time
	"""
	query, case, queue = _waiting(unit, condition)
	if since:
		query = query.where(queue.opened_on < since)
	query = query.select(case[column], Count("*")).groupby(case[column])
	return _most(query.orderby(Count("*"), order=Order.desc).run())


def below_by_child(unit: str, unit_name: str, condition: str) -> list[tuple[str, int]]:
	"""The same cases by the units directly below; the queue has a row for each of those."""
	queue, case, child = DocType("Pending Queue"), DocType("Title Application"), DocType("Unit")
	query = frappe.qb.from_(child).join(queue).on(queue.queue_unit == child.name)
	query = query.join(case).on(case.name == queue.application).where(child.parent_unit == unit)
	query = _under(query, condition).select(child.unit_name, Count("*")).groupby(child.name, child.unit_name)
	rows = query.orderby(Count("*"), order=Order.desc).run()
	everything = _waiting(unit, condition)[0].select(Count("*")).run()[0][0]
	own = everything - sum(number for _name, number in rows)
	return ([(unit_name, own)] if own else []) + _most(rows)


def returns_by_reason(unit: str, roles: tuple[str, ...]) -> list[tuple[str, int]]:
	"""Why the unit sent cases back during the last year."""
	task = DocType("Approval Task")
	query = frappe.qb.from_(task).select(task.reason, Count("*"))
	query = query.where((task.unit == unit) & (task.status == TaskStatus.DONE.value) & task.role.isin(roles))
	query = query.where(task.action.isin(RETURNS) & (task.decided_on >= add_days(nowdate(), -REASON_DAYS)))
	return _most(query.groupby(task.reason).orderby(Count("*"), order=Order.desc).run())


def old_since() -> str:
	return old()[0][2]


def _waiting(unit: str, condition: str):
	queue, case = DocType("Pending Queue"), DocType("Title Application")
	query = frappe.qb.from_(queue).join(case).on(case.name == queue.application).where(queue.queue_unit == unit)
	return _under(query, condition), case, queue


def _under(query, condition: str):
	return query.where(PseudoColumn(condition)) if condition else query


def _most(rows: list[tuple]) -> list[tuple[str, int]]:
	"""The biggest groups by name, the rest as one: nothing is left out of the sum."""
	named = [(name or "未填写", number) for name, number in rows]
	rest = sum(number for _name, number in named[GROUPS:])
	return named[:GROUPS] + ([(OTHERS, rest)] if rest else [])


def _second(value) -> str:
	return value.strftime("%Y-%m-%d %H:%M:%S")


def _last_second(days: int) -> str:
	return f"{add_days(nowdate(), days)} 23:59:59"
