"""A new draft begins with what the same person filled in before: chosen sections, rows and proofs.

Everything passes the doors of a person who types: values are parsed by the metadata of today, proofs are checked
anew and stored as files of their own. The pledge is never taken over: it is signed for one year.
"""

import hashlib
import json

import frappe
from frappe.utils import cstr

from zhicheng.constants import State
from zhicheng.domain.dossier import copied_marks, dossier, dossier_access
from zhicheng.domain.dossier.section_fields import child_doctype, is_writable, own_fields
from zhicheng.domain.dossier.sections import BY_KEY, SECTIONS, Section
from zhicheng.domain.queries import dossiers
from zhicheng.exceptions import DossierInvalid

COVER = "cover_page"
NEVER = ("integrity_pledge",)
# what follows the notice: taken over only where level or series are the same
OF_LEVEL, OF_SERIES = ("sub_level", "qualification"), ("speciality", "qualification")
# what the person's record says today is newer than any dossier
OF_PERSON = ("mobile", "email")
# after a success the title that was applied for is the present one
OF_TITLE = (
	"current_title", "current_title_date", "current_title_cert_no", "current_title_authority", "appointed_on",
)  # fmt: skip
CASE = ("name", "declare_year", "level", "series", "workflow_state", "notice", "qualification_name")


def candidates(user: str) -> list[dict]:
	"""The user's own cases with something in them, newest first, and what each section holds."""
	rows = frappe.get_all(
		"Title Application",
		filters={"applicant": user},
		fields=list(CASE),
		order_by="declare_year desc, creation desc",
		limit_page_length=10,
	)
	found = []
	for row in rows:
		sections = _filled(row.name)
		if sections:
			title = frappe.db.get_value("Evaluation Notice", row.notice, "title", cache=True)
			found.append({**row, "notice_title": title or "", "sections": sections})
	return found


def copy(application: str, source: str, sections: list[str], user: str) -> dict[str, str]:
	"""Take the chosen sections of an own earlier case over into a fresh draft.

	:return: new names of the rows by their old ones, for the proofs
	:raises frappe.PermissionError: the source is somebody else's
	"""
	_require_own(source, user)
	chosen = [BY_KEY[key] for key in dict.fromkeys(sections) if key in BY_KEY and key not in NEVER]
	if not chosen:
		raise DossierInvalid("请至少选择一个要复制的部分。")
	old = dossiers.dossier(source)
	names: dict[str, str] = {}
	for section in chosen:
		names |= _copy_section(application, source, old, section, user)
	fresh = dossiers.dossier(application)
	begun = [s.key for s in chosen if dossier_access.section_revision(fresh, s.key)]
	copied_marks.set_marks(fresh, source, begun)
	return names


def _copy_section(application: str, source: str, old: dict, section: Section, user: str) -> dict[str, str]:
	values, keys = _values(application, source, old, section)
	if not values:
		return {}
	revision = dossier_access.section_revision(dossiers.dossier(application), section.key)
	# what no longer fits today's form is left out, everything else is kept
	done = dossier.save_section(application, section.key, values, revision, user, merge=True)
	return {keys[key]: name for key, name in done["names"].items() if key in keys}


def _values(application: str, source: str, old: dict, section: Section) -> tuple[dict, dict]:
	fields = [df for df in own_fields(section) if is_writable(df)]
	if not section.is_table:
		fresh = dossiers.dossier(application)
		left_out = _left_out(source, old, fresh)
		plain = {df.fieldname: _text(df, old) for df in fields if df.fieldname not in left_out}
		gained = _gained_title(source) if section.key == COVER else {}
		return {key: value for key, value in {**plain, **gained}.items() if value != ""}, {}
	rows = dossiers.rows(old.name, section)
	keys = {lot(application, row.name): row.name for row in rows}
	drawn = [
		{"name": key, "row_no": number, "values": {df.fieldname: _text(df, row) for df in fields}}
		for number, (key, row) in enumerate(zip(keys, rows, strict=True), start=1)
	]
	return ({"rows": drawn} if drawn else {}), keys


def left_out_proofs(source: str, old: dict, fresh: dict) -> set[str]:
	"""Places of 首页 whose proofs belong to values that are not taken over."""
	return _left_out(source, old, fresh)


def _left_out(source: str, old: dict, fresh: dict) -> set[str]:
	names = {fieldname for fieldname in OF_PERSON if fresh.get(fieldname)}
	if old.level != fresh.level:
		names |= {*OF_LEVEL, "declare_type", "exceptional", "exceptional_reason"}
	if old.series != fresh.series:
		names |= set(OF_SERIES)
	if _has_passed(source):
		names |= set(OF_TITLE)
	return names


def _gained_title(source: str) -> dict[str, str]:
	"""现有职称 of who has got the title that he applied for then."""
	if not _has_passed(source):
		return {}
	fields = ["qualification_name", "qualified_on", "certificate_no"]
	case = frappe.db.get_value("Title Application", source, fields, as_dict=True)
	return {
		"current_title": cstr(case.qualification_name),
		"current_title_date": cstr(case.qualified_on),
		"current_title_cert_no": cstr(case.certificate_no),
	}


def _has_passed(source: str) -> bool:
	return frappe.db.get_value("Title Application", source, "workflow_state") == State.PASSED


def _require_own(source: str, user: str) -> None:
	if frappe.db.get_value("Title Application", source, "applicant") != user:
		raise frappe.PermissionError("只能复制本人以前的档案，请重新选择。")


def _filled(application: str) -> list[dict]:
	"""The sections that hold something, with the number of their rows and proofs; the pledge never."""
	name = frappe.db.get_value("Application Dossier", {"application": application})
	if not name:
		return []
	revisions = json.loads(frappe.db.get_value("Application Dossier", name, "section_revisions") or "{}")
	proofs: dict[str, list] = {}
	for row in dossiers.attachments(application):
		proofs.setdefault(row.section, []).append(row)
	found = []
	for section in SECTIONS:
		if section.key in NEVER or not (revisions.get(section.key) or section.key in proofs):
			continue
		parent = {"parent": name, "parentfield": section.key}
		rows = frappe.db.count(child_doctype(section), parent) if section.is_table else 0
		files = proofs.get(section.key, [])
		if rows or files or not section.is_table:
			size = sum(file.file_size or 0 for file in files)
			plain = {"key": section.key, "title": section.title, "rows": rows}
			found.append({**plain, "proofs": len(files), "size": size})
	return found


def _text(df, row: dict) -> str:
	value = row.get(df.fieldname)
	return ("1" if value else "0") if df.fieldtype == "Check" else cstr(value)


def lot(application: str, row: str) -> str:
	"""The key of a new row: the same for the same row, so that a repeated copy doubles nothing."""
	return "new-" + hashlib.sha256(f"{application}:{row}".encode()).hexdigest()[:32]
