"""当年不能再申报: who is barred for which years, and who may lift it (design 7)."""

import frappe
from frappe import _
from frappe.utils import cint, now_datetime

from zhicheng.domain import records
from zhicheng.exceptions import YearBanned


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
	ban.update({"application": case.name, "reason": reason, "active": 1})
	records.insert(ban)


def lift(application: str, *, user: str, reason: str) -> None:
	"""End the bans that a case brought."""
	for name in frappe.get_all("Application Ban", filters={"application": application, "active": 1}, pluck="name"):
		values = {"active": 0, "lifted_by": user, "lifted_on": now_datetime(), "lift_reason": reason}
		frappe.db.set_value("Application Ban", name, values)
