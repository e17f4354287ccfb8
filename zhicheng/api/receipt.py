"""回执 as a PDF: for who may read the case."""

import frappe
from werkzeug.wrappers import Response

from zhicheng.api.print import shown
from zhicheng.api.print_page import in_page
from zhicheng.domain.audit import views
from zhicheng.printing import renderer
from zhicheng.printing.receipt import receipt
from zhicheng.refusals import spoken


@frappe.whitelist(methods=["GET"])
@in_page
@spoken
def receipt_pdf(name: str, round_no: int = 0) -> Response:
	"""The receipt of the last submission, or of the round asked for."""
	sheet = receipt(name, frappe.session.user, round_no=int(round_no or 0))
	views.note(views.RECEIPT, application=name)
	return shown(renderer.pdf(sheet), f"receipt-{name}")
