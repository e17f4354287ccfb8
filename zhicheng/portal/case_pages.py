"""首页, 待办业务, 已办业务, 查看详情, 查看流程 of the applicant: reads only, each of his own cases alone."""

import frappe

from zhicheng.constants import Action, State
from zhicheng.domain.approval import corrections, messages, progress, reminders
from zhicheng.domain.queries import applicants
from zhicheng.portal import proof_list
from zhicheng.portal.own_cases import listed, own_case, return_reason, told
from zhicheng.portal.words import KEY_OF_LEVEL
from zhicheng.printing import dossier_view

MOST_AT_HOME = 5


def home(user: str) -> dict:
	"""首页: what waits, where the own cases are, and the way to apply."""
	waiting = [told(row) for row in applicants.waiting(user)]
	return {"waiting_rows": waiting, "cases": [told(row) for row in applicants.cases(user)[:MOST_AT_HOME]]}


def todo(user: str) -> dict:
	return {"cases": [told(row) for row in applicants.waiting(user)]}


def done(user: str) -> dict:
	return {"cases": [told(row) for row in applicants.handled(user)]}


def detail(user: str, name: str) -> dict:
	"""查看详情: all sections as they will print."""
	case = own_case(user, name)
	return {
		"active": KEY_OF_LEVEL.get(case.level, ""),
		"case": listed(case),
		"preview": dossier_view.render(name, user),
		"proofs": proof_list.groups(name, user),
	}


def case_progress(user: str, name: str) -> dict:
	"""业务办理 of the applicant: state, 审批过程, 流程图, 撤回 and 删除流程."""
	case = own_case(user, name)
	actions = progress.allowed_actions(name)
	return {
		"active": KEY_OF_LEVEL.get(case.level, ""),
		"case": listed(case),
		"where": progress.where(name),
		"path": progress.path(name),
		"chart": frappe.as_json(progress.chart(name), indent=None),
		"reason": return_reason(name, case.workflow_state),
		"corrections": corrections.asked_of_applicant(name, case.workflow_state),
		"can_withdraw": Action.WITHDRAW.value in actions,
		"reminder": reminders.offer_of(user, name),
		"can_edit": case.workflow_state == State.DRAFT,
		"can_delete": Action.DELETE_PROCESS.value in actions,
		"has_receipt": bool(case.first_submitted_on),
	}


def message_list(user: str) -> dict:
	"""消息: what happened to the own cases, newest first."""
	drawn = frappe.utils.now()
	found = messages.of_applicant(user)
	return {"messages": found, "unread": sum(one["unread"] for one in found), "until": drawn}
