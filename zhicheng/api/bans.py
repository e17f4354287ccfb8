"""年度限制: read in Desk's list, lifted here."""

import frappe

from zhicheng.api import refused_acts
from zhicheng.domain.approval import bans
from zhicheng.refusals import spoken


@frappe.whitelist(methods=["GET"])
@spoken
def may_lift(ban: str) -> bool:
	"""Whether the button is shown: the same rule as the act."""
	row = frappe.db.get_value("Application Ban", ban, bans.FIELDS, as_dict=True)
	return bool(row and row.active and bans.may_lift(frappe.session.user, row))


@frappe.whitelist(methods=["POST"])
@spoken
def lift(ban: str, reason: str = "") -> dict:
	"""解除年度限制 with a reason."""
	with refused_acts.kept(bans.LIFT, ""):
		return bans.lift_one(ban, user=frappe.session.user, reason=reason)
