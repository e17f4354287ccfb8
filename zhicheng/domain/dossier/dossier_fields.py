"""The fields of one section: only what changed is written, and what another window changed is never overwritten."""

import frappe
from frappe.utils import cint, cstr

from zhicheng.domain.dossier import choices, dossier_person, dossier_values, outcome, pledge
from zhicheng.domain.dossier.dossier_access import refuse_invalid
from zhicheng.domain.dossier.outcome import Outcome
from zhicheng.domain.dossier.section_fields import own_fields
from zhicheng.domain.dossier.sections import SECTIONS, Section
from zhicheng.exceptions import StaleForm

CASCADE = ("sub_level", "qualification")


def save(
	dossier: dict, section: Section, values: dict, seen: dict, *, stale: bool, merge: bool, ip: str
) -> Outcome:  # fmt: skip
	"""Decide what is to be written; the caller writes `values`.

	:param merge: the page can show errors and choices beside its fields, so the rest is kept all the same
	"""
	fields = own_fields(section)
	parsed, errors = dossier_values.parse(fields, values)
	if section is SECTIONS[0] and any(name in parsed for name in CASCADE):
		wrong = choices.mismatch({**dossier, **parsed})
		errors += wrong
		parsed = {name: value for name, value in parsed.items() if not wrong or name not in CASCADE}
	if not merge:
		refuse_invalid(errors)
		if stale:
			raise StaleForm("这一部分已在别的窗口中保存过。请刷新页面，核对后再保存；您刚填的内容仍保留在本页。")
	done = Outcome(errors=errors)
	if stale:
		free, done.conflicts = outcome.split(fields, dossier, parsed, seen)
	else:
		free = {name: value for name, value in parsed.items() if cstr(dossier.get(name)) != cstr(value)}
	computed = _computed(dossier, section, free, ip)
	done.values = {**free, **computed}
	after = {**dossier, **done.values}
	moved = {df.fieldname for df in fields} if stale else set(computed)
	done.shown = {df.fieldname: outcome.shown(df, after.get(df.fieldname)) for df in fields if df.fieldname in moved}
	return done


def _computed(dossier: dict, section: Section, changed: dict, ip: str) -> dict:
	"""Columns that follow from others in the same section."""
	after = frappe._dict({**dossier, **changed})
	if section.key == "integrity_pledge":
		return pledge.evidence(dossier, changed, ip)
	if section is not SECTIONS[0]:
		return {}
	return {
		"exceptional": 1 if after.declare_type == "破格" else cint(after.exceptional),
		"appointed_years": dossier_person.appointed_years(after.appointed_on, dossier.notice),
		**pledge.renewed(after),
	}
