"""Changes of base data leave a row in the Act Log: which record, which fields, by whom; never a personal value."""

import frappe

from zhicheng.domain import act_log

SILENT = ("lft", "rgt", "old_parent", "modified", "modified_by")


def log_change(doc, method: str | None = None) -> None:
	"""doc_events on_update and on_trash of base data."""
	if frappe.flags.in_install or frappe.flags.in_migrate:
		return
	label = frappe._(doc.doctype)
	title = doc.get(doc.meta.title_field or "name") or doc.name
	if method == "on_trash":
		act_log.record(f"删除{label}", detail=title)
		return
	before = doc.get_doc_before_save()
	if not before:
		act_log.record(f"新增{label}", detail=title)
		return
	changed = _changed_labels(before, doc)
	if changed:
		act_log.record(f"修改{label}", detail=f"{title}：{'、'.join(changed)}")


def _changed_labels(before, doc) -> list[str]:
	found = []
	for field in doc.meta.fields:
		if not field.label or field.fieldname in SILENT or field.fieldtype in frappe.model.no_value_fields:
			if field.fieldtype not in frappe.model.table_fields:
				continue
		if _plain(before, field) != _plain(doc, field):
			found.append(frappe._(field.label or field.fieldname))
	return list(dict.fromkeys(found))


def _plain(doc, field):
	value = doc.get(field.fieldname)
	if field.fieldtype in frappe.model.table_fields:
		columns = [each.fieldname for each in frappe.get_meta(field.options).fields]
		return [[str(row.get(column) or "") for column in columns] for row in value or []]
	return str(value or "")
