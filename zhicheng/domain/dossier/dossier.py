"""The dossier (档案袋) of a case: created with the draft, saved section by section, frozen at submission."""

import frappe
from frappe.utils import cint

from zhicheng.domain import records, settings
from zhicheng.domain.dossier import (
	attachments,
	dossier_access,
	dossier_check,
	dossier_content,
	dossier_fields,
	dossier_person,
	dossier_rows,
	kept_states,
	pledge,
)
from zhicheng.domain.dossier.section_fields import DOSSIER, child_doctype, get, own_fields
from zhicheng.domain.dossier.sections import SECTIONS
from zhicheng.domain.queries import dossiers
from zhicheng.exceptions import DossierIncomplete, DossierInvalid


def create(application: str) -> str:
	"""The empty dossier of a new case, with what the person and the notice already say; gives its name."""
	doc = frappe.new_doc(DOSSIER)
	doc.update({"application": application, **dossier_person.prefill(dossiers.case(application))})
	doc.update(pledge.renewed(doc))
	doc.flags.ignore_mandatory = True
	return records.insert(doc).name


def save_section(
	application: str, section: str, values: dict, revision: int, user: str, *,
	ip: str = "", seen: dict | None = None, merge: bool = False, auto: bool = False,
) -> dict:  # fmt: skip
	"""Save what changed in one section, as a draft: required fields may wait until submission.

	A fields section is refused when somebody saved it after this page was opened; rows are compared one by one.
	With `merge` nothing is refused whole: wrong values and what another window changed come back by place
	(`errors`, `conflicts`), everything else is kept.

	:param seen: what the page held in each sent field before it was typed over
	:param auto: saved by itself; 首页 then stays the only open section until 保存数据 is pressed (manual 4.1)
	"""
	_, dossier = dossier_access.lock_draft(application, user)
	place = get(section)
	if not place:
		raise DossierInvalid("没有这一部分，请刷新页面后重试。")
	stale = cint(revision) != dossier_access.section_revision(dossier, section)
	if place.is_table:
		done = dossier_rows.save(dossier, place, values, ordered=_rows_ordered(dossier), merge=merge, stale=stale)
	else:
		done = dossier_fields.save(dossier, place, values, seen or {}, stale=stale, merge=merge, ip=ip)
	return {
		"revision": dossier_access.write(dossier, section, done.values, auto=auto),
		"stale": stale,
		"names": done.names,
		"rows": done.rows,
		"errors": done.errors,
		"conflicts": done.conflicts,
		"fields": done.shown,
	}


def missing(application: str) -> list[dict]:
	"""Exactly what stands between the dossier and submission, by section, row and field."""
	return dossier_check.missing(application)


def require_complete(application: str) -> None:
	lacking = missing(application)
	if lacking:
		places = "、".join(dict.fromkeys(item["section_title"] for item in lacking))
		raise DossierIncomplete(
			f"材料还不完整，共 {len(lacking)} 处，在：{places}。请点击“检查”逐项补齐后再提交。", missing=lacking
		)


def as_snapshot(application: str) -> dict:
	"""The whole dossier as plain values, without the ID number: what is frozen at submission."""
	return dossier_content.snapshot(application)


def summary(application: str) -> dict:
	"""The columns that the case and its lists take over from the dossier."""
	row = dossiers.dossier(application)
	name = frappe.db.get_value("Title Qualification", row.qualification, "qualification_name")
	return {
		"sub_level": row.sub_level,
		"speciality": row.speciality,
		"qualification": row.qualification,
		"qualification_name": name or "",
		"declare_type": row.declare_type,
		"exceptional": row.exceptional,
	}


def renew_person(application: str, *, unit: str) -> None:
	"""Name, number, sex, birth date and unit as they are at the first submission (design 6)."""
	case = dossiers.case(application)
	fresh = dossier_person.prefill(frappe._dict(case, unit=unit))
	columns = {field: fresh[field] for field in dossier_person.FOLLOWED}
	frappe.db.set_value(DOSSIER, case.dossier, columns)


def empty(application: str) -> None:
	"""删除 of a case that was submitted once: everything filled goes, the case and its place stay (design 4.4)."""
	dossier = dossiers.dossier(application, lock=True)
	kept_states.forget(application)
	attachments.remove_all(application)
	for section in SECTIONS:
		if section.is_table:
			frappe.db.delete(child_doctype(section), {"parent": dossier.name, "parentfield": section.key})
	cleared = {df.fieldname: _blank(df) for s in SECTIONS if not s.is_table for df in own_fields(s)}
	fresh = frappe._dict({**cleared, **dossier_person.prefill(dossiers.case(application))})
	fresh.update(pledge_version=None, pledge_text="", section_revisions=dossier_access.emptied(dossier))
	fresh.update(pledge.renewed(fresh), pledge_signed_on=None, pledge_ip="")
	frappe.db.set_value(DOSSIER, dossier.name, dict(fresh, revision=cint(dossier.revision) + 1))


def remove(application: str) -> None:
	"""Take the dossier of a never-submitted draft away, with its rows and proofs."""
	name = frappe.db.get_value(DOSSIER, {"application": application}, "name")
	if not name:
		return
	kept_states.forget(application)
	attachments.remove_all(application)
	for section in SECTIONS:
		if section.is_table:
			frappe.db.delete(child_doctype(section), {"parent": name, "parenttype": DOSSIER})
	frappe.db.delete(DOSSIER, {"name": name})


def _blank(df):
	return 0 if df.fieldtype in ("Check", "Int", "Float", "Currency", "Percent") else None


def _rows_ordered(dossier: dict) -> bool:
	region = frappe.db.get_value("Unit", dossier.unit, "region")
	return bool(cint(settings.get("enforce_row_order", region)))
