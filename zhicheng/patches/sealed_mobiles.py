"""Telephones of people that were stored readable: sealed, with their mask; out of the history of the records too."""

import frappe

from zhicheng.domain.audit import scrub
from zhicheng.domain.people import identity
from zhicheng.domain.people.unit_form import MOBILE

MEMBER = "Unit Member"


def execute() -> None:
	for row in frappe.get_all(MEMBER, filters={"mobile": ["is", "set"]}, fields=["name", "mobile"]):
		if MOBILE.fullmatch(row.mobile):
			values = {"mobile": identity.seal(row.mobile), "mobile_masked": identity.mask_mobile(row.mobile)}
			frappe.db.set_value(MEMBER, row.name, values, update_modified=False)
	for row in frappe.get_all("Version", filters={"ref_doctype": MEMBER}, fields=["name", "data"]):
		if scrub.MOBILE.search(row.data or ""):
			frappe.db.set_value("Version", row.name, "data", scrub.clean(row.data), update_modified=False)
