"""The door for other channels (短信, 企业微信): a site's own app names functions under the hook `zhicheng_notify`.

Signature: `def send(*, user: str, kind: str, text: str, application: str) -> None`. See docs/notifications.md.
"""

import frappe

HOOK = "zhicheng_notify"


def pass_on(*, user: str, kind: str, text: str, application: str) -> None:
	"""Call each of them; what fails is logged and stops neither the others nor Desk's bell."""
	for path in frappe.get_hooks(HOOK):
		try:
			frappe.get_attr(path)(user=user, kind=kind, text=text, application=application)
		except Exception:
			frappe.log_error(title=f"{HOOK}: {path}")
