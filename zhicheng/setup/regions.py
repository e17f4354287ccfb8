"""The regions of Sichuan by GB/T 2260; an administrator may add functional zones in codes of their own."""

import frappe

from zhicheng.setup.tables import read_table


def ensure_regions() -> None:
	"""Create what is missing, parents first; a region that the site has changed is left alone."""
	present = set(frappe.get_all("Region", pluck="name"))
	rows = read_table("sichuan_regions")
	parents = {row["parent_code"] for row in rows}
	for row in rows:
		if row["code"] not in present:
			_insert_region(row, is_group=row["code"] in parents)


def _insert_region(row: dict[str, str], *, is_group: bool) -> None:
	frappe.get_doc(
		{
			"doctype": "Region",
			"code": row["code"],
			"region_name": row["name"],
			"region_level": row["level"],
			"parent_region": row["parent_code"] or None,
			"is_group": int(is_group),
		}
	).insert(ignore_permissions=True)
