"""The rows of a register: read along an index, page after page by key, under the condition of the list.

The list's condition joins several reasons by “or”, which no index serves; here each reason is asked by itself and the
answers are merged. So the same cases come out, in the same order, from wherever one looks.
"""

from dataclasses import dataclass

import frappe
from frappe.query_builder import DocType, Order
from frappe.utils import add_days, get_datetime, getdate
from pypika.terms import PseudoColumn

from zhicheng.constants import MOST_COUNTED
from zhicheng.domain.queries import units
from zhicheng.domain.queries.counting import capped
from zhicheng.domain.queries.held import kept
from zhicheng.exceptions import ActionNotAllowed
from zhicheng.export import register_filters
from zhicheng.export.register_filters import CASE, FEW_UNITS, SELECTIVE
from zhicheng.permissions.applications import Branch, application_branches

FEW_PASSAGES = 3000
EVERYTHING = Branch("all", "")
COUNTED = ("all", "scope", "path", "own")
UNIT_YEAR = "register_unit_year"


@dataclass(frozen=True, order=True)
class Key:
	"""Where a case stands in a register: time of the first submission, then name; newest first."""

	at: str
	name: str

	def __str__(self) -> str:
		return f"{self.at}|{self.name}"


def key_of(text: str) -> Key:
	"""The key that a page of the list gave out.

	:raises ActionNotAllowed: when it was changed on the way
	"""
	at, _bar, name = (text or "").partition("|")
	try:
		return Key(str(get_datetime(at)), name)
	except Exception:
		raise ActionNotAllowed("翻页的位置不对，请重新查询。") from None


def end_of(day: str) -> Key:
	"""The place before which stands everything submitted up to this day."""
	return Key(str(get_datetime(add_days(getdate(day), 1))), "")


def keys(user: str, level: str, asked: dict, *, limit: int, below: Key | None = None, above: Key | None = None) -> list[Key]:
	"""Cases that the user sees, newest first.

	:param below: only what follows this key
	:param above: only what stands before it, the nearest ones
	"""
	found: set[Key] = set()
	for query in queries(user, level, asked):
		query = _beyond(query, below, above)
		for field in (CASE.first_submitted_on, CASE.name):
			query = query.orderby(field, order=Order.asc if above else Order.desc)
		found.update(Key(str(at), name) for at, name in query.limit(limit).run())
	if above:
		return sorted(found)[:limit][::-1]
	return sorted(found, reverse=True)[:limit]


def count(user: str, level: str, asked: dict, most: int = MOST_COUNTED) -> int:
	"""How many there are; `most` + 1 means more than `most`. The reason that gives most is asked first and often enough."""
	found: set[str] = set()
	for criteria, branch in sorted(_parts(user, level, asked), key=lambda part: COUNTED.index(part[1].reason)):
		query = _from(_index_to_count(criteria, branch)).select(CASE.name)
		found.update(name for (name,) in _where(query, criteria, branch).limit(most + 1).run())
		if len(found) > most:
			break
	return min(len(found), most + 1)


def queries(user: str, level: str, asked: dict) -> list:
	"""One query per reason to see a case and per meaning of the word asked, without order and limit."""
	return [
		_where(_from(_index(criteria, branch)).select(CASE.first_submitted_on, CASE.name), criteria, branch)
		for criteria, branch in _parts(user, level, asked)
	]


def _parts(user: str, level: str, asked: dict) -> list[tuple[dict, Branch]]:
	branches = application_branches(user)
	return [
		(criteria, branch)
		for criteria in register_filters.alternatives(level, asked)
		for branch in (branches if branches is not None else [EVERYTHING])
	]


def chosen(user: str, level: str, asked: dict, names: list[str]) -> list[Key]:
	"""The ticked cases, as far as the user sees them, in the order of the list."""
	found: set[Key] = set()
	for start in range(0, len(names), 500):
		for query in queries(user, level, asked):
			rows = query.where(CASE.name.isin(names[start : start + 500])).run()
			found.update(Key(str(at), name) for at, name in rows)
	return sorted(found, reverse=True)


def _from(index: str):
	query = frappe.qb.from_(CASE)
	return query.force_index(index) if index else query


def _where(query, criteria: dict, branch: Branch):
	query = query.where(CASE.first_submitted_on.isnotnull())
	for criterion in criteria.values():
		query = query.where(criterion)
	return query.where(PseudoColumn(branch.condition)) if branch.condition else query


def _index(criteria: dict, branch: Branch) -> str:
	"""The table's index; a small unit's own rows are found by the unit, a person's own and a short path by themselves."""
	combination = register_filters.index_for(criteria)
	if set(combination.filters) & set(SELECTIVE) or branch is EVERYTHING:
		return combination.index
	if branch.reason == "scope":
		lft, rgt = units.range_of(branch.unit)
		return "register_unit" if (rgt - lft + 1) // 2 <= FEW_UNITS else combination.index
	if branch.reason == "path" and _is_long_path(branch):
		return combination.index
	return ""


def _index_to_count(criteria: dict, branch: Branch) -> str:
	"""Counting wants no order: a subtree in a year is read unit by unit, from the index alone."""
	index = _index(criteria, branch)
	return UNIT_YEAR if index == "register_year" and branch.reason == "scope" and set(criteria) == {"level", "year"} else index


@kept
def _is_long_path(branch: Branch) -> bool:
	task = DocType("Approval Task")
	query = frappe.qb.from_(task).where((task.unit == branch.unit) & task.role.isin(branch.roles))
	return capped(query, FEW_PASSAGES) == FEW_PASSAGES


def _beyond(query, below: Key | None, above: Key | None):
	"""A range on the first column of the order, so that the index is entered at the place, not walked up to it."""
	at, name = CASE.first_submitted_on, CASE.name
	if below:
		query = query.where(at <= below.at).where((at < below.at) | (name < below.name))
	if above:
		query = query.where(at >= above.at).where((at > above.at) | (name > above.name))
	return query
