from frappe.model.document import Document

from zhicheng.domain.approval import route_publication


class ApprovalStage(Document):
	"""One stop of routes; what running cases depend on stays while a published route uses it."""

	def validate(self):
		route_publication.check_stage(self)
