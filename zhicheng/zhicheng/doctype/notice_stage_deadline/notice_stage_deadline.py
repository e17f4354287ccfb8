from frappe.model.document import Document

from zhicheng.domain.approval import notice_form
from zhicheng.refusals import spoken


class NoticeStageDeadline(Document):
	"""One row of a notice; Frappe calls these only when a row is saved or removed by itself, not with its notice."""

	@spoken
	def validate(self):
		notice_form.check_row(self)

	@spoken
	def on_trash(self):
		notice_form.check_row(self)
