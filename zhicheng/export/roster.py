"""职称申报一览表: the columns of the register and its rows, as far as the case itself knows them (domain 7.1).

The rows follow the permission of the list: nobody sees more here than there.
"""

import frappe
from frappe import _

COLUMNS = (
	# fieldname, label, fieldtype, width
	("applicant_name", "姓名", "Data", 90),
	("gender", "性别", "Data", 60),
	("birth_date", "出生年月", "Data", 90),
	("id_masked", "身份证号", "Data", 170),
	("unit_name", "单位名称", "Data", 220),
	("category_name", "单位隶属关系", "Data", 150),
	("region_name", "所属行政区域", "Data", 130),
	("series", "申报系列", "Data", 120),
	("qualification_name", "申报资格名称", "Data", 130),
	("speciality", "申报专业", "Data", 120),
	("exceptional", "是否破格", "Data", 80),
	("declare_type", "申报类型", "Data", 100),
	("workflow_state", "当前环节或状态", "Data", 220),
	("current_unit_name", "当前单位", "Data", 220),
	("submitted_on", "提交时间", "Data", 130),
	("tally_result", "评审结果", "Data", 90),
	("application_no", "申报编号", "Data", 130),
)
READ = (
	"name", "applicant_name", "gender", "birth_date", "id_masked", "unit_name", "unit_category", "city", "county",
	"series", "qualification_name", "speciality", "exceptional", "declare_type", "workflow_state",
	"current_unit_name", "submitted_on", "tally_result", "application_no",
)  # fmt: skip
FILTERS = ("declare_year", "series", "workflow_state", "unit_category", "city")
MOST = 2000


def columns() -> list[dict]:
	"""The columns as a report takes them."""
	return [
		{"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "width": width}
		for fieldname, label, fieldtype, width in COLUMNS
	]


def rows(level: str, filters: dict | None = None) -> list[dict]:
	"""The cases of a level that the user may see, submitted ones only, newest first, at most MOST.

	:param filters: any of FILTERS, and `keyword` for name, number or unit
	"""
	asked = {key: filters[key] for key in FILTERS if (filters or {}).get(key)}
	asked.update({"level": level, "first_submitted_on": ["is", "set"]})
	word = ((filters or {}).get("keyword") or "").strip()
	either = {key: ["like", f"{word}%"] for key in ("applicant_name", "application_no", "unit_name")} if word else None
	found = frappe.get_list(
		"Title Application",
		filters=asked,
		or_filters=either,
		fields=list(READ),
		order_by="submitted_on desc",
		limit_page_length=MOST,
	)
	categories = _names("Unit Category", "category_name", {row.unit_category for row in found})
	regions = _names("Region", "region_name", {row.county or row.city for row in found})
	return [_row(row, categories, regions) for row in found]


def _row(row: dict, categories: dict, regions: dict) -> dict:
	row.category_name = categories.get(row.unit_category, "")
	row.region_name = regions.get(row.county or row.city, "")
	row.birth_date = row.birth_date.strftime("%Y-%m") if row.birth_date else ""
	row.submitted_on = row.submitted_on.strftime("%Y-%m-%d %H:%M") if row.submitted_on else ""
	row.exceptional = _("是") if row.exceptional else _("否")
	return row


def _names(doctype: str, field: str, keys: set) -> dict:
	wanted = [key for key in keys if key]
	found = frappe.get_all(doctype, filters={"name": ["in", wanted or [""]]}, fields=["name", field])
	return {row.name: row[field] for row in found}
