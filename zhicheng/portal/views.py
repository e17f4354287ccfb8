"""What the pages of the notices and of one level show: reads only."""

import frappe
from frappe.utils.html_utils import sanitize_html

from zhicheng.domain.approval import eligibility, notice_files, notices
from zhicheng.domain.queries import applicants
from zhicheng.portal.own_cases import listed
from zhicheng.portal.words import KEY_OF_LEVEL, LEVELS, level_of


def level_cases(user: str, key: str) -> dict:
	"""高级/中级/初级职称申报: the own applications of the level."""
	level = level_of(key)
	return {"level": level, "cases": [listed(row) for row in applicants.cases(user, level=level["level"])]}


def level_notices(key: str, search: str) -> dict:
	"""申报: the notices of the level, the open ones first; the tabs tell how many there are of each."""
	level = level_of(key)
	found = notices.offered_by_level(search)
	tabs = [{**tab, "count": len(found[tab["level"]])} for tab in LEVELS]
	rows = found[level["level"]]
	return {
		"level": level,
		"search": search,
		"tabs": tabs,
		"notices": [row for row in rows if row.open],
		"shut": [row for row in rows if not row.open],
	}


def notice(name: str) -> dict:
	"""A notice's text, conditions and attachments, with the reason why one cannot apply."""
	level = frappe.db.get_value("Evaluation Notice", name, "level")
	row = next((row for row in notices.offered(level) if row.name == name), None) if level else None
	if not row:
		raise frappe.DoesNotExistError("没有找到这个通知，它可能已归档。")
	return {
		"active": KEY_OF_LEVEL.get(level, ""),
		"row": row,
		"body": sanitize_html(frappe.db.get_value("Evaluation Notice", name, "body") or ""),
		"rules": [rule.rule_text for rule in eligibility.of_notice(name) if rule.rule_text],
		"files": notice_files.of_notice(name),
		"level": level_of(KEY_OF_LEVEL.get(level, "")),
	}
