from frappe.model.document import Document

from zhicheng.domain.approval import eligibility


class EvaluationNotice(Document):
	"""A notice under which people apply, with its scope, times and conditions."""

	def validate(self):
		eligibility.require_sound(self.eligibility_rules)
