"""The fields of all sections as plain dicts, kept in the process for pages that read a dossier and write nothing.

Reading the metadata of nine DocTypes from the cache costs a page more than its own rows. What is kept is good for one
version of the metadata: the rows of DocType, Custom Field and Property Setter with their times, asked in one statement
by every page. Nothing has to be told of a change, and another server process sees it at its next page.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256

import frappe

from zhicheng.domain.dossier import section_fields
from zhicheng.domain.dossier.sections import SECTIONS, Proof

_kept: dict[str, "Layout"] = {}


@dataclass(frozen=True)
class Layout:
	"""By section: its fields, its groups, its places for proofs and its child table."""

	version: str
	stamps: object
	fields: dict[str, list] = field(default_factory=dict)
	groups: dict[str, list] = field(default_factory=dict)
	proofs: dict[str, list[Proof]] = field(default_factory=dict)
	tables: dict[str, str] = field(default_factory=dict)


def hold() -> Layout:
	"""From here on `section_fields` answers from what is kept, until the end of the request."""
	site = frappe.local.site
	layout = _kept.get(site)
	if not layout or _version(layout.stamps) != layout.version:
		layout = _kept[site] = _read()
	frappe.local.zhicheng_layout = layout
	return layout


@contextmanager
def held() -> Iterator[None]:
	"""The same for a page that is a part of a request only."""
	before = section_fields.held()
	hold()
	try:
		yield
	finally:
		frappe.local.zhicheng_layout = before


def release() -> None:
	frappe.local.zhicheng_layout = None


def _read() -> Layout:
	"""From the database, not from Frappe's cache: what another process had not committed may stand there."""
	release()
	main = frappe.get_meta(section_fields.DOSSIER, cached=False)
	tables = {s.key: main.get_field(s.key).options for s in SECTIONS if s.is_table}
	doctypes = (section_fields.DOSSIER, *dict.fromkeys(tables.values()))
	stamps = _stamps(doctypes)
	layout = Layout(_version(stamps), stamps, tables=tables)
	metas = {doctype: frappe.get_meta(doctype, cached=False) for doctype in doctypes}
	for section in SECTIONS:
		meta = metas[tables.get(section.key, section_fields.DOSSIER)]
		own = section_fields.fields_in(section, meta)
		layout.proofs[section.key] = section_fields.proofs_among(section, own)
		layout.fields[section.key] = [_plain(df) for df in own]
		if not section.is_table:
			found = section_fields.groups_in(section, meta)
			layout.groups[section.key] = [
				{**group, "fields": [_plain(df) for df in group["fields"]]} for group in found
			]
	return layout


def _plain(df) -> frappe._dict:
	# a repeated field is a plain dict already
	values = df if isinstance(df, dict) else df.as_dict()
	return frappe._dict({key: value for key, value in values.items() if value is not None})


def _stamps(doctypes: tuple[str, ...]):
	"""The statement that asks for every field, property and DocType with its time; built once for a layout."""
	query = None
	for doctype, column in (("DocType", "name"), ("Custom Field", "dt"), ("Property Setter", "doc_type")):
		table = frappe.qb.DocType(doctype)
		part = frappe.qb.from_(table).select(table.name, table.modified).where(table[column].isin(doctypes))
		query = query + part if query else part
	# a union cannot be run by itself
	return frappe.qb.from_(query.as_("stamps")).select("name", "modified")


def _version(stamps) -> str:
	"""Changes with every field, property and DocType that comes, goes or changes."""
	rows = sorted((name, str(modified)) for name, modified in stamps.run())
	return sha256(repr(rows).encode()).hexdigest()
