"""The portal's pages without the website round them: no web form, web page or blog may stand at our addresses.

Frappe asks the renderers of the hook `page_renderer` first. Its own page would read the website's settings, menus and
meta tags, which our pages do not show, and compile the one line of `www/portal/*.html` each time. What a page does
stays in its module in `www/portal`; log-in, redirects and headers are the same on either way.
"""

import pkgutil
from functools import lru_cache
from importlib import import_module

import frappe
from frappe.website.page_renderers.base_renderer import BaseRenderer
from frappe.website.page_renderers.template_page import TemplatePage

import zhicheng.www.portal

HOME = "portal"
ENTRY = "login_"


class PortalPage(BaseRenderer):
	"""A page of `www/portal`, drawn from its module alone."""

	def can_render(self) -> bool:
		return self.path in _modules()

	def render(self):
		context = frappe._dict()
		import_module(_modules()[self.path]).get_context(context)
		return self.build_response(context.page, context.http_status_code)


class EntryPage(TemplatePage):
	"""A region's own log-in address, /login_<entry>: the log-in page, told which entry it is.

	A route rule of the hooks would say the same, but Frappe compiles all rules anew for every request of every page.
	"""

	def __init__(self, path=None, http_status_code=None):
		self.entry = (path or "").strip("/ ").removeprefix(ENTRY) if (path or "").strip("/ ").startswith(ENTRY) else ""
		# looks for the page's file
		if self.entry:
			super().__init__("login", http_status_code)

	def can_render(self) -> bool:
		return bool(self.entry) and "/" not in self.entry

	def render(self):
		frappe.form_dict.entry = self.entry
		return super().render()


@lru_cache(maxsize=1)
def _modules() -> dict[str, str]:
	"""Module by address; the index stands at /portal itself."""
	found = {}
	for module in pkgutil.iter_modules(zhicheng.www.portal.__path__):
		address = HOME if module.name == "index" else f"{HOME}/{module.name.replace('_', '-')}"
		found[address] = f"zhicheng.www.portal.{module.name}"
	return found
