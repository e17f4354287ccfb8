"""流程体检 and 试走 in Desk: run the check, and try the way of one unit (nothing is written by a try-out)."""

import frappe

from zhicheng.domain.queries import units
from zhicheng.domain.route_check import check, tryout
from zhicheng.exceptions import RoleNotAllowed
from zhicheng.permissions import people
from zhicheng.refusals import spoken


@frappe.whitelist(methods=["POST"])
@spoken
def run() -> dict:
	"""Check all units now; the findings replace the last ones. Administrators only: it reads every unit."""
	if not people.is_administrator():
		raise RoleNotAllowed("只有系统管理员可以立即体检；体检每天夜里和基础数据修改后自动进行。")
	return check.run()


@frappe.whitelist(methods=["GET", "POST"])
@spoken
def committees(unit: str) -> list[dict]:
	"""The enabled committees whose region holds the unit, for the choice of a try-out."""
	_require_sees(unit)
	return check.committees_serving(unit)


@frappe.whitelist(methods=["GET", "POST"])
@spoken
def try_out(unit: str, committee: str, route: str = "") -> dict:
	"""Stages, units and people that would act on a case of this unit.

	:param route: a version that is not published yet; administrators only
	"""
	_require_sees(unit)
	if route and not people.is_administrator():
		raise RoleNotAllowed("只有系统管理员可以试走尚未发布的流程。")
	answer = tryout.walk(unit, committee, year=frappe.utils.getdate().year, route=route)
	return {**answer, "unit_name": units.name_of(unit)}


def _require_sees(unit: str) -> None:
	"""A clerk tries the units that his own list shows."""
	if not (frappe.has_permission("Unit", "read") and people.can_see_unit(frappe.session.user, unit)):
		raise RoleNotAllowed("您只能试走本单位和下级单位的流程。")
