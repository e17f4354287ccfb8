import frappe

from zhicheng.domain.append_only import AppendOnly


class ApprovalTask(AppendOnly):
	"""One row per passage of a case: to-do, done, history, chart and counts are read from it (design 4.3)."""


def on_doctype_update():
	frappe.db.add_index("Approval Task", ["unit", "status", "role", "opened_on"])
	frappe.db.add_index("Approval Task", ["unit", "status", "role", "deadline"])
	frappe.db.add_index("Approval Task", ["unit", "application", "role"])
	frappe.db.add_index("Approval Task", ["decided_by", "decided_on"])
	frappe.db.add_index("Approval Task", ["application", "seq"])
