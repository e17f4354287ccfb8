"""A dossier as plain data by section, with labels and texts: what is frozen, compared and hashed at submission.

The ID number is not in it (design 6); proofs stand in it by name and SHA-256.
"""

import frappe
from frappe.utils import cint, cstr

from zhicheng.domain.dossier.section_fields import ATTACH_TYPES, own_fields
from zhicheng.domain.dossier.sections import SECTIONS, Section
from zhicheng.domain.queries import dossiers, titles

FILE_KEYS = ("section", "row_name", "fieldname", "label", "file_name", "file_size", "mime", "pages", "sha256")


def snapshot(application: str) -> dict:
	"""content: all 13 sections in order; files: the proofs with their hashes."""
	dossier = dossiers.dossier(application)
	files = [
		{"attachment": row.name, **{key: row.get(key) for key in FILE_KEYS}}
		for row in dossiers.attachments(application)
	]
	sections = [_section(section, dossier, files) for section in SECTIONS]
	return {"content": {"revision": cint(dossier.revision), "sections": sections}, "files": files}


def display(df, value) -> str:
	"""The text that people read: 是 for a tick, the title of a linked record, dates as 2020-07-01."""
	if value in (None, ""):
		return ""
	if df.fieldtype == "Check":
		return "是" if cint(value) else "否"
	if df.fieldtype == "Link":
		return titles.title_of(df.options, value)
	return cstr(value)


def _section(section: Section, dossier: dict, files: list[dict]) -> dict:
	plain = {"key": section.key, "title": section.title, "kind": section.kind}
	fields = [df for df in own_fields(section) if df.fieldtype not in ATTACH_TYPES]
	mine = [row for row in files if row["section"] == section.key]
	if not section.is_table:
		return {**plain, "fields": _fields(fields, dossier), "files": [row["attachment"] for row in mine]}
	return {
		**plain,
		"rows": [
			{
				"name": row.name,
				"fields": _fields(fields, row),
				"files": [proof["attachment"] for proof in mine if proof["row_name"] == row.name],
			}
			for row in dossiers.rows(dossier.name, section)
		],
	}


def _fields(fields: list, values: dict) -> list[dict]:
	return [
		{
			"fieldname": df.fieldname,
			"label": df.label,
			"value": _plain(values.get(df.fieldname)),
			"text": display(df, values.get(df.fieldname)),
		}
		for df in fields
	]


def _plain(value):
	return value if value is None or isinstance(value, (int, float)) else cstr(value)
