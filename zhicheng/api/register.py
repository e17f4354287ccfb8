"""职称申报一览表: what the page asks besides the report itself."""

import frappe

from zhicheng.export import register_filters
from zhicheng.permissions import exports
from zhicheng.refusals import spoken


@frappe.whitelist(methods=["POST"])
@spoken
def person(number: str) -> dict:
	"""An ID number that was typed into the search, as a filter that may stand in an address: {person, shown}."""
	frappe.form_dict.pop("number", None)
	exports.require_register(frappe.session.user)
	return register_filters.person_of(number)
