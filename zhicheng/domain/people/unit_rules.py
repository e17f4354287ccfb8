"""Who may create which unit: rule sets keyed by the creator's role at his own unit, by region (design 5)."""

from dataclasses import dataclass

import frappe

from zhicheng.constants import HRSS_ROLES, ROOT_REGION, Role
from zhicheng.domain.queries import regions
from zhicheng.domain.queries.held import kept
from zhicheng.exceptions import CategoryNotAllowed

RULE_SET = "Unit Creation Rule Set"
# units of these levels follow the rules of their own prefecture; the others those of the province
LOCAL_LEVELS = (regions.CITY, regions.COUNTY)


@dataclass(frozen=True)
class Rule:
	creator_role: str
	child_category: str
	child_is_hrss: bool
	region_constraint: str


@kept
def rule_set_for(region: str) -> str:
	"""The enabled rule set of the nearest ancestor region."""
	sets = {
		row.region: row.name
		for row in frappe.get_all(RULE_SET, filters={"enabled": 1}, fields=["name", "region"])
	}
	for code in reversed(regions.ancestors(region)):
		if code in sets:
			return sets[code]
	raise CategoryNotAllowed("没有适用于本地区的单位创建规则，请联系系统管理员设置。")


def rules_of(rule_set: str) -> list[Rule]:
	"""The set's own rows, and its base's for every kind of child that the set itself does not mention."""
	doc = frappe.get_cached_doc(RULE_SET, rule_set)
	own = [row for row in doc.rules]
	mentioned = {(row.child_category, bool(row.child_is_hrss)) for row in own}
	inherited = rules_of(doc.base_rule_set) if doc.base_rule_set else []
	return [_rule(row) for row in own if row.enabled] + [
		rule for rule in inherited if (rule.child_category, rule.child_is_hrss) not in mentioned
	]


def check_rule_set(doc) -> None:
	"""Departments and HR bureaus are made by HR bureaus only, whatever a set says otherwise (domain 2.3)."""
	if doc.base_rule_set and doc.name in _bases(doc.base_rule_set):
		raise CategoryNotAllowed("基础规则不能是本规则自己或以本规则为基础的规则，请重新选择。")
	for row in doc.rules:
		is_department = frappe.get_cached_value("Unit Category", row.child_category, "is_department")
		if row.child_is_hrss and not is_department:
			raise CategoryNotAllowed(f"第{row.idx}行：只有部门单位可以是人社部门，请取消“人社部门”。")
		if is_department and row.creator_role not in HRSS_ROLES:
			raise CategoryNotAllowed(f"第{row.idx}行：部门单位只能由人社厅、人社局的经办人员创建，请改选创建人的角色。")


def _bases(rule_set: str) -> list[str]:
	found = []
	while rule_set and rule_set not in found:
		found.append(rule_set)
		rule_set = frappe.db.get_value(RULE_SET, rule_set, "base_rule_set")
	return found


def rules_at(unit: frappe._dict) -> list[Rule]:
	"""The rules under which clerks of this unit create."""
	level = frappe.get_cached_value("Unit Category", unit.unit_category, "category_level")
	return rules_of(rule_set_for(unit.region if level in LOCAL_LEVELS else ROOT_REGION))


def own_rules(unit: frappe._dict, roles: set[Role]) -> list[Rule]:
	"""What somebody with these roles at this unit may create."""
	return [rule for rule in rules_at(unit) if rule.creator_role in roles]


def require_may_create(
	creator: frappe._dict, roles: set[Role], *, category: str, is_hrss: bool, region: str
) -> None:
	"""Refuse a kind of unit, or a region for it, that no rule of the creator's roles gives (manuals 3.1.1.1)."""
	kind = [
		rule
		for rule in rules_at(creator)
		if rule.child_category == category and rule.child_is_hrss == is_hrss
	]
	own = [rule for rule in kind if rule.creator_role in roles]
	if not own:
		raise CategoryNotAllowed(_refusal(creator, roles, kind, kind_name(category, is_hrss)))
	if not any(region_fits(rule.region_constraint, creator.region, region) for rule in own):
		raise CategoryNotAllowed(
			f"您只能在{_where(own[0].region_constraint, creator.region)}创建"
			f"“{kind_name(category, is_hrss)}”，不能选“{regions.name_of(region)}”。请改选所属行政区域。"
		)


def region_fits(constraint: str, creator_region: str, child_region: str) -> bool:
	if constraint == "不限":
		return True
	if constraint == "同区域":
		return creator_region == child_region
	path = regions.ancestors(child_region)
	if constraint == "下级区域":
		return len(path) > 1 and path[-2] == creator_region
	return creator_region in path


def kind_name(category: str, is_hrss: bool) -> str:
	row = frappe.get_cached_doc("Unit Category", category)
	if not is_hrss:
		return row.category_name
	return {"省级": "省人社厅", regions.CITY: "市(州)人社局", regions.COUNTY: "县(区)人社局"}[row.category_level]


def _rule(row) -> Rule:
	return Rule(row.creator_role, row.child_category, bool(row.child_is_hrss), row.region_constraint)


def _refusal(creator: frappe._dict, roles: set[Role], kind: list[Rule], name: str) -> str:
	mine = [kind_name(r.child_category, r.child_is_hrss) for r in own_rules(creator, roles)]
	who = "、".join(dict.fromkeys(rule.creator_role for rule in kind))
	sentence = f"按本地区的单位创建规则，您不能创建“{name}”"
	sentence += f"，应由“{who}”创建。" if who else "，该类单位在本地区不能创建。"
	return sentence + (f"您可以创建：{'、'.join(dict.fromkeys(mine))}。" if mine else "请联系上级单位。")


def _where(constraint: str, region: str) -> str:
	name = regions.name_of(region)
	return {"同区域": f"“{name}”", "下级区域": f"“{name}”的下一级区域"}.get(constraint, f"“{name}”及其下级区域")
