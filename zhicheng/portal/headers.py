"""What a browser may do with our pages: keep no copy, guess no types, run our own files only."""

PAGE_POLICY = (
	"default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
	# depends_on of a field is an administrator's JavaScript expression, as in Frappe's own forms
	"script-src 'self' 'unsafe-eval'; frame-src 'self'; frame-ancestors 'self'; form-action 'self'; base-uri 'none'"
)
ACCOUNT = ("/login", "/second-factor", "/change-password", "/my-logins", "/mail-settings", "/privacy", "/help", "/verify")
PAGES = ("/portal", *ACCOUNT)
OURS = (*PAGES, "/api/method/zhicheng.")


def protect(response=None, request=None) -> None:
	"""after_request: personal data stays out of caches, and what was typed cannot become a script."""
	if response is None or request is None or not request.path.startswith(OURS):
		return
	response.headers.setdefault("Cache-Control", "private, no-store")
	response.headers.setdefault("X-Content-Type-Options", "nosniff")
	response.headers.setdefault("Referrer-Policy", "same-origin")
	if request.path.startswith(PAGES):
		response.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
		# for browsers that do not know frame-ancestors; our own pages may frame the log-in
		response.headers.setdefault("X-Frame-Options", "SAMEORIGIN")
