"""选择下一步审批单位: the legal next units of a case, the proposed one with its reason (domain 5.5)."""

import frappe
from frappe import _

from zhicheng.constants import Category, Resolver
from zhicheng.domain.approval import routing
from zhicheng.domain.queries import applications, units
from zhicheng.exceptions import RouteMissing

INDUSTRY = {
	Resolver.COUNTY_INDUSTRY: ("county", Category.CNTY_DEPT),
	Resolver.CITY_INDUSTRY: ("city", Category.CITY_DEPT),
}
BUREAU = {
	Resolver.COUNTY_HRSS: "cnty_hrss",
	Resolver.CITY_HRSS: "city_hrss",
	Resolver.PROVINCE_HRSS: "prov_hrss",
}


def next_units(application: str) -> list[dict]:
	"""The legal units of the stage after the open one; empty when the open stage is the last.

	:return: rows {unit, unit_name, reason, proposed}, the proposed one first
	"""
	case = applications.case(application)
	following = routing.stage_after(case.route, case.current_stage)
	return units_for(case, following) if following else []


def units_for(case: dict, stage: dict) -> list[dict]:
	"""The legal units of a stage for a case.

	:raises RouteMissing: when the stage finds no unit
	"""
	if stage.resolver in INDUSTRY:
		found = _industry(case, stage)
	else:
		found = _single(case, stage)
	if not found:
		message = _("“{0}”找不到办理单位，请联系上级人社部门检查单位信息（主管部门、行业主管职能、人社部门）。")
		raise RouteMissing(message.format(stage.stage_name))
	return found


def _single(case: dict, stage: dict) -> list[dict]:
	# plain words: every approval comes here, and reading the translations costs more than a statement
	if stage.resolver == Resolver.COMMITTEE_OFFICE:
		committee = frappe.get_cached_doc("Evaluation Committee", case.committee)
		found = units.enabled(committee.office_unit)
		return _one(found, f"“{committee.committee_name}”的办公室")
	if stage.resolver == Resolver.OWN_UNIT:
		return _one(units.enabled(case.unit), "申报人所在单位")
	if stage.resolver == Resolver.SUPERVISING_UNIT:
		reason = f"“{case.unit_name}”的主管部门"
		return _one(units.named_by(case.unit, "supervising_unit", "parent_unit"), reason)
	found = units.named_by(case.unit, BUREAU[stage.resolver]) or _own_bureau(case.unit, stage.resolver)
	return _one(found, f"单位信息中填写的{stage.resolver}")


def _one(found: dict | None, reason: str) -> list[dict]:
	return [_row(found.name, found.unit_name, reason, proposed=True)] if found else []


def _own_bureau(unit: str, resolver: str) -> frappe._dict | None:
	"""A bureau's own people go through their own bureau; the province's unit may leave its own field empty."""
	if frappe.db.get_value("Unit", unit, BUREAU[resolver]):
		# it names a unit, which is disabled now: nobody stands in for it
		return None
	filters = {"is_hrss_bureau": 1, "status": units.ENABLED, "name": unit}
	if resolver == Resolver.PROVINCE_HRSS:
		filters = {"is_hrss_bureau": 1, "status": units.ENABLED, "unit_category": Category.PROV_DEPT.value}
	return frappe.db.get_value("Unit", filters, ["name", "unit_name"], as_dict=True)


def _industry(case: dict, stage: dict) -> list[dict]:
	"""Departments of the same county or prefecture; those in charge of the series first."""
	key, category = INDUSTRY[stage.resolver]
	found = units.departments_with_duty(case[key], category.value, case.series)

	def rank(unit):
		# in charge of the series; then the unit that holds the case; bureaus last
		return (not unit.in_charge, unit.name != case.current_unit, unit.is_hrss_bureau, unit.unit_name)

	rows = []
	for unit in sorted(found, key=rank):
		match = bool(unit.in_charge)
		reason = f"主管“{case.series}”系列" if match else "同一行政区域的部门"
		rows.append(_row(unit.name, unit.unit_name, reason, proposed=match and not rows))
	return rows


def _row(unit: str, unit_name: str, reason: str, *, proposed: bool) -> dict:
	return {"unit": unit, "unit_name": unit_name, "reason": reason, "proposed": proposed}
