"""诚信承诺: the newest enabled text, filled in for the case; a changed text needs a new signature."""

import frappe
from frappe.utils import now, today


def current_version() -> str | None:
	"""The newest enabled version that is already valid."""
	found = frappe.get_all(
		"Pledge Version",
		filters={"enabled": 1, "valid_from": ["<=", today()]},
		order_by="valid_from desc, creation desc",
		limit=1,
		pluck="name",
	)
	return found[0] if found else None


def fill(version: str | None, dossier: dict) -> str:
	"""The wording with the year, series, speciality and qualification of this case."""
	if not version:
		return ""
	text = frappe.db.get_value("Pledge Version", version, "text") or ""
	qualification = frappe.db.get_value("Title Qualification", dossier.qualification, "qualification_name")
	words = {
		"{year}": str(dossier.declare_year or ""),
		"{series}": dossier.series or "",
		"{speciality}": dossier.speciality or "____",
		"{qualification}": qualification or "____",
	}
	for mark, word in words.items():
		text = text.replace(mark, word)
	return text


def renewed(dossier: dict) -> dict:
	"""Columns to write when the text changed: the new text, and no signature under words not signed."""
	version = dossier.pledge_version or current_version()
	text = fill(version, dossier)
	if text == (dossier.pledge_text or "") and version == dossier.pledge_version:
		return {}
	unsigned = {"signer": "", "pledge_signed_on": None, "pledge_ip": ""} if dossier.signer else {}
	return {"pledge_version": version, "pledge_text": text, **unsigned}


def evidence(dossier: dict, changed: dict, ip: str) -> dict:
	"""Time and address of the signature, kept with the text's version (domain 4.2)."""
	if not changed.get("signer") or changed["signer"] == dossier.signer:
		return {}
	return {"pledge_signed_on": now(), "pledge_ip": ip}
