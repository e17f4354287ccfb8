import frappe

from zhicheng.domain.append_only import AppendOnly


class PendingQueue(AppendOnly):
	"""One row per ancestor unit and pending case; kept by the door."""


def on_doctype_update():
	frappe.db.add_index("Pending Queue", ["queue_unit", "opened_on"])
