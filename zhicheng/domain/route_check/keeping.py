"""The findings as rows of the list: one per unit and fault, with the levels and series that it stops.

Most faults lie above the units that they stop, and so the same row is written for a hundred units of a county: by one
statement that takes the units' names from the table, where a value for every column of every row took half the run.
"""

from collections import defaultdict
from collections.abc import Iterable

import frappe
from frappe.query_builder.terms import ParameterizedValueWrapper as Value
from frappe.utils import now_datetime
from pypika.functions import Concat

from zhicheng.constants import Level

FAULT = "Route Fault"
# of one statement; below the smaller number of units rows are written as such
MOST, FEWEST = 2_000, 4
LEVELS = [level.value for level in Level]
COLUMNS = ("colour", "kind", "stage_name", "level", "series", "message", "mend_doctype", "mend_name", "checked_on")
OWN = ("name", "unit", "unit_name")
STAMP = ("creation", "modified", "owner", "modified_by", "docstatus")


def keep(found: dict[tuple, list[str]], names: dict[str, str]) -> int:
	"""Put the findings in place of the last ones; gives the number of rows.

	:param found: (unit, level, stage, fault) → series
	:param names: unit → its name
	"""
	frappe.db.delete(FAULT)
	now, user = now_datetime(), frappe.session.user
	stamp = (now, now, user, user, 0)
	rows, alone = 0, []
	for (stage_name, fault, levels, series), stopped in together(found).items():
		rows += len(stopped)
		what = (fault.colour, fault.kind, stage_name, levels, series, fault.message, fault.mend_doctype, fault.mend_name, now)
		if len(stopped) < FEWEST:
			alone += [(frappe.generate_hash(length=10), unit, names[unit], *what, *stamp) for unit in stopped]
			continue
		for start in range(0, len(stopped), MOST):
			_write(stopped[start : start + MOST], (*what, *stamp))
	if alone:
		frappe.db.bulk_insert(FAULT, fields=[*OWN, *COLUMNS, *STAMP], values=alone, chunk_size=MOST)
	return rows


def together(found: dict[tuple, list[str]]) -> dict[tuple, list[str]]:
	"""(stage, fault, levels, series) → units; what stops a unit in the same way at several levels is told once."""
	by_unit: dict[tuple, dict[str, frozenset]] = defaultdict(dict)
	for (unit, level, stage_name, fault), series in found.items():
		by_unit[unit, stage_name, fault][level] = frozenset(series)
	told: dict[tuple, tuple[str, str]] = {}
	groups: dict[tuple, list[str]] = defaultdict(list)
	for (unit, stage_name, fault), stopped in by_unit.items():
		key = tuple(sorted(stopped.items(), key=lambda pair: LEVELS.index(pair[0])))
		if key not in told:
			told[key] = _words(key)
		groups[(stage_name, fault, *told[key])].append(unit)
	return groups


def _words(stopped: Iterable[tuple[str, frozenset]]) -> tuple[str, str]:
	"""The levels, and the series: once where all levels stop the same."""
	levels = "、".join(level for level, _series in stopped)
	words = {level: "、".join(sorted(series)) for level, series in stopped}
	if len(set(words.values())) == 1:
		return levels, next(iter(words.values()))
	return levels, "；".join(f"{level}：{text}" for level, text in words.items())


def _write(stopped: list[str], values: tuple) -> None:
	unit = frappe.qb.DocType("Unit")
	own = (Concat(Value(f"{frappe.generate_hash(length=10)}-"), unit.name), unit.name, unit.unit_name)
	query = frappe.qb.into(frappe.qb.DocType(FAULT)).columns(*OWN, *COLUMNS, *STAMP).from_(unit)
	query.select(*own, *map(Value, values)).where(unit.name.isin(stopped)).run()
