"""Shared reads of routes."""

import frappe
from frappe.query_builder import DocType

from zhicheng.constants import FINAL_STATES

DRAFT, TRIAL, PUBLISHED, STOPPED = "草稿", "试用", "已发布", "已停用"


def in_use() -> list[str]:
	"""Names of the routes that are published or that a running case still uses."""
	published = frappe.get_all("Approval Route", filters={"status": PUBLISHED}, pluck="name")
	application = DocType("Title Application")
	running = (
		frappe.qb.from_(application)
		.select(application.route)
		.distinct()
		.where(application.route.isnotnull())
		.where(application.workflow_state.notin([state.value for state in FINAL_STATES if state.name != "VOIDED"]))
		.run(pluck=True)
	)
	return sorted({*published, *(name for name in running if name)})


def published_for(level: str, unit_category: str, scope: str, year: int) -> list[dict]:
	"""Published routes that fit, the newest version first; a voided scope fits any committee."""
	return frappe.get_all(
		"Approval Route",
		filters={
			"status": PUBLISHED,
			"level": level,
			"unit_category": unit_category,
			"committee_scope": ["in", ["", scope]],
			"valid_from_year": ["<=", year],
		},
		fields=["name", "route_code", "version", "committee_scope", "valid_from_year"],
		order_by="valid_from_year desc, version desc",
	)
