"""What the security administrator may do with Frappe's own User records: its permission rows come with the app."""

import frappe
from frappe.permissions import setup_custom_perms

from zhicheng.constants import AdminRole

USER, ROW = "User", "Custom DocPerm"
FLAGS = (
	"read", "write", "create", "delete", "submit", "cancel", "amend", "report", "export", "import", "share", "print", "email",
	"select", "if_owner",
)  # fmt: skip
# permission level → what is allowed; level 1 holds the roles
ALLOWED = {0: ("read", "write", "create", "report", "select"), 1: ("read", "write")}


def ensure_user_permissions() -> None:
	setup_custom_perms(USER)
	for level, allowed in ALLOWED.items():
		place = {"parent": USER, "role": AdminRole.SECURITY.value, "permlevel": level}
		if frappe.db.exists(ROW, place):
			continue
		row = frappe.new_doc(ROW)
		row.update({**place, "parenttype": "DocType", "parentfield": "permissions"})
		row.update({flag: int(flag in allowed) for flag in FLAGS if row.meta.has_field(flag)})
		row.insert(ignore_permissions=True)
	frappe.clear_cache(doctype=USER)
