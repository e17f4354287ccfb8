"""One opinion for a box of an open row: the key that the database keeps, and how rows from before it make room."""

import frappe

DOCTYPE = "Stage Opinion"
KEY = ("task", "box_code")


def holder(task: str, box_code: str) -> str:
	"""The row of the box as it stands now, also where the request's snapshot is older than it."""
	return frappe.db.get_value(DOCTYPE, {"task": task, "box_code": box_code}, "name", for_update=True)


def add_unique_key() -> None:
	_make_room()
	frappe.db.add_unique(DOCTYPE, list(KEY))


def _make_room() -> None:
	"""The newest row of a box keeps its place. An older draft goes; an older opinion that was given stays in the
	history of its case, no longer in force and of no row of the path (the key leaves rows without a task alone)."""
	rows = frappe.get_all(
		DOCTYPE, filters={"task": ["is", "set"]}, fields=["name", "is_draft", *KEY], order_by="is_draft asc, modified desc"
	)
	drafts, given = in_the_way(rows)
	for name in drafts:
		frappe.db.delete(DOCTYPE, {"name": name})
	for name in given:
		frappe.db.set_value(DOCTYPE, name, {"task": None, "superseded": 1}, update_modified=False)


def in_the_way(rows: list[dict]) -> tuple[list[str], list[str]]:
	"""Names of drafts and of given opinions that stand behind another row of the same box."""
	kept, drafts, given = set(), [], []
	for row in rows:
		key = (row.task, row.box_code)
		if key in kept:
			(drafts if row.is_draft else given).append(row.name)
		kept.add(key)
	return drafts, given
