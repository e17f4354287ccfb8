#!/usr/bin/env python3
"""单位管理 and 用户管理 in a province of thousands: what a clerk's screens ask, in a small world and in a large one.

    env/bin/python apps/zhicheng/benchmarks/base_lists.py SITE [UNITS [PEOPLE]]

Three clerks ask: of the province's bureau, of a county's bureau, of a unit by itself. Median of nine and the growth against
a world of a tenth; the province is made up (`many_units.py`) and rolled back.
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import frappe
import many_units
import measured
from frappe.handler import execute_cmd
from frappe.utils import set_request

LIST = {"view": "List", "order_by": "modified desc", "start": 0, "page_length": 20}
UNIT_FIELDS = ["`tabUnit`.`name`", "`tabUnit`.`unit_name`", "`tabUnit`.`status`", "`tabUnit`.`unit_category`", "`tabUnit`.`region`"]
MEMBER_FIELDS = ["`tabUnit Member`.`name`", "`tabUnit Member`.`member_name`", "`tabUnit Member`.`unit`", "`tabUnit Member`.`status`"]
GET, COUNT, LINK = "frappe.desk.reportview.get", "frappe.desk.reportview.get_count", "frappe.desk.search.search_link"
UNITS = {"doctype": "Unit", "fields": UNIT_FIELDS, **LIST}
PEOPLE = {"doctype": "Unit Member", "fields": MEMBER_FIELDS, **LIST}
QUESTIONS = {
	"单位: first page": (GET, UNITS),
	"单位: by name": (GET, {**UNITS, "filters": [["Unit", "unit_name", "like", "%0-3%"]]}),
	"单位: count": (COUNT, {"doctype": "Unit", "filters": [], "fields": [], "distinct": False}),
	"单位: choosing one": (LINK, {"doctype": "Unit", "txt": "测试单位"}),
	"单位树: below the root": ("zhicheng.api.units.tree_nodes", {"doctype": "Unit", "parent": ""}),
	"用户: first page": (GET, PEOPLE),
	"用户: by name": (GET, {**PEOPLE, "filters": [["Unit Member", "member_name", "like", "测试7%"]]}),
	"用户: count": (COUNT, {"doctype": "Unit Member", "filters": [], "fields": [], "distinct": False}),
}


def main() -> None:
	with measured.on_site(__doc__) as rest:
		number = int(rest[0]) if rest else 20_000
		people = int(rest[1]) if len(rest) > 1 else 5 * number
		small = _ask_all(number // 10, people // 10)
		frappe.set_user("Administrator")
		frappe.db.rollback()
		frappe.clear_cache()
		large = _ask_all(number, people)
		head = ["clerk of", "question", f"{number // 10} units, ms", f"{number} units, ms", "growth"]
		rows = [[*key, f"{small[key]:.1f}", f"{large[key]:.1f}", f"{large[key] / small[key]:.2f}"] for key in large]
		measured.table(head, rows)


def _ask_all(number: int, people: int) -> dict[tuple[str, str], float]:
	found = many_units.make(number, people)
	county = many_units.regions("县(区)级")[0]
	taken = {}
	for title, unit in (("province", "P"), ("county", f"H{county}"), ("unit", f"{county}-2")):
		frappe.set_user(_clerk(unit))
		for question, (command, asked) in QUESTIONS.items():
			taken[title, question] = measured.median_ms(lambda command=command, asked=asked: _ask(command, asked))
	return taken


def _ask(command: str, asked: dict) -> None:
	set_request(method="GET", path="/")
	frappe.local.form_dict = frappe._dict({key: frappe.as_json(value) if isinstance(value, list) else value for key, value in asked.items()})
	frappe.local.response = frappe._dict(docs=[])
	execute_cmd(command)


def _clerk(unit: str) -> str:
	"""The login of the unit's clerk, with the roles that he holds there."""
	member = frappe.db.get_value("Unit Member", unit, ["name", "user", "member_name"], as_dict=True)
	roles = frappe.get_all("Unit Member Role", filters={"parent": member.name}, pluck="role")
	many_units.insert("User", ("name", "email", "first_name", "enabled", "user_type"), [(member.user, member.user, member.member_name, 1, "System User")])
	held = [(f"{unit}-{role}"[:140], member.user, "User", "roles", role) for role in roles]
	many_units.insert("Has Role", ("name", "parent", "parenttype", "parentfield", "role"), held)
	frappe.clear_cache(user=member.user)
	return member.user


if __name__ == "__main__":
	main()
