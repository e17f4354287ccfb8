"""What a clerk sees of Frappe's own Desk: our workspaces and nothing else."""

import frappe
from frappe.desk import desktop

OUR_MODULE = "Zhicheng"
MANAGERS = ("Workspace Manager", "System Manager")


@frappe.whitelist()
def workspace_sidebar() -> dict:
	"""Frappe's list of workspaces, for clerks ours alone; stands in for `get_workspace_sidebar_items`."""
	answer = desktop.get_workspace_sidebar_items()
	answer["pages"] = _ours(answer["pages"])
	return answer


def extend_bootinfo(bootinfo) -> None:
	"""The same list as the page is given it at its start."""
	if bootinfo.get("allowed_workspaces"):
		bootinfo.allowed_workspaces = _ours(bootinfo.allowed_workspaces)


def _ours(pages: list) -> list:
	if any(role in frappe.get_roles() for role in MANAGERS):
		return pages
	return [page for page in pages if page.get("module") == OUR_MODULE]
