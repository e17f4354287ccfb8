"""Who may re-route a running case: the common superior of its unit and of the unit where its applicant is now (design 6)."""

import frappe

from zhicheng.domain.people import members, role_grants
from zhicheng.exceptions import RoleNotAllowed
from zhicheng.permissions.people import is_administrator


def can_reroute(user: str, application: str) -> bool:
	if is_administrator(user):
		return True
	case = frappe.db.get_value("Title Application", application, ["unit", "member"], as_dict=True)
	actor = members.member_of(user)
	if not case or not actor or actor.status != members.ENABLED:
		return False
	now_at = frappe.db.get_value("Unit Member", case.member, "unit")
	return all(role_grants.is_clerk_above(actor, unit) for unit in {case.unit, now_at})


def require_reroute(user: str, application: str) -> None:
	""":raises RoleNotAllowed: for everybody else"""
	if not can_reroute(user, application):
		raise RoleNotAllowed("只有申报单位（及申报人现在所在单位）的上级单位经办人员可以改派。请联系上级单位。")
