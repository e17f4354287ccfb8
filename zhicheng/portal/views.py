"""What each portal page shows: reads only, each after asking who may see it."""

import frappe

from zhicheng.constants import Action, State
from zhicheng.domain.approval import notices, progress
from zhicheng.domain.dossier import dossier_access, dossier_check
from zhicheng.domain.dossier.sections import BY_KEY, SECTIONS
from zhicheng.domain.files import file_check
from zhicheng.domain.queries import applicants, dossiers
from zhicheng.permissions.applications import require_read_application
from zhicheng.portal.form import SectionForm
from zhicheng.portal.words import KEY_OF_LEVEL, level_of, tone
from zhicheng.printing import dossier_view

STATE_MARKS = {"已完成": "done", "填写中": "doing", "未填写": "empty", "可不填": "optional"}


def home(user: str) -> dict:
	"""首页: what waits, where the own cases are, and the way to apply."""
	own = [_listed(row) for row in applicants.cases(user)]
	return {"waiting_rows": [_listed(row) for row in applicants.waiting(user)], "cases": own[:5]}


def todo(user: str) -> dict:
	return {"cases": [_listed(row) for row in applicants.waiting(user)]}


def done(user: str) -> dict:
	return {"cases": [_listed(row) for row in applicants.handled(user)]}


def level_cases(user: str, key: str) -> dict:
	"""高级/中级/初级职称申报: the own applications of the level."""
	level = level_of(key)
	return {"level": level, "cases": [_listed(row) for row in applicants.cases(user, level=level["level"])]}


def level_notices(key: str, search: str) -> dict:
	"""申报: the notices of the level, the open ones first."""
	level = level_of(key)
	return {"level": level, "search": search, "notices": notices.offered(level["level"], search)}


def notice(name: str) -> dict:
	"""A notice's text and attachments, with the reason why one cannot apply."""
	level = frappe.db.get_value("Evaluation Notice", name, "level")
	row = next((row for row in notices.offered(level) if row.name == name), None) if level else None
	if not row:
		raise frappe.DoesNotExistError("没有找到这个通知，它可能已归档。")
	doc = frappe.get_doc("Evaluation Notice", name)
	committee = frappe.db.get_value("Evaluation Committee", doc.committee, "committee_name")
	return {
		"active": KEY_OF_LEVEL.get(level, ""),
		"row": row,
		"committee": committee or "",
		"body": frappe.utils.html_utils.sanitize_html(doc.body or ""),
		"files": [{"label": a.get("title") or a.get("file"), "url": a.get("file")} for a in doc.attachments],
		"level": level_of(KEY_OF_LEVEL.get(level, "")),
	}


def dossier(user: str, name: str, section: str) -> dict:
	"""档案袋: the 13 sections at the left, one of them open."""
	case = _own_case(user, name)
	place = BY_KEY.get(section) or SECTIONS[0]
	editable = dossier_access.is_editable(dossiers.case(name), user)
	begun = bool(dossier_access.section_revision(dossiers.dossier(name), SECTIONS[0].key))
	if editable and not begun:
		place = SECTIONS[0]
	states = dossier_check.progress(name)
	number = SECTIONS.index(place)
	return {
		"active": KEY_OF_LEVEL.get(case.level, ""),
		"case": _listed(case),
		"sections": [_in_list(s, states[s.key], begun or s is SECTIONS[0] or not editable) for s in SECTIONS],
		"form": SectionForm(name, place, editable=editable).values(),
		"lacking": states[place.key]["missing"],
		"lacking_count": sum(len(state["missing"]) for state in states.values()),
		"is_first": number == 0,
		"next_key": SECTIONS[number + 1].key if number + 1 < len(SECTIONS) else "",
		"limits": file_check.limits(),
		"actions": progress.allowed_actions(name),
		"reason": _return_reason(name),
	}


def detail(user: str, name: str) -> dict:
	"""查看详情: all sections as they will print."""
	case = _own_case(user, name)
	return {
		"active": KEY_OF_LEVEL.get(case.level, ""),
		"case": _listed(case),
		"preview": dossier_view.render(name, user),
	}


def case_progress(user: str, name: str) -> dict:
	"""业务办理 of the applicant: state, 审批过程, 流程图, 撤回 and 删除流程."""
	case = _own_case(user, name)
	actions = progress.allowed_actions(name)
	return {
		"active": KEY_OF_LEVEL.get(case.level, ""),
		"case": _listed(case),
		"where": progress.where(name),
		"path": progress.path(name),
		"chart": frappe.as_json(progress.chart(name), indent=None),
		"reason": _return_reason(name),
		"can_withdraw": Action.WITHDRAW.value in actions,
		"can_edit": case.workflow_state == State.DRAFT,
		"can_delete": Action.DELETE_PROCESS.value in actions,
	}


def _own_case(user: str, name: str) -> frappe._dict:
	"""The case; a foreign one looks like none."""
	require_read_application(user=user, application=name)
	row = next(iter(applicants.cases(user, name=name)), None)
	if not row:
		raise frappe.PermissionError("申报页面只供申报人本人使用；经办人员请在“待办事项”中办理。")
	return row


def _listed(row: dict) -> dict:
	return {
		**row,
		"tone": tone(row["workflow_state"]),
		"is_draft": row["workflow_state"] == State.DRAFT,
		"is_returned": row["workflow_state"] == State.RETURNED,
		"level_key": KEY_OF_LEVEL.get(row["level"], ""),
		"opened_on": row.get("opened_on") or "",
	}


def _in_list(section, state: dict, is_open: bool) -> dict:
	return {
		"key": section.key,
		"title": section.title,
		"state": state["state"],
		"mark": STATE_MARKS[state["state"]],
		"missing": len(state["missing"]),
		"rows": state["rows"] if section.is_table else 0,
		"open": is_open,
	}


def _return_reason(name: str) -> dict | None:
	"""The last return of the path, while the case stands with the applicant."""
	rows = [row for row in progress.path(name) if row["action"] in (Action.RETURN.value, Action.REJECT.value)]
	if not rows or frappe.db.get_value("Title Application", name, "workflow_state") not in (
		State.DRAFT.value,
		State.RETURNED.value,
	):
		return None
	return rows[-1]
