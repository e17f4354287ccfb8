"""The whole application as one plain structure, for preview, Desk and paper form alike.

Sections with labels, texts, rows and proofs; opinions by box; vote; final approval.
"""

from dataclasses import dataclass

import frappe
from frappe.utils import cint, cstr

from zhicheng.constants import FINAL_STATES
from zhicheng.domain import settings
from zhicheng.domain.dossier import layout
from zhicheng.domain.dossier.sections import SECTIONS
from zhicheng.domain.people import identity
from zhicheng.domain.queries import applications
from zhicheng.permissions.applications import require_read_application
from zhicheng.printing import dossier_source, opinion_view, templating
from zhicheng.printing.section_view import section_view
from zhicheng.printing.words import long_date, typed

CASE_TEXTS = (
	*("application_no", "applicant_name", "unit_name", "declare_year", "level", "sub_level", "series"),
	*("speciality", "qualification_name", "declare_type", "workflow_state"),
)

PRIVATE = ("id_masked", "mobile")


def render(application: str, user: str | None = None) -> str:
	"""The 13 sections as HTML for 查看详情 and the case form; proofs are blue links.

	Clerks see ID number and telephone masked; who needs them whole says why (domain/audit/reveals.py).
	"""
	user = user or frappe.session.user
	require_read_application(user=user, application=application)
	return page(applications.case(application), user)


def page(case: dict, user: str) -> str:
	"""The same of a case that the user may read, as the caller has asked."""
	is_applicant = case.applicant == user
	scope = scope_of(case, user, masked=not is_applicant)
	with layout.held():
		view = dossier(case, scope)
	# clerks have the opinions beside the dossier (case screen); the applicant sees them below it
	below = opinions(frappe.get_doc("Title Application", case.name), scope) if is_applicant else {}
	return templating.render("dossier/preview.html", {**view, **below, "with_opinions": is_applicant})


def context(application: str, user: str | None = None) -> dict:
	"""All that the preview and the paper form show.

	:raises frappe.PermissionError: when the user may not see the application
	"""
	user = user or frappe.session.user
	case = require_readable(application, user)
	return described(case, scope_of(case, user))


@dataclass(frozen=True)
class Scope:
	"""Which of the things that are known of a case a person is shown."""

	live: bool
	with_opinions: bool
	masked: bool = False


def scope_of(case, user: str, *, masked: bool = False) -> Scope:
	"""The applicant sees what he is typing, everybody else what was submitted; opinions by the setting."""
	return Scope(dossier_source.is_live(case, user), shows_opinions(case, user), masked)


def described(case, scope: Scope) -> dict:
	"""The view itself; the caller has asked whether it may be shown."""
	return {
		"case": {**{field: typed(case.get(field)) for field in CASE_TEXTS}, "speciality": cstr(case.speciality)},
		"applicant": case.applicant,
		"scope": scope,
		"is_unlocked": bool(case.print_unlocked),
		**dossier(case, scope),
		**opinions(case, scope),
	}


def dossier(case, scope: Scope) -> dict:
	"""The part that the applicant filled."""
	source = dossier_source.read(case, live=scope.live)
	values = {**source.values, **_numbers(case, source.values, masked=scope.masked)}
	return {
		"name": case.name,
		"private": PRIVATE if scope.masked else (),
		"filled_on": long_date(case.submitted_on or source.values.get("modified")),
		"sections": [section_view(one, values, source.rows(one.key), source.proofs(one.key)) for one in SECTIONS],
	}


def opinions(case, scope: Scope) -> dict:
	"""The part that the clerks wrote."""
	boxes = opinion_view.opinion_boxes(case, with_opinions=scope.with_opinions)
	return {
		"boxes": boxes,
		"written_boxes": [box for box in boxes if box["is_written"]],
		"tally": opinion_view.tally(case) if scope.with_opinions else None,
		"final": opinion_view.final_approval(case),
	}


def require_readable(application: str, user: str):
	"""The case, when the user may read it; one question for preview, print and Desk."""
	require_read_application(user=user, application=application)
	return frappe.get_doc("Title Application", application)


def shows_opinions(case, user: str) -> bool:
	"""Clerks always see opinions; the applicant by the setting, once unlocked, or when all is over."""
	if case.applicant != user or case.print_unlocked or case.workflow_state in FINAL_STATES:
		return True
	return bool(cint(settings.get("show_opinions_to_applicant")))


def _numbers(case, values: dict, *, masked: bool) -> dict:
	"""What is masked by default, as it is to stand on this page."""
	if masked:
		return {"id_masked": values.get("id_masked"), "mobile": identity.mask_mobile(values.get("mobile"))}
	return {"id_masked": id_number(case) or values.get("id_masked")}


def id_number(case) -> str:
	"""The whole number, for this page and the paper form only; empty when it cannot be read."""
	sealed = case.member and frappe.db.get_value("Unit Member", case.member, "id_number")
	if not sealed:
		return ""
	try:
		return identity.unseal(sealed)
	except frappe.ValidationError:
		return ""
