"""The demo world: fictional units and people of both manuals, notices of each level, a few cases under way.

Loaded by the trial bench and by the tests; never by an installation. All people are 测试甲, 测试乙 … and clerks
named after their unit; ID numbers carry the province's own code, which no real number does.
"""

import frappe

from zhicheng.setup.demo import cases, world

PASSWORD = "Zc@2026demo"
SHOWN = ("测试甲", "测试乙", "卫生院经办", "马市卫健经办", "马市人社经办", "州卫健经办", "州人社经办", "卫健厅经办", "中物院经办", "农业厅经办", "省厅经办")


def load() -> None:
	"""Make the whole world once; a second call makes only what is missing."""
	if frappe.db.exists("Unit", {"uscc": world.LAST_USCC}) and world.is_whole():
		return
	world.load(PASSWORD)
	cases.load()


def logins() -> list[dict]:
	"""What the start command prints: who, login, password, note."""
	people = {row["member_name"]: row for row in world.people()}
	rows = [{"who": "Administrator", "login": "Administrator", "password": "admin", "note": "系统管理员"}]
	for name in SHOWN:
		person = people[name]
		note = f"{world.unit_name(person['unit'])}：{person['roles'].replace(';', '、')}"
		rows.append({"who": name, "login": person["id_number"], "password": PASSWORD, "note": note})
	return rows
