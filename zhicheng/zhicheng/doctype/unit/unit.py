"""A unit in the tree: every rule lives in domain/people/unit_form.py and domain/people/units.py."""

import frappe
from frappe.utils.nestedset import NestedSet

from zhicheng.domain.approval import moved_units
from zhicheng.domain.people import members, unit_form, unit_history, units
from zhicheng.refusals import spoken


class Unit(NestedSet):
	nsm_parent_field = "parent_unit"

	def before_insert(self):
		units.set_creator(self, frappe.session.user)

	@spoken
	def before_validate(self):
		units.keep_system_fields(self)
		unit_form.prepare(self)

	@spoken
	def validate(self):
		unit_form.require_filled(self)
		units.check_actor(self, frappe.session.user)
		unit_form.check(self)

	def on_update(self):
		super().on_update()
		members.forget()
		members.end_sessions_of(self)
		moved_units.follow(self)
		unit_history.note(self)

	@spoken
	def on_trash(self):
		units.require_unused(self.name)
		super().on_trash()


def on_doctype_update():
	"""The lists of next units ask by region and level (domain 5.5)."""
	frappe.db.add_index("Unit", ["region", "unit_category"])
