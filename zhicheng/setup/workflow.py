"""Seeds stages and routes (created if missing, never overwritten) and derives the Workflow record."""

import csv
from pathlib import Path

import frappe

from zhicheng.zhicheng.workflow import generator
from zhicheng.zhicheng.workflow.stages import STAGES

ROUTES = Path(generator.__file__).with_name("routes.csv")
SINCE = 2020  # the year of the manuals


def ensure_stages() -> None:
	"""The stages of the manuals and the derived ones."""
	for order, (code, name, kind, role, resolver, derived, boxes) in enumerate(STAGES):
		if frappe.db.exists("Approval Stage", code):
			continue
		stage = frappe.new_doc("Approval Stage")
		stage.update({"stage_code": code, "stage_name": name, "stage_kind": str(kind), "sort_order": order})
		stage.update({"acting_role": str(role), "resolver": str(resolver), "derived": int(derived)})
		stage.print_unlocks = int(kind == "资格审查")
		for box_code, title, notice in boxes:
			row = {"box_code": box_code, "box_title": title, "with_public_notice": int(notice)}
			stage.append("boxes", row)
		stage.insert(ignore_permissions=True)


def ensure_routes() -> None:
	"""Version 1 of each seeded route, published."""
	frappe.flags.in_route_seed = True
	try:
		with ROUTES.open(encoding="utf-8", newline="") as file:
			for row in csv.DictReader(file):
				_ensure_route(row)
	finally:
		frappe.flags.in_route_seed = False


def _ensure_route(row: dict) -> None:
	if frappe.db.exists("Approval Route", {"route_code": row["route_code"]}):
		return
	route = frappe.new_doc("Approval Route")
	category = frappe.db.get_value("Unit Category", row["unit_category"], "category_name")
	route.update({key: row[key] for key in ("route_code", "level", "unit_category", "committee_scope")})
	title = f"{category}{row['level']}申报流程"
	if row["route_code"].startswith("AS-"):
		title += "（市(州)评委会）"
	route.update({"version": 1, "title": title, "status": "已发布"})
	route.update({"valid_from_year": SINCE, "derived": int(row["derived"])})
	for code in row["stages"].split():
		hint = "四川省人力资源和社会保障厅" if code == "SO" and row["route_code"] in ("S-06", "S-07") else ""
		route.append("stages", {"stage": code, "hint": hint})
	route.insert(ignore_permissions=True)


def ensure_workflow() -> None:
	"""The Workflow record, derived from the routes in use."""
	generator.rebuild()
