"""A person in a unit: rules in domain/people/member_form.py and domain/people/role_grants.py; owns one User."""

import frappe
from frappe.model.document import Document

from zhicheng.domain.accounts import accounts
from zhicheng.domain.people import member_form, members
from zhicheng.refusals import spoken


class UnitMember(Document):
	@spoken
	def before_validate(self):
		member_form.prepare(self, frappe.session.user)

	@spoken
	def validate(self):
		member_form.check(self, frappe.session.user)
		member_form.make_account(self)

	def after_insert(self):
		member_form.give_fixed_password(self)

	def on_update(self):
		member_form.sync_account(self)

	@spoken
	def on_trash(self):
		members.require_unused(self)

	def after_delete(self):
		members.forget(self.user)
		accounts.drop_user(self.user)


def on_doctype_update():
	"""The list of a unit's people by state."""
	frappe.db.add_index("Unit Member", ["unit", "status"])
