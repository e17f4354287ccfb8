"""Twice a day one mail per person with what is new, and what runs out; in the morning the bell for deadlines too."""

import frappe
from frappe import _
from frappe.utils import add_to_date, format_datetime, get_datetime, now_datetime

from zhicheng import transactions
from zhicheng.constants import APPLICANT_STAGE, TaskStatus
from zhicheng.domain.approval import messages, substitutes
from zhicheng.domain.notify import desk_log, mail, outside, recipients
from zhicheng.domain.notify.events import DEADLINE
from zhicheng.domain.people import members
from zhicheng.domain.queries import applications

NEAR_DAYS, LISTED, FIRST_HOURS = 3, 10, 24
FIELDS = ("name", "application", "application_no", "applicant_name", "stage_name", "opened_on", "deadline")


def send_all() -> None:
	"""Scheduled: everybody with a confirmed address who did not say no, each by himself."""
	if not mail.can_send():
		return
	filters = {"status": "启用", "no_digest_mail": 0, "email_confirmed": ["is", "set"]}
	for user in frappe.get_all("Unit Member", filters=filters, pluck="user"):
		try:
			send_to(user)
			transactions.keep_chunk()
		except Exception:
			frappe.db.rollback()
			frappe.log_error(title="zhicheng digest")


def send_to(user: str) -> bool:
	"""One mail when something is new or runs out; tells whether there was one."""
	member = recipients.member(user)
	address = mail.address_of(member)
	if not address or member.no_digest_mail or not mail.can_send():
		return False
	since = _since(member.name)
	lines = _lines_of_clerk(user, since) + _lines_of_applicant(user, since)
	frappe.db.set_value("Unit Member", member.name, "digest_sent_on", now_datetime(), update_modified=False)
	if lines:
		mail.send(address, _("业务提醒"), lines, opt_out=True)
	return bool(lines)


def ring_for_deadlines() -> None:
	"""Scheduled in the morning: who has rows that are over or end within three days hears it once that day."""
	until = add_to_date(now_datetime(), days=NEAR_DAYS)
	filters = {"status": TaskStatus.OPEN.value, "stage": ["!=", APPLICANT_STAGE], "deadline": ["<=", until]}
	found: dict[str, list[int]] = {}
	names = frappe.get_all("Approval Task", filters=[*_triples(filters), ["deadline", "is", "set"]], pluck="name")
	for name in names:
		row = applications.task(name)
		for user in recipients.of_task(applications.case(row.application), row):
			counts = found.setdefault(user, [0, 0])
			counts[int(get_datetime(row.deadline) >= now_datetime())] += 1
	for user, (over, near) in found.items():
		text = _("待办业务期限提醒：已超期{0}件，三天内截止{1}件").format(over, near)
		desk_log.tell(user, DEADLINE, text)
		mail.urgent(user, text)
		outside.pass_on(user=user, kind=DEADLINE, text=text, application="")
		transactions.keep_chunk()


def _since(member: str):
	sent = frappe.db.get_value("Unit Member", member, "digest_sent_on")
	return sent or add_to_date(now_datetime(), hours=-FIRST_HOURS)


def _lines_of_clerk(user: str, since) -> list[str]:
	rows = _open_rows(user)
	fresh = [row for row in rows if row.opened_on > since]
	now, soon = now_datetime(), add_to_date(now_datetime(), days=NEAR_DAYS)
	over = [row for row in rows if row.deadline and row.deadline < now]
	near = [row for row in rows if row.deadline and now <= row.deadline <= soon]
	if not fresh and not over and not near:
		return []
	head = _("待办业务{0}件：新到{1}件，已超期{2}件，三天内截止{3}件。")
	head = head.format(len(rows), len(fresh), len(over), len(near))
	shown = list({row.name: row for row in (*over, *near, *fresh)}.values())
	lines = [f"{row.application_no} {row.applicant_name}，{row.stage_name}{_until(row)}" for row in shown[:LISTED]]
	rest = len(shown) - LISTED
	return [head, *lines, *([_("……还有{0}件，请登录查看。").format(rest)] if rest > 0 else [])]


def _open_rows(user: str) -> list[frappe._dict]:
	"""What the person can act on, own roles and those he stands in for; oldest first."""
	member = members.member_of(user)
	roles = set(map(str, member.roles)) | substitutes.roles_for(user) if member else set()
	if not roles:
		return []
	filters = {"status": TaskStatus.OPEN.value, "unit": member.unit, "role": ["in", sorted(roles)]}
	filters["stage"] = ["!=", APPLICANT_STAGE]
	rows = frappe.get_all("Approval Task", filters=filters, fields=[*FIELDS, "handed_to"], order_by="opened_on asc")
	return [row for row in rows if row.handed_to in (None, "", user)]


def _until(row: dict) -> str:
	return _("，{0}截止").format(format_datetime(row.deadline, "yyyy-MM-dd HH:mm")) if row.deadline else ""


def _lines_of_applicant(user: str, since) -> list[str]:
	"""What the portal's list tells, by its titles alone."""
	fresh = [one for one in messages.of_applicant(user) if get_datetime(one["when"]) > since]
	return [f"{one['case']}：{one['title']}" for one in fresh[:LISTED]]


def _triples(filters: dict) -> list[list]:
	return [[key, *(value if isinstance(value, list) else ["=", value])] for key, value in filters.items()]
