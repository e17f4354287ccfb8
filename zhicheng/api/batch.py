"""Batch approval from the to-do list: what can be in one, start, progress, going on."""

import frappe

from zhicheng.domain.approval import batch as batches
from zhicheng.exceptions import ActionNotAllowed
from zhicheng.permissions.applications import require_read
from zhicheng.refusals import spoken


def _readable(applications: list | str) -> list[str]:
	names = frappe.parse_json(applications)
	if not isinstance(names, list) or len(names) > batches.MOST:
		raise ActionNotAllowed(f"请勾选1到{batches.MOST}份申报。")
	for name in names:
		require_read(str(name))
	return [str(name) for name in names]


@frappe.whitelist(methods=["POST"])
@spoken
def preview(applications: list | str) -> list[dict]:
	"""Each ticked row, with why it cannot be in a batch."""
	return batches.preview(_readable(applications))


@frappe.whitelist(methods=["POST"])
@spoken
def start(applications: list | str, values: dict | str) -> dict:
	"""Keep the batch and let a worker go through it."""
	name = batches.create(_readable(applications), frappe.parse_json(values))
	batches.start(name)
	return batches.state(name)


@frappe.whitelist(methods=["GET"])
@spoken
def state(batch: str) -> dict:
	"""How far it is, with a result per row."""
	return batches.state(batch)


@frappe.whitelist(methods=["GET"])
@spoken
def recent() -> list[dict]:
	"""The user's last batches."""
	return batches.recent()


@frappe.whitelist(methods=["POST"])
@spoken
def resume(batch: str) -> dict:
	"""Go on where it stopped."""
	return batches.resume(batch)
