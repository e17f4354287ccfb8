"""消息: what happened to one's own cases, derived from the path table, with one mark per person: seen until when.

Nothing is stored per message: the path is the truth (design 4.3), so that list and path cannot disagree, a lost
message cannot happen, and no act writes a row more. Frappe's Notification Log was weighed: it is read by Desk alone,
and its rows would have to follow every undo.
"""

import frappe
from frappe import _
from frappe.query_builder import DocType, Order
from frappe.query_builder.functions import Sum
from frappe.utils import add_days, format_datetime, get_datetime, now_datetime
from pypika import Case

from zhicheng.constants import APPLICANT_STAGE, APPLICANT_STATES, Action, State, TaskStatus
from zhicheng.domain.people import members

# the applicant need not be told what he did himself
TOLD = (Action.APPROVE, Action.RETURN, Action.REJECT, Action.VOID, Action.TALLY, Action.UNDO_VOID)
DAYS_BEFORE = 7
MOST = 100
COLUMNS = (
	"name", "application", "application_no", "stage_name", "unit_name", "action", "reason", "decided_on",
	"next_stage", "next_stage_name", "next_unit_name", "level", "declare_year",
)  # fmt: skip


def of_applicant(user: str) -> list[dict]:
	"""The newest first.

	:return: when, kind (good, bad, warn, plain), title, text, application, unread
	"""
	seen = seen_until(user)
	found = [_of_passage(row) for row in _passages(user)] + _deadlines(user)
	found.sort(key=lambda one: one["when"], reverse=True)
	return [{**one, "unread": not seen or one["when"] > seen} for one in found[:MOST]]


def count_unread(user: str) -> int:
	"""How many are newer than what was seen."""
	return counts(user).unread


def counts(user: str) -> frappe._dict:
	"""What every page's menu tells, in one statement: the `waiting` cases of 待办业务 and the `unread` messages."""
	seen = seen_until(user)
	case, notice, task = DocType("Title Application"), DocType("Evaluation Notice"), DocType("Approval Task")
	waits = (task.stage == APPLICANT_STAGE) & (task.status == TaskStatus.OPEN.value)
	told = task.action.isin([str(action) for action in TOLD])
	columns = (case.workflow_state, case.first_submitted_on, notice.apply_to, notice.resubmit_deadline)
	query = frappe.qb.from_(case).join(notice).on(notice.name == case.notice)
	query = query.left_join(task).on(task.application == case.name).where(case.applicant == user)
	query = query.select(*columns, _number_of(waits).as_("waiting"))
	query = query.select(_number_of(told & (task.decided_on > seen) if seen else told).as_("passages"))
	rows = query.groupby(case.name).run(as_dict=True)
	begun = [_last_week(row)[0] for row in rows if row.workflow_state in APPLICANT_STATES]
	unread = sum(int(row.passages) for row in rows) + len([when for when in begun if when and (not seen or when > seen)])
	return frappe._dict(waiting=sum(int(row.waiting) for row in rows), unread=unread)


def _number_of(condition):
	return Sum(Case().when(condition, 1).else_(0))


def seen_until(user: str):
	"""The time of the newest message that the person has seen."""
	member = members.member_of(user)
	return member.messages_seen_on if member else None


def mark_seen(user: str, until: str = "") -> None:
	"""All that happened until the list was drawn is read; nothing that lies ahead."""
	member = members.member_of(user)
	if not member:
		return
	try:
		drawn = get_datetime(until) if until else now_datetime()
	except ValueError:
		drawn = now_datetime()
	seen = min(drawn, now_datetime())
	frappe.db.set_value("Unit Member", member.name, "messages_seen_on", seen, update_modified=False)
	members.forget(user)


def _passages(user: str) -> list[frappe._dict]:
	task, case = DocType("Approval Task"), DocType("Title Application")
	query = _told(frappe.qb.from_(task).join(case).on(case.name == task.application), task, case, user)
	query = query.select(*[task[column] for column in COLUMNS])
	return query.orderby(task.decided_on, order=Order.desc).limit(MOST).run(as_dict=True)


def _told(query, task, case, user: str):
	return query.where((case.applicant == user) & task.action.isin([str(action) for action in TOLD]))


def _of_passage(row: dict) -> dict:
	title, kind = _title(row)
	who = f"{row.unit_name}（{row.stage_name}）" if row.unit_name else row.stage_name
	text = _("{0}办理了“{1}”。").format(who, row.action)
	if row.reason:
		text += _("原因：{0}").format(row.reason)
	return {
		"when": row.decided_on,
		"kind": kind,
		"title": title,
		"text": text,
		"application": row.application,
		"case": _("{0} 年度{1}职称申报").format(row.declare_year, row.level),
	}


def _title(row: dict) -> tuple[str, str]:
	if row.next_stage == State.RETURNED.name:
		return _("申报已退回给您修改"), "warn"
	if row.action == Action.VOID:
		return _("申报流程已作废"), "bad"
	if row.action == Action.UNDO_VOID:
		return _("流程作废已撤销，继续办理"), "good"
	if row.action == Action.RETURN:
		return _("申报退回到“{0}”重新办理").format(row.next_stage_name), "plain"
	if row.next_stage == State.PASSED.name:
		return _("申报已通过"), "good"
	if row.next_stage == State.FAILED.name:
		return _("评审未通过"), "bad"
	return _("“{0}”已通过，转到“{1}”").format(row.stage_name, row.next_stage_name), "good"


def _deadlines(user: str) -> list[dict]:
	"""A draft or a returned case whose time runs out within a week is a message of its own."""
	case, notice = DocType("Title Application"), DocType("Evaluation Notice")
	query = frappe.qb.from_(case).join(notice).on(notice.name == case.notice)
	query = query.select(
		case.name, case.declare_year, case.level, case.first_submitted_on, notice.apply_to, notice.resubmit_deadline
	)
	query = query.where((case.applicant == user) & case.workflow_state.isin([str(s) for s in APPLICANT_STATES]))
	found = [_deadline(row) for row in query.run(as_dict=True)]
	return [one for one in found if one]


def _deadline(row: dict) -> dict | None:
	begins, until = _last_week(row)
	if not begins:
		return None
	again = _("再次提交") if row.first_submitted_on else _("提交")
	when = format_datetime(until, "yyyy-MM-dd HH:mm")
	return {
		"when": begins,
		"kind": "warn",
		"title": _("申报将于{0}截止").format(when),
		"text": _("您的申报还没有{0}，请在截止之前完成；以服务器收到的时间为准。").format(again),
		"application": row.name,
		"case": _("{0} 年度{1}职称申报").format(row.declare_year, row.level),
	}


def _last_week(row: dict) -> tuple:
	"""When the last week before the end of applying (of sending again, once sent) began, and that end; none before it
	and after it."""
	until = (row.resubmit_deadline or row.apply_to) if row.first_submitted_on else row.apply_to
	if not until:
		return None, None
	until, now = get_datetime(until), now_datetime()
	begins = add_days(until, -DAYS_BEFORE)
	return (begins, until) if begins <= now <= until else (None, None)
