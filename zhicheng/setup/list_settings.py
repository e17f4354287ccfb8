"""The columns of the clerks' lists: first values, which a site may change."""

import json

import frappe

LISTS = {
	"Approval Task": {
		"status_field": "状态",
		"stage_name": "环节",
		"from_unit_name": "申报人单位",
		"level": "级别",
		"opened_on": "到达时间",
		"action": "结果",
	},
	"Title Application": {
		"status_field": "状态",
		"qualification_name": "申报资格",
		"unit_name": "申报人单位",
		"level": "申报级别",
		"application_no": "申报编号",
	},
}
TITLE_AND_TAGS = 2


def ensure_list_settings() -> None:
	"""Create a list's settings if missing; a site's own choice stays."""
	for doctype, columns in LISTS.items():
		if frappe.db.exists("List View Settings", doctype):
			continue
		doc = frappe.new_doc("List View Settings")
		doc.name = doctype
		doc.total_fields = str(max(4, len(columns) + TITLE_AND_TAGS))
		doc.disable_comment_count = 1
		doc.disable_sidebar_stats = 1
		doc.fields = json.dumps(
			[{"fieldname": name, "label": label} for name, label in columns.items()], ensure_ascii=False
		)
		doc.insert(ignore_permissions=True)
