"""Dossier Snapshot: what was submitted, one per round, never changed (design 3)."""

import hashlib
import json

import frappe
from frappe.utils import now_datetime

from zhicheng.domain import records
from zhicheng.domain.dossier import dossier
from zhicheng.domain.queries.held import kept


def take(case: dict) -> None:
	"""Freeze the dossier as it is submitted: content, file hashes and one SHA-256 over both."""
	taken = dossier.as_snapshot(case.name)
	content = _canonical(taken["content"])
	files = _canonical(taken["files"])
	row = frappe.new_doc("Dossier Snapshot")
	row.update({"application": case.name, "round_no": case.round_no, "taken_on": now_datetime()})
	row.update({"content": content, "files": files, "sha256": fingerprint(content, files)})
	records.insert(row)


def fingerprint(content: str, files: str) -> str:
	"""SHA-256 over content and files, hexadecimal."""
	return hashlib.sha256(f"{content}\n{files}".encode()).hexdigest()


@kept
def latest(application: str) -> frappe._dict | None:
	"""The snapshot of the last submission, content and files as Python values."""
	fields = ["name", "round_no", "taken_on", "sha256", "content", "files"]
	rows = frappe.get_all(
		"Dossier Snapshot", filters={"application": application}, fields=fields, order_by="round_no desc", limit=1
	)
	if not rows:
		return None
	return frappe._dict(rows[0], content=json.loads(rows[0].content), files=json.loads(rows[0].files))


def _canonical(value) -> str:
	return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
