"""What each portal page shows: reads only, each after asking who may see it."""

import frappe

from zhicheng.domain.approval import corrections, notices, progress
from zhicheng.domain.dossier import dossier_access, dossier_check
from zhicheng.domain.dossier.sections import BY_KEY, SECTIONS
from zhicheng.domain.files import file_check
from zhicheng.domain.queries import applicants, dossiers
from zhicheng.portal.form import SectionForm
from zhicheng.portal.own_cases import listed, own_case, return_reason
from zhicheng.portal.words import KEY_OF_LEVEL, level_of

STATE_MARKS = {"已完成": "done", "填写中": "doing", "未填写": "empty", "可不填": "optional"}


def level_cases(user: str, key: str) -> dict:
	"""高级/中级/初级职称申报: the own applications of the level."""
	level = level_of(key)
	return {"level": level, "cases": [listed(row) for row in applicants.cases(user, level=level["level"])]}


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
	case = own_case(user, name)
	place = BY_KEY.get(section) or SECTIONS[0]
	editable = dossier_access.is_editable(dossiers.case(name), user)
	begun = dossier_access.is_begun(dossiers.dossier(name))
	if editable and not begun:
		place = SECTIONS[0]
	states = dossier_check.progress(name)
	number = SECTIONS.index(place)
	return {
		"active": KEY_OF_LEVEL.get(case.level, ""),
		"case": listed(case),
		"sections": [_in_list(s, states[s.key], begun or s is SECTIONS[0] or not editable) for s in SECTIONS],
		"form": SectionForm(name, place, editable=editable).values(),
		"lacking": states[place.key]["missing"],
		"lacking_count": sum(len(state["missing"]) for state in states.values()),
		"is_first": number == 0,
		"next_key": SECTIONS[number + 1].key if number + 1 < len(SECTIONS) else "",
		"limits": file_check.limits(),
		"actions": progress.allowed_actions(name),
		"reason": return_reason(name, case.workflow_state),
		"corrections": corrections.asked_of_applicant(name, case.workflow_state),
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
