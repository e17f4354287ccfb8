"""代办登记: who stands in for whom, and until when."""

import frappe

from zhicheng.api import refused_acts
from zhicheng.domain.approval import substitutes
from zhicheng.permissions import people
from zhicheng.refusals import spoken


@frappe.whitelist(methods=["GET"])
@spoken
def registered(unit: str = "") -> dict:
	"""What is registered and who can stand in: in the own unit, or in one below it."""
	user = frappe.session.user
	if not unit and people.is_administrator(user):
		# who belongs to no unit registers for the others alone
		return {"rows": [], "clerks": [], "oversees": True}
	clerks = [{"user": row["user"], "name": row["name"]} for row in substitutes.clerks(user, unit)]
	return {"rows": substitutes.of_unit(user, unit), "clerks": clerks, "oversees": substitutes.oversees(user)}


@frappe.whitelist(methods=["POST"])
@spoken
@refused_acts.noted("登记代办")
def enter(substitute: str, from_date: str, to_date: str, absent: str = "", reason: str = "") -> dict:
	"""登记代办."""
	dates = {"from_date": from_date, "to_date": to_date}
	return substitutes.enter(substitute=substitute, absent=absent, reason=reason, **dates)


@frappe.whitelist(methods=["POST"])
@spoken
def end(name: str) -> dict:
	"""结束代办."""
	return substitutes.end(name)
