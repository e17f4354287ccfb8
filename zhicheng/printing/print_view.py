"""The paper form inside Frappe's own print view: what the Print Format 职称申报评审表 calls."""

import frappe
from markupsafe import Markup

from zhicheng.domain.audit import views
from zhicheng.printing import gate
from zhicheng.printing.paper import paper


def zhicheng_paper_form(application: str) -> Markup:
	"""The form of an application, for the user of this session; refused as every other print is."""
	gate.require_printable(application, frappe.session.user)
	views.note(views.PRINT, application=application)
	return Markup(paper(application, frappe.session.user).fragment())
