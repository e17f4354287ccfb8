from frappe.model.document import Document

from zhicheng.domain.approval import route_publication
from zhicheng.refusals import spoken


class ApprovalRouteStage(Document):
	"""One row of a route; Frappe calls these only when a row is saved or removed by itself, not with its route."""

	@spoken
	def validate(self):
		route_publication.check_row(self)

	@spoken
	def on_trash(self):
		route_publication.check_row(self)
