"""Frappe's own bell: one Notification Log per person and message; arrivals that nobody has read yet become one row."""

import re

import frappe
from frappe import _
from frappe.utils import escape_html

from zhicheng.domain import records
from zhicheng.domain.notify.events import ARRIVED

LOG = "Notification Log"
# Frappe sends no mail of its own for this type
TYPE = "Alert"
HOW_MANY = re.compile(r"等(\d+)件$")


def tell(user: str, kind: str, text: str, *, application: str = "", actor: str = "") -> None:
	"""Ring the bell: a clerk with hundreds of arrivals a week has one line for those not read yet."""
	if not frappe.db.get_value("User", user, "enabled"):
		return
	if kind == ARRIVED and _joined(user, text, application):
		return
	row = frappe.new_doc(LOG)
	row.update({"for_user": user, "from_user": actor or None, "type": TYPE, "subject": escape_html(text)})
	if application:
		row.update({"document_type": "Title Application", "document_name": application})
	records.insert(row)


def _joined(user: str, text: str, application: str) -> bool:
	filters = {"for_user": user, "read": 0, "type": TYPE, "subject": ["like", f"{_('新到待办业务')}%"]}
	found = frappe.get_all(LOG, filters=filters, fields=["name", "subject"], order_by="creation desc", limit_page_length=1)
	if not found:
		return False
	before = HOW_MANY.search(found[0].subject)
	number = int(before.group(1)) + 1 if before else 2
	values = {"subject": escape_html(text) + _("等{0}件").format(number), "document_name": application}
	frappe.db.set_value(LOG, found[0].name, values)
	frappe.publish_realtime("notification", user=user, after_commit=True)
	return True
