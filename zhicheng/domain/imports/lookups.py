"""What the words of a table mean: categories, regions, roles and units, by code or by name."""

import frappe

from zhicheng.constants import Role
from zhicheng.domain.queries import regions
from zhicheng.domain.queries.held import kept
from zhicheng.exceptions import ImportRefused

YES, NO = ("是", "√", "1"), ("", "否", "0")


@kept
def category(word: str) -> str:
	"""The category of this code, name or other name.

	:raises ImportRefused: when there is none
	"""
	for row in categories():
		if word in (row.name, row.category_name) or word in (row.alias or "").split("、"):
			return row.name
	raise ImportRefused(f"没有单位隶属关系“{word}”，请从下拉框选择。")


def categories() -> list[frappe._dict]:
	fields = ["name", "category_name", "alias"]
	return frappe.get_all("Unit Category", filters={"enabled": 1}, fields=fields, order_by="sort_order")


@kept
def region(word: str) -> str:
	"""The region of this code, of “code name” as the template offers it, or of a name that only one region has.

	:raises ImportRefused: when there is none, or more than one of the name
	"""
	code, _blank, name = word.partition(" ")
	if code.isdigit():
		if not regions.level_of(code) or (name and regions.name_of(code) != name.strip()):
			raise ImportRefused(f"没有行政区域“{word}”，请从下拉框选择。")
		return code
	found = frappe.get_all("Region", filters={"region_name": word}, pluck="name", order_by="name")
	if not found:
		raise ImportRefused(f"没有行政区域“{word}”，请从下拉框选择。")
	if len(found) > 1:
		raise ImportRefused(f"有{len(found)}个行政区域叫“{word}”（{'、'.join(found[:5])}），请填6位行政区划代码。")
	return found[0]


def yes(word: str) -> bool:
	"""是 or 否.

	:raises ImportRefused: for any other word
	"""
	if word not in YES + NO:
		raise ImportRefused(f"应填“是”或“否”，这里是“{word}”。")
	return word in YES


def roles(words: str) -> list[str]:
	"""The roles named, separated by 、 or another separator.

	:raises ImportRefused: naming those that do not exist
	"""
	for separator in "；;，,":
		words = words.replace(separator, "、")
	named = [word.strip().replace("（", "(").replace("）", ")") for word in words.split("、") if word.strip()]
	known = {role.value for role in Role}
	unknown = [word for word in named if word not in known]
	if unknown:
		raise ImportRefused(f"没有角色“{'、'.join(unknown)}”，请从下拉框选择。")
	return list(dict.fromkeys(named))


@kept
def unit(word: str) -> str:
	"""The unit of this code or full name.

	:raises ImportRefused: when there is none, or more than one of the name
	"""
	found = frappe.db.get_value("Unit", {"uscc": word.upper().replace(" ", "")})
	if found:
		return found
	named = frappe.get_all("Unit", filters={"unit_name": word}, pluck="name", limit_page_length=2)
	if not named:
		raise ImportRefused(f"没有找到单位“{word}”，本表中也没有。请填已登记或本表中单位的统一社会信用代码或全称。")
	if len(named) > 1:
		raise ImportRefused(f"有多个单位叫“{word}”，请填统一社会信用代码。")
	return named[0]
