import frappe
from frappe import _
from frappe.model.document import Document

from zhicheng.domain.queries.register_indexes import INDEXES
from zhicheng.exceptions import StateChangeRefused


class TitleApplication(Document):
	"""The case: small, written by the domain alone (`handover`, `submission`)."""

	def validate(self):
		self.require_domain()

	def before_print(self, settings=None):
		frappe.get_attr("zhicheng.printing.gate.require_printable")(application=self.name, user=frappe.session.user)

	def on_trash(self):
		if frappe.flags.discarding_application != self.name:
			raise StateChangeRefused(_("申报不能直接删除；草稿请由申报人在申报列表中删除。"))

	def require_domain(self):
		"""State and columns change through the one door; a plain save or REST call does not reach them."""
		if not self.flags.by_domain:
			raise StateChangeRefused(_("申报的状态和内容不能直接修改，请使用办理页面上的按钮。"))


def on_doctype_update():
	frappe.db.add_index("Title Application", ["unit", "first_submitted_on"])
	frappe.db.add_index("Title Application", ["level", "declare_year", "modified"])
	for name, fields in INDEXES.items():
		frappe.db.add_index("Title Application", list(fields), name)
