"""The 12 unit categories (province manual 3.1.1.1) with their clerks' roles (3.1.2.2) and an example each."""

import frappe

from zhicheng.constants import Role
from zhicheng.setup.tables import read_table


def ensure_categories() -> None:
	present = set(frappe.get_all("Unit Category", pluck="name"))
	for row in read_table("unit_categories"):
		if row["code"] not in present:
			_insert_category(row)


def _insert_category(row: dict[str, str]) -> None:
	hrss_role = row["hrss_role"]
	frappe.get_doc(
		{
			**row,
			"doctype": "Unit Category",
			"clerk_role": Role[row["clerk_role"]].value,
			"hrss_role": Role[hrss_role].value if hrss_role else None,
			"is_department": int(bool(hrss_role)),
			"allowed_natures": row["allowed_natures"].replace("|", "\n"),
			"example": row["example"].replace("|", "\n"),
			"enabled": 1,
		}
	).insert(ignore_permissions=True)
