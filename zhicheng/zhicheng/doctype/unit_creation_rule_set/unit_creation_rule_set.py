"""Who may create which unit, for a region: the rule lives in domain/people/unit_rules.py."""

from frappe.model.document import Document

from zhicheng.domain.people import unit_rules
from zhicheng.refusals import spoken


class UnitCreationRuleSet(Document):
	@spoken
	def validate(self):
		unit_rules.check_rule_set(self)
