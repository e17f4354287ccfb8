"""What people call a record: its title field, from Frappe's document cache, so that a page costs no statement for it."""

import frappe
from frappe.utils import cstr


def title_of(doctype: str, name: str) -> str:
	"""The record's title; its name where it has none or is gone."""
	title = frappe.get_meta(doctype).title_field
	return cstr((title and column(doctype, name, title)) or name)


def column(doctype: str, name: str, fieldname: str):
	"""One column of a record that rarely changes; nothing when it is gone."""
	try:
		return frappe.get_cached_value(doctype, name, fieldname)
	except frappe.DoesNotExistError:
		frappe.clear_last_message()
		return None
