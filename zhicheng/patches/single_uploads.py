"""One row per upload: later rows of the same mark keep their file and lose the mark, before the key is made."""

import frappe

ATTACHMENT = "Dossier Attachment"


def execute() -> None:
	if not frappe.db.has_column(ATTACHMENT, "upload"):
		return
	frappe.db.set_value(ATTACHMENT, {"upload": ""}, "upload", None, update_modified=False)
	seen = set()
	rows = frappe.get_all(
		ATTACHMENT,
		filters={"upload": ["is", "set"]},
		fields=["name", "application", "upload"],
		order_by="creation asc",
	)
	for row in rows:
		mark = (row.application, row.upload)
		if mark in seen:
			frappe.db.set_value(ATTACHMENT, row.name, "upload", None, update_modified=False)
		seen.add(mark)
