"""What a clerk sees of Frappe's own Desk: our module and nothing else."""

import frappe

from zhicheng.domain.accounts import DESK_PROFILE

OUR_MODULE = "Zhicheng"


def ensure_desk_profile() -> None:
	"""The Module Profile that blocks every module but ours, so that the stock workspaces are not listed.

	Follows new modules at every migrate; a site's own apps are blocked for clerks too.
	"""
	if frappe.db.exists("Module Profile", DESK_PROFILE):
		profile = frappe.get_doc("Module Profile", DESK_PROFILE)
	else:
		profile = frappe.new_doc("Module Profile")
		profile.module_profile_name = DESK_PROFILE
	wanted = set(frappe.get_all("Module Def", filters={"name": ["!=", OUR_MODULE]}, pluck="name"))
	if not profile.is_new() and {row.module for row in profile.block_modules} == wanted:
		return
	profile.set("block_modules", [{"module": module} for module in sorted(wanted)])
	profile.save(ignore_permissions=True)
