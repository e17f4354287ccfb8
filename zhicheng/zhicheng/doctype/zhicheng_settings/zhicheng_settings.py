from frappe.model.document import Document

from zhicheng.domain import branding
from zhicheng.refusals import spoken


class ZhichengSettings(Document):
	@spoken
	def validate(self):
		branding.check(self)
