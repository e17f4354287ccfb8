"""Frappe's own ways to one record that show a person: noted like the pages of ours, once the answer is made."""

import re
from urllib.parse import unquote

import frappe

from zhicheng.api import aliases
from zhicheng.domain.audit import views

KINDS = {"Title Application": ("application", views.READ), "Unit Member": ("member", views.PERSON)}
# the snapshot knows the first way only; version-15 and version-16 all three
RESOURCE = re.compile(r"^/api/(?:resource|v1/resource|v2/document)/([^/]+)/([^/]+)(?:/copy|/method/[^/]+)?/?$")
METHODS = ("frappe.desk.form.load.getdoc", "frappe.client.get")


def note_record(response=None, request=None) -> None:
	"""after_request: a form of Desk or a record by REST was shown."""
	if response is None or request is None or response.status_code != 200:
		return
	doctype, name = _asked(request)
	if name and doctype in KINDS:
		key, what = KINDS[doctype]
		views.note(what, **{key: name})


def _asked(request) -> tuple[str, str]:
	record = RESOURCE.match(request.path)
	if record:
		doctype, name = map(unquote, record.groups())
		return doctype, name if request.method == "GET" else ""
	if any(name in METHODS for name in aliases.asked(request.path)):
		# found by filters, it says its name itself
		found = frappe.local.response.get("message")
		name = frappe.form_dict.get("name") or (found.get("name") if hasattr(found, "get") else "")
		return str(frappe.form_dict.get("doctype") or ""), str(name or "")
	return "", ""
