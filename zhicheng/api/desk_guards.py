"""Methods of Frappe's Desk that ask no permission on the record they are given; found by tests/permissions/test_strangers.

They stand in by override_whitelisted_methods, with Frappe's own arguments.
"""

import json
import re

import frappe
from frappe import client
from frappe.desk import like, search
from frappe.desk.form import linked_with, load

from zhicheng.domain.people import members, role_grants
from zhicheng.permissions import people

# a column of the list's own tables stands behind `tabUnit`.; any other prefix is a field that links to a record
LINKED = re.compile(r"[\s`]*(?!tab[A-Z])\w+`?\s*\.")
# as a list of Desk asks for the title of a link that it shows
TITLE = re.compile(r"(\w+)\.(\w+) as (\w+)")


@frappe.whitelist()
def validate_link(doctype: str, docname: str, fields: str | list | None = None):
	"""Stock tells of any name whether it exists: here only of what the user's own list shows, and of the HR
	bureaus, which every unit names (the unit form fills them in)."""
	if _is_bureau(doctype, docname) or _is_listed(doctype, docname):
		return client.validate_link(doctype, docname, fields)
	return {"name": None}


@frappe.whitelist()
def get_link_title(doctype: str, docname: str):
	"""Stock tells anybody's name by the name of his record; a unit's name is no secret."""
	return search.get_link_title(doctype, docname) if doctype == "Unit" or _is_listed(doctype, docname) else docname


@frappe.whitelist()
def linked_docs(doctype: str, docname: str):
	"""Stock lists what hangs on a record, opinions and proofs too, and asks nothing: for administrators only."""
	return linked_with.get(doctype, docname) if people.is_administrator() else {}


@frappe.whitelist()
def viewers(users: str | list):
	"""Who else has the form open: a clerk is told the colleagues of his own unit, nobody anybody else."""
	member = members.member_of()
	unit = member.unit if member and role_grants.is_clerk(member) else ""
	named = [user for user in frappe.parse_json(users) if unit and (members.member_of(user) or {}).get("unit") == unit]
	return load.get_user_info_for_viewers(frappe.as_json(named))


@frappe.whitelist(methods=["POST"])
def add_tag(tag: str, dt: str, dn: str, color: str | None = None):
	"""A tag is written into the record: it needs the right to write it."""
	_require_write(dt, [dn])
	return _stock_tag("add_tag", tag, dt, dn, color)


@frappe.whitelist(methods=["POST"])
def add_tags(tags: str | list, dt: str, docs: str | list, color: str | None = None):
	"""As add_tag, for several records."""
	_require_write(dt, frappe.parse_json(docs))
	return _stock_tag("add_tags", tags, dt, docs, color)


@frappe.whitelist(methods=["POST"])
def remove_tag(tag: str, dt: str, dn: str):
	"""As add_tag."""
	_require_write(dt, [dn])
	return _stock_tag("remove_tag", tag, dt, dn)


@frappe.whitelist(methods=["POST"])
def toggle_like(doctype: str, name: str, add: str | bool = False):
	"""A like is written into the record: at least it must be one's to read."""
	frappe.has_permission(doctype, "read", name, throw=True)
	return like.toggle_like(doctype, name, add)


@frappe.whitelist()
def get_data_for_custom_field(doctype: str, field: str) -> dict:
	"""A column that a report's reader adds: stock reads it of every record there is, here of those that he may see."""
	return dict(frappe.get_list(doctype, fields=["name", field], as_list=True, limit_page_length=0))


def refuse_added_columns() -> None:
	"""before_request: the same by the report itself, which asks nobody either."""
	added = frappe.parse_json(frappe.form_dict.get("custom_columns") or "[]")
	if added and not people.is_administrator():
		raise frappe.PermissionError("报表不能添加其他记录的列。")


def refuse_linked_columns() -> None:
	"""before_request: `decided_by.last_ip` is a column of another record; Frappe asks for the right to its kind, not to it.

	The title by which a list shows a link is none of these.
	"""
	asked = [column for place in ("fields", "fieldname") for column in _columns(frappe.form_dict.get(place))]
	linked = [column for column in asked if LINKED.match(column)]
	doctype = frappe.utils.cstr(frappe.form_dict.get("doctype"))
	if linked and not people.is_administrator() and not all(_is_title(doctype, column) for column in linked):
		raise frappe.PermissionError("列表不能取关联记录的列。")


def _is_title(doctype: str, asked: str) -> bool:
	named = TITLE.fullmatch(asked)
	if not named or not frappe.db.exists("DocType", doctype):
		return False
	field, column, _alias = named.groups()
	link = frappe.get_meta(doctype).get_field(field)
	if not link or link.fieldtype != "Link":
		return False
	shown = frappe.get_meta(link.options)
	return bool(shown.show_title_field_in_link and column == shown.title_field)


def _columns(asked) -> list[str]:
	"""Names of columns as a request writes them: one, several with commas, or a list."""
	if isinstance(asked, str):
		try:
			asked = json.loads(asked)
		except ValueError:
			asked = [asked]
	named = [column for column in asked if isinstance(column, str)] if isinstance(asked, list) else []
	return [column for columns in named for column in columns.split(",")]


def _stock_tag(name: str, *arguments):
	return frappe.get_attr(f"frappe.desk.doctype.tag.tag.{name}")(*arguments)


def _is_bureau(doctype: str, name: str) -> bool:
	is_one = doctype == "Unit" and frappe.db.get_value("Unit", name, "is_hrss_bureau")
	return bool(is_one) and frappe.has_permission("Unit", "read")


def _is_listed(doctype: str, name: str) -> bool:
	"""True also where this app has no condition of its own and Frappe's rules stand."""
	if doctype not in frappe.get_hooks("permission_query_conditions"):
		return True
	return bool(frappe.get_list(doctype, filters={"name": name}, pluck="name", limit_page_length=1))


def _require_write(doctype: str, names: list[str]) -> None:
	for name in names:
		frappe.has_permission(doctype, "write", name, throw=True)
