"""Administrator is for emergencies: its log-in rings at the audit administrators, and what it saves or deletes is logged."""

import frappe

from zhicheng.constants import AdminRole
from zhicheng.domain import act_log, client
from zhicheng.domain.accounts import admins
from zhicheng.domain.notify import desk_log

LOG_IN, SAVED, REMOVED = "应急登录", "应急账号修改", "应急账号删除"
# what Frappe writes by itself while somebody works, and what is a log already
SILENT = {
	"Act Log", "Version", "Activity Log", "Comment", "Access Log", "Error Log", "Route History", "Notification Log", "DocShare",
	"Notification Settings", "Dashboard Settings", "List Filter", "List View Settings", "Contact", "Email Queue", "Document Job",
	"View Log", "Deleted Document", "Scheduled Job Type", "Scheduled Job Log", "Prepared Report", "Password History", "Kanban Board",
	"Second Factor", "Login Session", "Unhandled Email", "Integration Request", "Console Log", "Patch Log",
}  # fmt: skip


def note_log_in() -> None:
	act_log.record(LOG_IN, detail="Administrator 登录")
	text = f"应急账号 Administrator 从 {client.address() or '本机'} 登录，请核对是否经过批准"
	for user in admins.holders(AdminRole.AUDIT):
		desk_log.tell(user, LOG_IN, text)


def note_change(doc, method: str | None = None) -> None:
	"""doc_events on_update and on_trash of everything: the kind of record and its title, never a value."""
	if frappe.session.user != admins.ADMINISTRATOR or doc.doctype in SILENT or not getattr(frappe.local, "request", None):
		return
	if doc.meta.istable:
		return
	title = doc.get(doc.meta.title_field or "name") or doc.name
	act_log.record(REMOVED if method == "on_trash" else SAVED, detail=f"{frappe._(doc.doctype)}：{title}")
