"""What points at a record, over every DocType of the site: DocTypes added later are found too."""

import frappe


def hanging_on(doctype: str, name: str) -> list[tuple[str, int]]:
	"""(DocType, number of its records that point here), the record itself left out."""
	found: dict[str, set[str]] = {}
	for holder, fieldname in _link_fields(doctype):
		for owner_type, owner in _owners(holder, fieldname, name):
			if (owner_type, owner) != (doctype, name):
				found.setdefault(owner_type, set()).add(owner)
	return [(owner_type, len(owners)) for owner_type, owners in sorted(found.items())]


def _link_fields(doctype: str) -> list[tuple[str, str]]:
	filters = {"fieldtype": "Link", "options": doctype}
	fields = frappe.get_all("DocField", filters=filters, fields=["parent", "fieldname"])
	fields += frappe.get_all("Custom Field", filters=filters, fields=["dt as parent", "fieldname"])
	return [(row.parent, row.fieldname) for row in fields]


def _owners(holder: str, fieldname: str, name: str) -> list[tuple[str, str]]:
	meta = frappe.get_meta(holder)
	if meta.issingle:
		is_set = frappe.db.get_single_value(holder, fieldname) == name
		return [(holder, holder)] if is_set else []
	if meta.istable:
		rows = frappe.get_all(holder, filters={fieldname: name}, fields=["parenttype", "parent"])
		return [(row.parenttype, row.parent) for row in rows]
	return [(holder, row) for row in frappe.get_all(holder, filters={fieldname: name}, pluck="name")]
