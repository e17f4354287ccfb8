"""What a browser may do with our pages: keep no copy, guess no types, run our own files only."""

import frappe

PAGE_POLICY = (
	"default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
	# depends_on of a field is an administrator's JavaScript expression, as in Frappe's own forms
	"script-src 'self' 'unsafe-eval'; frame-src 'self'; frame-ancestors 'self'; form-action 'self'; base-uri 'none'"
)
ACCOUNT = ("/login", "/second-factor", "/change-password", "/my-logins", "/mail-settings", "/privacy", "/help", "/verify")
PAGES = ("/portal", *ACCOUNT)
OURS = (*PAGES, "/api/method/zhicheng.")
# Frappe's own address of Desk, before and since version-16
DESK = ("/app", "/desk")


# Frappe's own pages build scripts as they run; what they may not do is stand in a foreign frame or send a form elsewhere
DESK_POLICY = "frame-ancestors 'self'; form-action 'self'; base-uri 'self'; object-src 'self'"
EVERYWHERE = {
	"X-Content-Type-Options": "nosniff",
	"Referrer-Policy": "same-origin",
	# for browsers that do not know frame-ancestors; our own pages may frame the log-in
	"X-Frame-Options": "SAMEORIGIN",
	"Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


def protect(response=None, request=None) -> None:
	"""after_request: personal data stays out of caches, and what was typed cannot become a script."""
	if response is None or request is None:
		return
	for name, value in EVERYWHERE.items():
		response.headers.setdefault(name, value)
	ours = request.path.startswith(PAGES)
	response.headers.setdefault("Content-Security-Policy", PAGE_POLICY if ours else DESK_POLICY)
	if request.path.startswith((*OURS, *DESK, "/api/", "/private/", "/printview")) and not _is_public(response):
		response.headers["Cache-Control"] = "private, no-store"
		# version-16 puts these over the others at last, and so lets a browser keep what a link field found
		getattr(frappe.local, "response_headers", {}).pop("Cache-Control", None)


def _is_public(response) -> bool:
	"""What we ourselves say everybody may keep: a logo."""
	return "public" in response.headers.get("Cache-Control", "")
