"""当年不能再申报: who is barred for which years, and who may lift it (design 7)."""

import frappe
from frappe import _
from frappe.utils import cint, now_datetime

from zhicheng.constants import Role
from zhicheng.domain import act_log, records
from zhicheng.domain.people import members
from zhicheng.domain.queries import units
from zhicheng.exceptions import ActionNotAllowed, NotYourStage, ReasonMissing, YearBanned

# 省人社厅 and 市(州)人社局, each within its own subtree
LIFTERS = (Role.PROVINCE_HRSS, Role.CITY_HRSS)
LIFT = "解除年度限制"
FIELDS = ("name", "person_name", "member", "unit", "application", "source", "reason", "active", "year_from", "year_to")


def require_free(id_hash: str, year: int) -> None:
	"""The person is not barred for the year.

	:param id_hash: keyed hash of the ID number, so that a second account does not help
	:raises YearBanned: with source and reason
	"""
	ban = active(id_hash, year)
	if not ban:
		return
	message = _("您{0}年度不能再申报（{1}：{2}）。如有异议，请联系所在市(州)或省人社部门。")
	raise YearBanned(message.format(year, ban.source, ban.reason))


def active(id_hash: str, year: int) -> frappe._dict | None:
	"""The ban of a person for a year, if any."""
	filters = {"id_hash": id_hash, "active": 1, "year_from": ["<=", year], "year_to": [">=", year]}
	return frappe.db.get_value("Application Ban", filters, ["name", "source", "reason"], as_dict=True)


def impose(case: dict, *, source: str, reason: str) -> None:
	"""Bar the applicant of a case for its year, all levels and series."""
	ban = frappe.new_doc("Application Ban")
	ban.update({"person_name": case.applicant_name, "member": case.member, "id_hash": case.id_hash})
	ban.update({"year_from": cint(case.declare_year), "year_to": cint(case.declare_year), "source": source})
	ban.update({"application": case.name, "unit": case.unit, "reason": reason, "active": 1})
	records.insert(ban)


def lift(application: str, *, user: str, reason: str) -> None:
	"""End the bans that a case brought."""
	for name in frappe.get_all("Application Ban", filters={"application": application, "active": 1}, pluck="name"):
		_end(name, user=user, reason=reason)


def lift_one(name: str, *, user: str, reason: str) -> dict:
	"""解除年度限制 by a city's or the province's HR clerk, with a reason (design 7, domain 5.6 case 5).

	:raises NotYourStage: when the ban is not his to lift, or is his own
	:raises ActionNotAllowed: when it is no longer active
	:raises ReasonMissing: without a reason
	"""
	ban = frappe.db.get_value("Application Ban", name, FIELDS, as_dict=True, for_update=True)
	if not ban or not may_lift(user, ban):
		raise NotYourStage(_("只有申报人所在市(州)人社局或省人社厅的经办人员可以解除年度限制。"))
	if not ban.active:
		raise ActionNotAllowed(_("这条年度限制已经解除，请刷新页面。"))
	reason = (reason or "").strip() if isinstance(reason, str) else ""
	if not reason:
		raise ReasonMissing(_("请填写解除年度限制的理由。"))
	_end(ban.name, user=user, reason=reason)
	act_log.record(LIFT, application=ban.application, unit=members.member_of(user).unit, detail=reason)
	return {"sentence": _("已解除{0}{1}年度的申报限制。").format(ban.person_name, ban.year_from)}


def may_lift(user: str, ban: dict) -> bool:
	"""The user is an enabled city or province HR clerk above the person's unit, and not the person."""
	member = members.member_of(user)
	if not member or member.status != "启用" or member.name == ban.member:
		return False
	return any(role in member.roles for role in LIFTERS) and units.is_within(ban.unit, member.unit)


def _end(name: str, *, user: str, reason: str) -> None:
	values = {"active": 0, "lifted_by": user, "lifted_on": now_datetime(), "lift_reason": reason}
	frappe.db.set_value("Application Ban", name, values)
