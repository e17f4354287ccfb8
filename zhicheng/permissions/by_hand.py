"""Records of Frappe's own that it lets everybody keep: notes, events, filters, boards, settings, some of them before the eyes of
all who work in Desk, some of them another's."""

import frappe

from zhicheng.domain import records
from zhicheng.domain.accounts import admins
from zhicheng.exceptions import RoleNotAllowed

# his own account, which has rules of its own (domain/accounts/user_guard.py)
ACCOUNT = "User"
# named after the person whose they are
PERSONAL = ("Notification Settings", "Dashboard Settings")


def refuse(doc) -> None:
	"""validate and on_trash of every record: who works in the portal alone writes by its endpoints and by nothing else; in
	Desk everybody keeps his own settings.

	:raises RoleNotAllowed: unless the program itself writes
	"""
	user = frappe.session.user
	if user == "Guest" or doc.doctype == ACCOUNT or records.is_program_writing(doc):
		return
	if frappe.get_cached_value("User", user, "user_type") == "Website User":
		raise RoleNotAllowed("申报人在申报页面办理，不能用其他方式保存或删除记录。")
	if doc.doctype in PERSONAL and doc.name != user and not admins.is_system(user):
		raise RoleNotAllowed("这是别人的个人设置，只能由本人修改。")
