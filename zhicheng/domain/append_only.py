"""Records that the domain writes and nobody edits, saves or deletes by hand."""

import frappe
from frappe import _
from frappe.model.document import Document

from zhicheng.exceptions import StateChangeRefused


class AppendOnly(Document):
	"""Base of the records of the path, the opinions, the snapshots and the log."""

	def validate(self):
		if not self.is_new():
			raise StateChangeRefused(_("办理记录不能修改。"))

	def on_trash(self):
		if not frappe.flags.in_uninstall:
			raise StateChangeRefused(_("办理记录不能删除。"))
