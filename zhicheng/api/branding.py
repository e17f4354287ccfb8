"""The logo of the log-in page: the one file of ours that guests may see."""

import frappe
from werkzeug.wrappers import Response

from zhicheng.domain import branding
from zhicheng.refusals import spoken

# a picture needs nothing from anywhere, and changes seldom
HEADERS = {
	"Content-Security-Policy": "default-src 'none'",
	"X-Content-Type-Options": "nosniff",
	"Cache-Control": "public, max-age=3600",
}


@frappe.whitelist(allow_guest=True, methods=["GET"])
@spoken
def logo(region: str = "") -> Response:
	"""By region; the nearest ancestor's, else the general one."""
	content, mime = branding.logo(region or None)
	return Response(content, mimetype=mime, headers=HEADERS)
