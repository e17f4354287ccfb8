"""The job after an act: who is told what, in Desk's bell, by an urgent mail, and through the site's own hook."""

import frappe
from frappe import _

from zhicheng.constants import APPLICANT_STAGE, TaskStatus
from zhicheng.domain.notify import desk_log, mail, outside, recipients
from zhicheng.domain.notify.events import ARRIVED, HANDED, RETURNED, SUBSTITUTE, URGED
from zhicheng.domain.queries import applications

TEXTS = {
	ARRIVED: "新到待办业务：{0}（{1}）",
	RETURNED: "被退回重新办理：{0}（{1}）",
	HANDED: "转给您办理：{0}（{1}）",
	URGED: "被催办：{0}（{1}）",
}
APPLICANT_TEXT = "您的申报{0}已退回，请登录修改后再次提交"
URGENT = (RETURNED,)


def tell(kind: str, actor: str, task: str = "", substitute: str = "") -> None:
	"""One act's messages; a row that has moved on since is nobody's news any more."""
	if kind == SUBSTITUTE:
		return _tell_substitute(substitute, actor)
	row = applications.task(task)
	if not row or row.status != TaskStatus.OPEN:
		return
	case = applications.case(row.application)
	if row.stage == APPLICANT_STAGE:
		return _tell_applicant(case, kind)
	text = _(TEXTS[kind]).format(_case_name(case), row.stage_name)
	for user in recipients.of_task(case, row):
		if user != actor:
			_say(user, kind, text, application=case.name, actor=actor)


def _tell_substitute(name: str, actor: str) -> None:
	row = frappe.db.get_value(
		"Clerk Substitute",
		{"name": name, "ended_on": ["is", "not set"]},
		["substitute_user", "absent_user", "absent_name", "substitute_name", "from_date", "to_date"],
		as_dict=True,
	)
	if not row:
		return
	text = _("代办登记：{0}由{1}代办，{2}至{3}").format(row.absent_name, row.substitute_name, row.from_date, row.to_date)
	for user in (row.substitute_user, row.absent_user):
		if user != actor:
			_say(user, SUBSTITUTE, text, actor=actor)


def _tell_applicant(case: dict, kind: str) -> None:
	"""The portal derives his list from the path itself; what remains is the urgent mail."""
	if kind == RETURNED:
		text = _(APPLICANT_TEXT).format(case.application_no)
		mail.urgent(case.applicant, text)
		outside.pass_on(user=case.applicant, kind=kind, text=text, application=case.name)


def _say(user: str, kind: str, text: str, *, application: str = "", actor: str = "") -> None:
	desk_log.tell(user, kind, text, application=application, actor=actor)
	if kind in URGENT:
		mail.urgent(user, text)
	outside.pass_on(user=user, kind=kind, text=text, application=application)


def _case_name(case: dict) -> str:
	"""Number and name: no message carries more of a person."""
	return f"{case.application_no} {case.applicant_name}"
