"""The 18 roles and two of the three administrators, made before the DocTypes name them: Frappe would give each of them desk access (design 5)."""

import frappe

from zhicheng.constants import AdminRole, Role

# an applicant works in the portal only; everybody else in Desk
WITHOUT_DESK = (Role.APPLICANT,)


def ensure_roles() -> None:
	for role in (*Role, AdminRole.SECURITY, AdminRole.AUDIT):
		desk_access = int(role not in WITHOUT_DESK)
		if not frappe.db.exists("Role", role.value):
			frappe.get_doc(
				{"doctype": "Role", "role_name": role.value, "desk_access": desk_access, "is_custom": 0}
			).insert(ignore_permissions=True)
		elif frappe.db.get_value("Role", role.value, "desk_access") != desk_access:
			frappe.db.set_value("Role", role.value, "desk_access", desk_access)
