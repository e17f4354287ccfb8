"""Units: who may create, change and delete them, and how they are made in code (manuals 3.1.1)."""

import frappe
from frappe import _

from zhicheng.domain import records
from zhicheng.domain.people import members, unit_rules
from zhicheng.domain.queries import links, units
from zhicheng.exceptions import CategoryNotAllowed, UnitInUse, UnitInvalid

UNIT = "Unit"
# what a unit's own clerk may change about his unit (domain 3.1)
CONTACT_FIELDS = ("contact_name", "contact_phone", "head_name", "address", "postcode", "email", "remark")
# what only the system writes
SYSTEM_FIELDS = ("lft", "rgt", "old_parent", "created_by_unit")
COUNTED = {"Unit": "个下级或相关单位", "Unit Member": "名用户", "Title Application": "份申报"}


def create_unit(**values):
	"""Make a unit; bureaus, supervising unit and nature are filled when left out. Rules are those of the form."""
	doc = frappe.new_doc(UNIT)
	doc.update(values)
	return records.insert(doc)


def keep_system_fields(doc) -> None:
	"""Tree position and creator are never taken from a form: a stale or forged form would break the tree."""
	if doc.is_new():
		doc.update({"lft": 0, "rgt": 0, "old_parent": None})
		return
	root = units.root_unit()
	frappe.db.get_value(UNIT, root, "name", for_update=True)
	stored = frappe.db.get_value(UNIT, doc.name, SYSTEM_FIELDS, as_dict=True)
	doc.update(stored)


def set_creator(doc, user: str) -> None:
	"""The creator's unit is the default parent and keeps the right to edit."""
	member = members.member_of(user)
	if member:
		doc.parent_unit = doc.parent_unit or member.unit
		doc.created_by_unit = member.unit
	else:
		doc.created_by_unit = doc.created_by_unit or doc.parent_unit


def check_actor(doc, user: str) -> None:
	"""A clerk creates by the rules and below himself; at his own unit he changes the contact only."""
	member = members.member_of(user)
	if not member:
		return
	if doc.is_new():
		_check_creation(doc, member)
	elif doc.name == member.unit:
		_check_own_unit_change(doc)
	else:
		_check_change(doc, member)


def require_unused(unit: str) -> None:
	"""Delete only when nothing hangs on the unit; the sentence says what does (domain 3.1 状态)."""
	found = links.hanging_on(UNIT, unit)
	if found:
		raise UnitInUse(
			f"“{units.name_of(unit)}”还有{hanging_words(found)}，不能删除。"
			"如不再使用，请打开单位，把“状态”改为“停用”。"
		)


def hanging_words(found: list[tuple[str, int]]) -> str:
	return "、".join(f"{count}{COUNTED.get(name) or f'条“{_(name)}”记录'}" for name, count in found)


def creatable(user: str) -> list[dict]:
	"""What the user may create, for the form: category, name, HR flag, region constraint."""
	member = members.member_of(user)
	if not member:
		return []
	rules = unit_rules.own_rules(units.get_unit(member.unit), member.roles)
	rows = {}
	for rule in rules:
		key = (rule.child_category, rule.child_is_hrss)
		rows.setdefault(
			key,
			{
				"category": rule.child_category,
				"is_hrss": rule.child_is_hrss,
				"name": unit_rules.kind_name(*key),
				"region_constraint": rule.region_constraint,
			},
		)
	return list(rows.values())


def _check_creation(doc, member) -> None:
	_require_kind(doc, member)
	_require_below(doc.parent_unit, member)


def _check_own_unit_change(doc) -> None:
	changed = _changed_labels(doc, allowed=CONTACT_FIELDS)
	if changed:
		raise UnitInvalid(
			f"本单位的{'、'.join(changed)}由创建单位或上级单位修改；您可以修改联系人、联系电话、负责人、地址、邮编、邮箱和备注。"
		)


def _check_change(doc, member) -> None:
	before = doc.get_doc_before_save()
	if doc.parent_unit != before.parent_unit:
		_require_below(doc.parent_unit, member)
	if _kind(doc) != _kind(before):
		_require_kind(doc, member)


def _require_kind(doc, member) -> None:
	own = units.get_unit(member.unit)
	category, is_hrss, region = _kind(doc)
	unit_rules.require_may_create(own, member.roles, category=category, is_hrss=is_hrss, region=region)


def _kind(doc) -> tuple:
	return doc.unit_category, bool(doc.is_hrss_bureau), doc.region


def _require_below(parent: str | None, member) -> None:
	if not parent or not units.is_within(parent, member.unit):
		raise CategoryNotAllowed("上级机构只能是您的单位或您单位的下级单位，请重新选择上级机构名称。")


def _changed_labels(doc, *, allowed: tuple[str, ...]) -> list[str]:
	before = doc.get_doc_before_save()
	return [
		field.label
		for field in doc.meta.fields
		if field.label
		and not field.hidden
		and field.fieldname not in allowed
		and field.fieldtype not in ("Section Break", "Column Break")
		and _value(doc, field) != _value(before, field)
	]


def _value(doc, field):
	value = doc.get(field.fieldname)
	if field.fieldtype == "Table MultiSelect":
		return sorted(row.series for row in value or [])
	return value or None
