from frappe.model.document import Document

from zhicheng.domain.approval import route_publication
from zhicheng.refusals import spoken


class ApprovalRoute(Document):
	"""One version of a route; published versions never change, a change is a new version (design 4.1, 4.6)."""

	def autoname(self):
		self.name = f"{self.route_code}-v{self.version}"

	@spoken
	def validate(self):
		route_publication.check(self)

	def on_update(self):
		route_publication.publish_if_needed(self)

	@spoken
	def on_trash(self):
		route_publication.require_unused(self)
