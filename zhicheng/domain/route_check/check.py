"""One run of the check over all units, or over those that may apply under one notice; faults are kept for the lists."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import frappe
from frappe.utils import getdate, now_datetime, nowdate

from zhicheng.domain.queries import regions, units
from zhicheng.domain.route_check import faults, keeping
from zhicheng.domain.route_check.tree import Tree, load, with_validity
from zhicheng.domain.route_check.walk import Walker, grouped

RUN = "Route Check"
WANTED = "zhicheng_route_check_wanted"


@dataclass
class Findings:
	"""Faults of many units: (unit, level, stage, fault) → the series that it stops."""

	found: dict[tuple, list[str]] = field(default_factory=dict)
	units: int = 0
	walks: int = 0
	red_units: set[str] = field(default_factory=set)

	def add(self, unit: str, group, rows: list) -> None:
		"""What stops a unit under a group of committees."""
		self.walks += len(group.series)
		for stage_name, fault, series in rows:
			self.found.setdefault((unit, group.level, stage_name, fault), []).extend(series)
			if fault.colour == faults.RED:
				self.red_units.add(unit)


def run() -> dict:
	"""Check every enabled unit under every committee that serves it, and put the findings in place of the last ones.

	:return: name of the run, units, walks, red_units, faults
	"""
	tree = load()
	findings = examine(tree, tree.units.values(), tree.committees)
	rows = keeping.keep(findings.found, {unit.name: unit.unit_name for unit in tree.units.values()})
	done = frappe.new_doc(RUN)
	done.update({"checked_on": now_datetime(), "units": findings.units, "walks": findings.walks})
	done.update({"red_units": len(findings.red_units), "faults": rows, "checked_by": frappe.session.user})
	done.db_insert()
	frappe.cache().delete_value(WANTED)
	return {key: done.get(key) for key in ("name", "units", "walks", "red_units", "faults")}


def examine(tree: Tree, chosen: Iterable, committees: Iterable, year: int = 0) -> Findings:
	"""The findings for some units under some committees; nothing is written."""
	walker, findings = Walker(tree, year or getdate(nowdate()).year), Findings()
	groups = grouped(committees)
	for unit in chosen:
		if unit.status != units.ENABLED:
			continue
		findings.units += 1
		for group in groups:
			if walker.serves(unit, group):
				findings.add(unit.name, group, walker.group_faults(unit, group))
	return findings


def of_notice(notice) -> Findings:
	"""Who could get stuck when this notice opens: its units under its committee, in its year.

	:param notice: an Evaluation Notice document, saved or not
	"""
	tree = load()
	committee = frappe.db.get_value("Evaluation Committee", notice.committee, "*", as_dict=True)
	allowed = {row.unit_category for row in notice.eligible_categories}
	inside = set(regions.below(notice.eligible_region)) if notice.eligible_region else None
	chosen = [
		unit
		for unit in tree.units.values()
		if (not allowed or unit.unit_category in allowed) and (inside is None or unit.region in inside)
	]
	return examine(tree, chosen, [with_validity(committee)], notice.declare_year)


def committees_serving(unit: str) -> list[dict]:
	"""The enabled committees that judge people of a unit: name, committee_name, level, series."""
	tree = load()
	walker, row = Walker(tree, getdate(nowdate()).year), tree.units[unit]
	fields = ("name", "committee_name", "level", "series")
	return [{key: each[key] for key in fields} for each in tree.committees if walker.serves(row, each)]


def want(*_doc_event) -> None:
	"""Base data changed: the next round of the scheduler checks again, once for many changes."""
	frappe.cache().set_value(WANTED, 1)


def run_if_wanted() -> None:
	if frappe.cache().get_value(WANTED):
		run()
