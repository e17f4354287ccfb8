"""The only commits of the app (design 6): a page's CSRF token, a job's row or chunk, the row of a refused act.

Never call these from a doc event: Frappe 16 ignores them there, and a half-done save would be kept.
"""

import frappe


def keep_page_token() -> str:
	"""Give the page's session its CSRF token and keep it; GET requests are rolled back otherwise."""
	known = frappe.session.data.get("csrf_token")
	token = frappe.sessions.get_csrf_token()
	if token != known:
		frappe.db.commit()
	return token


def keep_chunk() -> None:
	"""End one row or chunk of a background job, so that a later failure loses no finished work."""
	frappe.db.commit()


def keep_refusal() -> None:
	"""Keep the Act Log row of a refused act; the caller has rolled the act itself back."""
	frappe.db.commit()
