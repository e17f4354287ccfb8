"""流程设计 in Desk: the live chart, the summary before publishing, the next version."""

import frappe

from zhicheng.api import refused_acts
from zhicheng.domain.approval import route_design
from zhicheng.domain.queries import regions
from zhicheng.exceptions import RoleNotAllowed
from zhicheng.refusals import spoken

ROUTE = "Approval Route"


@frappe.whitelist(methods=["POST"])
@spoken
def outline(doc: str | dict) -> dict:
	"""The chart of what stands on the form, saved or not, and what is wrong with it."""
	_require("read")
	return route_design.outline(_on_form(doc))


@frappe.whitelist(methods=["POST"])
@spoken
def changes(doc: str | dict) -> dict:
	"""What publishing what stands on the form would change."""
	_require("write")
	return route_design.changes(_on_form(doc))


@frappe.whitelist(methods=["POST"])
@spoken
def new_version(name: str) -> str:
	"""复制为新版本; the name of the draft."""
	_require("create")
	return route_design.copy_as_draft(name).name


@frappe.whitelist(methods=["POST"])
@spoken
@refused_acts.noted("发布流程")
def publish(name: str) -> dict:
	"""发布; the summary of what changed."""
	_require("write")
	return route_design.publish(name)


@frappe.whitelist(methods=["GET", "POST"])
@spoken
def stopping(name: str) -> dict:
	"""What 停用 would change, before it is confirmed."""
	_require("write")
	return route_design.stopping(name)


@frappe.whitelist(methods=["POST"])
@spoken
@refused_acts.noted("停用流程")
def stop(name: str) -> dict:
	"""停用; what it changed."""
	_require("write")
	return route_design.stop(name)


@frappe.whitelist(methods=["GET", "POST"])
@spoken
def units_to_try(route: str) -> list[dict]:
	"""Enabled units whose cases would take the route, for its try-out: at most 20, one of each region first."""
	_require("write")
	category = frappe.db.get_value(ROUTE, route, "unit_category")
	filters = {"unit_category": category, "status": "启用"}
	rows = frappe.get_all("Unit", filters=filters, fields=["name", "unit_name", "region"], order_by="lft", limit=200)
	first = {row.region: row for row in reversed(rows)}
	chosen = [*first.values(), *[row for row in rows if first[row.region] is not row]][:20]
	return [{"unit": row.name, "label": f"{row.unit_name}（{regions.name_of(row.region)}）"} for row in chosen]


def _require(ptype: str) -> None:
	if not frappe.has_permission(ROUTE, ptype):
		raise RoleNotAllowed("只有系统管理员可以修改和发布审批流程。")


def _on_form(doc: str | dict):
	values = frappe.parse_json(doc)
	answer = frappe.new_doc(ROUTE)
	answer.update({**values, "doctype": ROUTE})
	answer.name = values.get("name")
	return answer
