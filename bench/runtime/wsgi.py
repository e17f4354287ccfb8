"""The site for gunicorn: one site, pinned by FRAPPE_SITE, with its public files; /assets is served by the front."""

import os

import frappe.app
from frappe.middlewares import StaticDataMiddleware

frappe.app._site = os.environ["FRAPPE_SITE"]
application = StaticDataMiddleware(frappe.app.application, {"/files": os.path.abspath(".")})
