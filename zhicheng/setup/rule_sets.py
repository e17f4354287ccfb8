"""Who may create which unit: the rule sets of both manuals (3.1.1.1) as data (domain 2.3)."""

from itertools import groupby
from operator import itemgetter

import frappe

from zhicheng.constants import Role
from zhicheng.setup.tables import read_table


def ensure_rule_sets() -> None:
	rules = {
		name: list(rows) for name, rows in groupby(read_table("unit_creation_rules"), itemgetter("rule_set"))
	}
	for row in read_table("unit_creation_rule_sets"):
		if not frappe.db.exists("Unit Creation Rule Set", row["rule_set_name"]):
			_insert_rule_set(row, rules[row["rule_set_name"]])


def _insert_rule_set(row: dict[str, str], rules: list[dict[str, str]]) -> None:
	frappe.get_doc(
		{
			**row,
			"doctype": "Unit Creation Rule Set",
			"base_rule_set": row["base_rule_set"] or None,
			"enabled": 1,
			"rules": [
				{
					"creator_role": Role[rule["creator_role"]].value,
					"child_category": rule["child_category"],
					"child_is_hrss": int(rule["child_is_hrss"]),
					"region_constraint": rule["region_constraint"],
					"enabled": int(rule["enabled"]),
				}
				for rule in rules
			],
		}
	).insert(ignore_permissions=True)
