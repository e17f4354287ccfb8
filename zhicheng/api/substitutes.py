"""代办登记: who stands in for whom, and until when."""

import frappe

from zhicheng.domain.approval import substitutes
from zhicheng.refusals import spoken


@frappe.whitelist(methods=["GET"])
@spoken
def registered() -> dict:
	"""Who can stand in, and what is registered in the own unit."""
	user = frappe.session.user
	rows = substitutes.of_unit(user)
	return {"rows": rows, "colleagues": [{"user": row["user"], "name": row["name"]} for row in substitutes.colleagues(user)]}


@frappe.whitelist(methods=["POST"])
@spoken
def enter(substitute: str, from_date: str, to_date: str, absent: str = "", reason: str = "") -> dict:
	"""登记代办."""
	dates = {"from_date": from_date, "to_date": to_date}
	return substitutes.enter(substitute=substitute, absent=absent, reason=reason, **dates)


@frappe.whitelist(methods=["POST"])
@spoken
def end(name: str) -> dict:
	"""结束代办."""
	return substitutes.end(name)
