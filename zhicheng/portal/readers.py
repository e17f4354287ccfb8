"""谁看过我的申报: who opened an applicant's dossier, from which unit, when and what (anchors 2.1 #19)."""

import frappe

from zhicheng.domain.audit import views
from zhicheng.domain.queries import titles
from zhicheng.portal.own_cases import listed, own_case
from zhicheng.portal.words import KEY_OF_LEVEL

MOST = 200
ADMINISTRATOR = "系统管理员"


def readers(user: str, name: str) -> dict:
	"""The newest looks first; the clerks' own work is among them. One's own looks are not noted."""
	case = own_case(user, name)
	rows = frappe.get_all(
		"Act Log",
		filters={"application": name, "act": ["in", views.OF_DOSSIER], "outcome": "完成"},
		fields=["act", "user", "unit", "detail", "creation"],
		order_by="creation desc",
		limit=MOST,
	)
	return {
		"active": KEY_OF_LEVEL.get(case.level, ""),
		"case": listed(case),
		"rows": _told(rows),
		"most": MOST if len(rows) == MOST else 0,
		"minutes": views.MINUTES,
	}


def _told(rows: list) -> list[dict]:
	people = {row.user for row in rows}
	names = dict(
		frappe.get_all("Unit Member", filters={"user": ["in", list(people) or [""]]}, fields=["user", "member_name"], as_list=True)
	)
	return [
		{
			"when": str(row.creation)[:16],
			"unit": titles.column("Unit", row.unit, "unit_name") if row.unit else "",
			"who": names.get(row.user) or ADMINISTRATOR,
			"what": row.act,
			"detail": row.detail or "",
		}
		for row in rows
	]
