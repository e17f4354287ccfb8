"""What a clerk sees of Frappe's own Desk: our workspaces and nothing else."""

import frappe
from frappe.desk import desktop

OUR_APP, OUR_MODULE = "zhicheng", "Zhicheng"
MANAGERS = ("Workspace Manager", "System Manager")


@frappe.whitelist()
def workspace_sidebar() -> dict:
	"""Frappe's list of workspaces, for clerks ours alone; stands in for `get_workspace_sidebar_items`."""
	answer = desktop.get_workspace_sidebar_items()
	answer["pages"] = _ours(answer["pages"])
	return answer


def extend_bootinfo(bootinfo) -> None:
	"""The same list as the page is given it at its start; version-16 has it under another name, and icons that lead there."""
	if bootinfo.get("allowed_workspaces"):
		bootinfo.allowed_workspaces = _ours(bootinfo.allowed_workspaces)
	if bootinfo.get("workspaces"):
		bootinfo.workspaces["pages"] = _ours(bootinfo.workspaces["pages"])
		_keep_icons(bootinfo)


def _keep_icons(bootinfo) -> None:
	"""An icon bears the name of its workspace, or of the app."""
	if bootinfo.get("desktop_icons") and not _is_manager():
		ours = {page.get("name") for page in bootinfo.workspaces["pages"]}
		ours.update(frappe.get_hooks("app_title", app_name=OUR_APP))
		bootinfo.desktop_icons = [icon for icon in bootinfo.desktop_icons if icon.get("label") in ours]


def _ours(pages: list) -> list:
	return pages if _is_manager() else [page for page in pages if page.get("module") == OUR_MODULE]


def _is_manager() -> bool:
	return any(role in frappe.get_roles() for role in MANAGERS)
