"""The filters of the registers: what may be asked, and which index answers which combination.

COMBINATIONS is read from above: the first one whose filters are all asked gives the index; what else is asked is
compared row by row along it. tests/review/test_register.py walks the table with EXPLAIN.
"""

import re
from dataclasses import dataclass

import frappe
from frappe.utils import cint, cstr
from pypika import Table

from zhicheng.constants import State
from zhicheng.domain.people import identity
from zhicheng.domain.queries import regions, units
from zhicheng.domain.queries.register_indexes import NUMBER, PERSON
from zhicheng.exceptions import ActionNotAllowed

CASE = Table("tabTitle Application")
RUNNING = "办理中"
STATUSES = (RUNNING, *(str(state) for state in State))
YES, NO = "是", "否"
# up to so many units are looked up one by one
FEW_UNITS = 200
_ID_NUMBER = re.compile(r"\d{17}[\dXxＸｘ]")
_HASH = re.compile(r"[0-9a-f]{64}")
_WILD = re.compile(r"([\\%_])")
_CASE_NUMBER = re.compile(r"[A-Za-z]{1,4}\d{4}[-\d]*")


@dataclass(frozen=True)
class Combination:
	"""Filters that are asked together, and the index of Title Application that serves them."""

	filters: tuple[str, ...]
	index: str


COMBINATIONS = (
	Combination(("number",), NUMBER),
	Combination(("person",), PERSON),
	Combination(("few_units",), "register_unit"),
	Combination(("name",), "register_name"),
	Combination(("unit_name",), "register_unit_name"),
	Combination(("notice",), "register_notice"),
	Combination(("year", "county"), "register_county"),
	Combination(("year", "city"), "register_city"),
	Combination(("year", "stage"), "register_stage"),
	Combination(("year", "state"), "register_state"),
	Combination(("year", "series"), "register_series"),
	Combination(("year", "category"), "register_category"),
	Combination(("year", "exceptional"), "register_exceptional"),
	Combination(("year",), "register_year"),
	Combination((), "register_all"),
)
# filters that leave few rows whoever asks
SELECTIVE = ("number", "person", "few_units", "name", "unit_name")


def normal(filters: dict | None) -> dict:
	"""What was asked, by the names of this module; an ID number only as its keyed hash (`person`), because Frappe's
	reports carry their filters in the address, and addresses are logged.

	:raises ActionNotAllowed: for a status that does not exist, an ID number as it is, a hash that is none
	"""
	given = {key: value for key, value in (filters or {}).items() if value not in (None, "", [])}
	asked = {"year": cint(given.get("declare_year")), "exceptional": given.get("exceptional")}
	for key in ("notice", "series", "region", "unit", "stage", "status"):
		asked[key] = cstr(given.get(key))
	asked["category"] = cstr(given.get("unit_category"))
	if asked["status"] and asked["status"] not in STATUSES:
		raise ActionNotAllowed(f"没有“{asked['status']}”这种状态，请从列表中选择。")
	asked.update(_person(cstr(given.get("person")).strip()))
	asked.update(_keyword(cstr(given.get("keyword")).strip()))
	return {key: value for key, value in asked.items() if value}


def alternatives(level: str, asked: dict) -> list[dict]:
	"""Criteria by filter name; more than one where a word may be a person's or a unit's name."""
	fixed = {"level": CASE.level == level, **_plain(asked), **_region(asked), **_unit(asked), **_status(asked)}
	word = asked.get("word")
	if not word:
		return [fixed]
	start = _WILD.sub(r"\\\1", word)
	named = {"name": CASE.applicant_name.like(f"{start}%")}, {"unit_name": CASE.unit_name.like(f"{start}%")}
	return [{**fixed, **criterion} for criterion in named]


def index_for(criteria: dict) -> Combination:
	"""The first combination of the table whose filters are all asked."""
	return next(row for row in COMBINATIONS if set(row.filters) <= set(criteria))


def person_of(number: str) -> dict:
	"""An ID number as the filter that stands for it.

	:raises IdNumberInvalid: for what is none
	"""
	number = identity.check_id_number(number)
	return {"person": identity.hash_id(number), "shown": identity.mask_id(number)}


def _person(hashed: str) -> dict:
	if hashed and not _HASH.fullmatch(hashed):
		raise ActionNotAllowed("身份证号的筛选条件已失效，请重新输入身份证号查询。")
	return {"person": hashed} if hashed else {}


def _keyword(word: str) -> dict:
	plain = "".join(word.split())
	if not plain:
		return {}
	if _ID_NUMBER.search(plain):
		raise ActionNotAllowed("身份证号不能直接作为筛选条件。请刷新页面，在搜索框中输入完整的身份证号，由系统转换后查询。")
	return {"number": plain} if _CASE_NUMBER.fullmatch(plain) else {"word": word}


def _plain(asked: dict) -> dict:
	columns = {
		"year": CASE.declare_year, "notice": CASE.notice, "series": CASE.series, "category": CASE.unit_category,
		"stage": CASE.current_stage, "number": CASE.application_no, "person": CASE.id_hash,
	}  # fmt: skip
	found = {key: column == asked[key] for key, column in columns.items() if key in asked}
	if asked.get("exceptional") in (YES, NO):
		found["exceptional"] = CASE.exceptional == int(asked["exceptional"] == YES)
	return found


def _region(asked: dict) -> dict:
	code = asked.get("region")
	if not code:
		return {}
	level = regions.level_of(code)
	key = {regions.PROVINCE: "province", regions.CITY: "city"}.get(level, "county")
	return {key: CASE[key] == code}


def _unit(asked: dict) -> dict:
	"""The unit with everything below it."""
	if "unit" not in asked:
		return {}
	lft, rgt = units.range_of(asked["unit"])
	unit = frappe.qb.DocType("Unit")
	below = frappe.qb.from_(unit).select(unit.name).where((unit.lft >= lft) & (unit.rgt <= rgt))
	if (rgt - lft + 1) // 2 > FEW_UNITS:
		return {"many_units": CASE.unit.isin(below)}
	return {"few_units": CASE.unit.isin([*below.run(pluck=True), ""])}


def _status(asked: dict) -> dict:
	status = asked.get("status")
	if not status:
		return {}
	if status == RUNNING:
		return {"running": CASE.workflow_state.notin([str(state) for state in State])}
	return {"state": CASE.workflow_state == status}
