"""Whom a notice is for: unit category, region, one case per year and level, no ban (domain 4.0, design 7)."""

import frappe
from frappe import _

from zhicheng.domain.approval import bans, places
from zhicheng.domain.queries import regions
from zhicheng.exceptions import Refusal

CATEGORIES = "Notice Unit Category"


class Scope:
	"""Judges many notices for one person with a fixed number of reads."""

	def __init__(self, member: dict | None, notices: list[dict]):
		self.member = member
		self.unit = _unit(member.unit) if member and member.unit else None
		self.categories = _categories([row.name for row in notices])
		self.person = places.person(member.name) if self.unit else None
		self._years: dict[int, str] = {}
		self._places: dict[tuple, str] = {}

	def why_not(self, notice: dict) -> str:
		"""Why the person cannot apply under the notice; empty when he can."""
		if not self.unit:
			return _("您还没有所属单位，请联系本单位经办人员。")
		return (
			_outside(notice, self.unit, self.categories.get(notice.name, set()))
			or self._barred(notice)
			or self._taken(notice)
		)

	def _barred(self, notice: dict) -> str:
		year = notice.declare_year
		if year not in self._years:
			self._years[year] = _said(bans.require_free, self.person.id_hash, year)
		return self._years[year]

	def _taken(self, notice: dict) -> str:
		place = (notice.declare_year, notice.level)
		if place not in self._places:
			self._places[place] = _said(places.require_free, self.person, notice)
		return self._places[place]


def outside(notice: dict, unit: str) -> str:
	"""Why nobody of the unit can apply under the notice; empty when its people can."""
	return _outside(notice, _unit(unit), _categories([notice.name]).get(notice.name, set()))


def _outside(notice: dict, unit: dict, allowed: set) -> str:
	if allowed and unit.unit_category not in allowed:
		name = frappe.get_cached_value("Unit Category", unit.unit_category, "category_name")
		return _("您单位的隶属关系“{0}”不在本通知的申报范围内。").format(name)
	if notice.eligible_region and notice.eligible_region not in unit.regions:
		return _("您单位所属行政区域不在本通知的申报范围内。")
	return ""


def _unit(unit: str) -> frappe._dict:
	row = frappe.db.get_value("Unit", unit, ["unit_category", "region"], as_dict=True)
	row.regions = regions.ancestors(row.region)
	return row


def _categories(notices: list[str]) -> dict[str, set]:
	found: dict[str, set] = {}
	rows = frappe.get_all(
		CATEGORIES, filters={"parent": ["in", notices or [""]]}, fields=["parent", "unit_category"]
	)
	for row in rows:
		found.setdefault(row.parent, set()).add(row.unit_category)
	return found


def _said(require, *arguments) -> str:
	"""The sentence of a refusal, so that list and start cannot disagree."""
	try:
		require(*arguments)
	except Refusal as refusal:
		return str(refusal)
	return ""
