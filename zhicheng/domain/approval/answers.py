"""What an act answers: plain values and one Chinese sentence."""

import frappe
from frappe import _
from frappe.utils import cint, format_datetime

from zhicheng.constants import APPLICANT_STAGE, Action
from zhicheng.domain.queries import applications
from zhicheng.exceptions import StaleForm


def answer(case: dict, opened: dict | None, *, action: str) -> dict:
	"""State, stage and unit after an act, the new step, and a sentence for the person.

	:param case: its columns as the act leaves them
	:return: {application, state, stage, stage_name, unit, unit_name, step, sentence, repeated}
	"""
	case = frappe._dict(case)
	return {
		"application": case.name,
		"state": case.workflow_state,
		"stage": opened.stage if opened else "",
		"stage_name": opened.stage_name if opened else "",
		"unit": opened.unit if opened else "",
		"unit_name": opened.unit_name if opened else "",
		"step": case.step,
		"sentence": _sentence(case, opened, action),
		"repeated": False,
	}


def _sentence(case, opened, action: str) -> str:
	if not opened:
		return f"已办理“{action}”，申报状态：{case.workflow_state}。"
	if opened.stage == APPLICANT_STAGE:
		return f"已办理“{action}”，申报现在在申报人{case.applicant_name}处。"
	if action == Action.RECALL:
		return f"已办理“{action}”，申报回到{opened.unit_name}（{opened.stage_name}），原来的意见可以修改。"
	return f"已办理“{action}”，下一步：{opened.unit_name}（{opened.stage_name}）。"


def require_current(case: dict | None, step: int) -> None:
	"""The form was opened at the step at which the case still stands; one that is gone stands nowhere, and is refused by the act.

	:raises StaleForm: when somebody acted in between; says who and when
	"""
	if case and cint(step) != case.step:
		raise StaleForm(stale_sentence(applications.last_done(case.name)))


def stale_sentence(last: dict | None) -> str:
	"""Who was faster, for a form that is no longer current."""
	if not last:
		return _("这份申报刚刚有变化，请刷新页面后再办理。")
	when = format_datetime(last.decided_on, "HH:mm")
	who, action = last.decided_by_name or last.decided_by, last.action
	if last.decided_by == frappe.session.user:
		return _("您已于{0}办理过“{1}”，请刷新页面查看最新状态。").format(when, action)
	return _("这份申报已由{0}于{1}办理“{2}”，请刷新页面查看最新状态。").format(who, when, action)
