from frappe.model.document import Document

from zhicheng.domain.approval import eligibility, notice_form
from zhicheng.refusals import spoken


class EvaluationNotice(Document):
	"""A notice under which people apply, with its scope, times and conditions."""

	@spoken
	def validate(self):
		notice_form.check(self)
		eligibility.require_sound(self.eligibility_rules)

	def on_update(self):
		notice_form.follow(self)
