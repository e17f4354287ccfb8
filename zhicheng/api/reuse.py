"""从以前的档案复制: what may be taken over, the new draft with it, and how far the copying of proofs is."""

import frappe

from zhicheng.api.dossier_answers import told
from zhicheng.domain.approval import inputs, submission
from zhicheng.domain.dossier import reuse, reuse_proofs
from zhicheng.exceptions import DossierInvalid


@frappe.whitelist(methods=["GET", "POST"])
@told
def candidates() -> list[dict]:
	"""The own earlier dossiers with what each holds."""
	return reuse.candidates(frappe.session.user)


@frappe.whitelist(methods=["POST"])
@told
def start(notice: str, source: str, sections: list | str) -> dict:
	"""确认 on a notice: a new draft that begins with the chosen sections of an earlier dossier."""
	label = "要复制的部分"
	chosen = inputs.entries(inputs.parsed(sections, label, DossierInvalid), label, DossierInvalid, str)
	user = frappe.session.user
	application = submission.start(notice)
	rows = reuse.copy(application, source, chosen, user)
	return {"name": application, **reuse_proofs.begin(application, source, chosen, rows, user)}


@frappe.whitelist(methods=["GET", "POST"])
@told
def progress(application: str) -> dict:
	"""While a worker copies many proofs."""
	return reuse_proofs.progress(application, frappe.session.user)
