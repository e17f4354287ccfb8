"""One case per person, year and level; and what a case keeps of person and unit (design 7)."""

import hashlib

import frappe
from frappe import _
from frappe.utils import cint

from zhicheng.domain.queries import regions
from zhicheng.exceptions import PlaceTaken

PERSON = ("name", "member_name", "id_hash", "id_masked", "gender", "birth_date")
KEYS = {"省级": "province", "市(州)级": "city", "县(区)级": "county"}


def person(member: str) -> frappe._dict:
	"""What a case keeps of its applicant."""
	return frappe.db.get_value("Unit Member", member, PERSON, as_dict=True)


def person_columns(member: str) -> dict:
	"""The columns of a case that follow its applicant until the first submission."""
	row = person(member)
	columns = {"applicant_name": row.member_name, "id_masked": row.id_masked}
	return {**columns, "gender": row.gender, "birth_date": row.birth_date}


def key(id_hash: str, notice: dict) -> str:
	"""The unique key of a place; nothing of the person can be read from it."""
	place = f"{id_hash}-{cint(notice.declare_year)}-{notice.level}"
	return hashlib.sha256(place.encode()).hexdigest()


def require_free(who: dict, notice: dict) -> None:
	"""Only a draft that was never submitted and is deleted frees the place.

	:raises PlaceTaken: naming the case that holds it
	"""
	filters = {"place_key": key(who.id_hash, notice)}
	other = frappe.db.get_value("Title Application", filters, ["application_no", "workflow_state"], as_dict=True)
	if not other:
		return
	number = f"（{other.application_no}）" if other.application_no else ""
	message = _("您{0}年度已有一份{1}职称申报{2}，状态：{3}。每人每年每个级别只能申报一次。")
	raise PlaceTaken(message.format(notice.declare_year, notice.level, number, other.workflow_state))


def unit_columns(unit: str) -> dict:
	"""Unit, category and region keys of a case."""
	row = frappe.db.get_value("Unit", unit, ["unit_name", "unit_category", "region"], as_dict=True)
	columns = {"unit": unit, "unit_name": row.unit_name, "unit_category": row.unit_category}
	columns.update(dict.fromkeys(KEYS.values()))
	for code in regions.ancestors(row.region):
		level = frappe.get_cached_value("Region", code, "region_level")
		if level in KEYS:
			columns[KEYS[level]] = code
	return columns
