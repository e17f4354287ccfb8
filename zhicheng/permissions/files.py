"""Files and dossiers are reached through our own endpoints only; Frappe's own doors are shut for everybody."""

import frappe

from zhicheng.domain.accounts import admins
from zhicheng.domain.approval import notice_files
from zhicheng.domain.files import file_guard


def has_file_permission(doc, ptype=None, user=None, **kwargs) -> bool:
	"""False for every file of the trade: form, REST and native download (design 5); nor a second row on its address.

	Frappe copies the bytes of whatever address a new File row names, so `create` is asked as well.
	"""
	if ptype == "create" and not (file_guard.is_plain_address(doc.get("file_url")) and _may_add(doc, user or frappe.session.user)):
		return False
	return not (file_guard.is_guarded(doc) or file_guard.is_our_address(doc.get("file_url"), apart_from=doc.name))


def _may_add(file, user: str) -> bool:
	"""Frappe lets everybody lay a file, public if he likes, on any record, which then says so in its history. Here who works
	in Desk does it, on records that he may write; what the portal takes goes its own way (api/files.py)."""
	if admins.is_system(user):
		return True
	if frappe.db.get_value("User", user, "user_type") != "System User" or not file_guard.may_be_public(file, user):
		return False
	doctype, name = file.get("attached_to_doctype"), file.get("attached_to_name")
	if not (doctype and name and frappe.db.exists(doctype, name)):
		return True  # Desk takes files before the record is saved
	return bool(frappe.has_permission(doctype, "write", name, user))


def file_condition(user=None, doctype=None) -> str:
	"""No list of files shows ours."""
	names = ", ".join(frappe.db.escape(name) for name in file_guard.GUARDED)
	return f"(ifnull(`tabFile`.`attached_to_doctype`, '') not in ({names}))"


def require_read_notice(notice: str) -> None:
	"""A notice that is shown is for everybody who is logged in; any other for who may read its record.

	:raises frappe.PermissionError: otherwise
	"""
	if frappe.session.user != "Guest" and notice_files.is_shown(notice):
		return
	exists = frappe.db.exists(notice_files.NOTICE, notice)
	if not exists or not frappe.has_permission(notice_files.NOTICE, "read", doc=notice):
		raise frappe.PermissionError("您没有查看这个通知的权限，或它已不存在。")


def has_dossier_permission(doc, ptype=None, user=None, **kwargs) -> bool:
	"""A dossier holds a person's whole life: it is read through the case, never as a record."""
	return False


def no_rows(user=None, doctype=None) -> str:
	"""The list condition that goes with it."""
	return "(1 = 0)"
