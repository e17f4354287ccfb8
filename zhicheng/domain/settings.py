"""Zhicheng Settings: one value per key; a region's own rule comes first where it has one (design 3)."""

from typing import Any

import frappe

from zhicheng.domain.queries import regions

SETTINGS = "Zhicheng Settings"
# keys that a region may set otherwise: column of its row, and what its words mean
REGIONAL = {
	"print_allowed_from": ("print_rule", {}),
	"enforce_row_order": ("row_order", {"检查": 1, "不检查": 0}),
	"process_attachment_requires_role": ("process_attachment_requires_role", {"需要": 1, "不需要": 0}),
	"branding_name": ("branding_name", {}),
	"logo": ("logo", {}),
}


def get(key: str, region: str | None = None) -> Any:
	"""The setting; the nearest ancestor region that says something wins, then the general value."""
	if region and key in REGIONAL:
		value = _regional(key, region)
		if value is not None:
			return value
	return _general(key)


def get_lines(key: str) -> list[str]:
	"""A text setting as its non-empty lines."""
	return [line.strip() for line in (get(key) or "").splitlines() if line.strip()]


def first_password_fixed() -> str:
	"""The fixed first password of the manuals; empty (the default) means one per person."""
	doc = frappe.get_cached_doc(SETTINGS)
	return doc.get_password("first_password_fixed", raise_exception=False) or ""


def _regional(key: str, region: str) -> Any:
	column, words = REGIONAL[key]
	rows = {row.region: row.get(column) for row in frappe.get_cached_doc(SETTINGS).region_settings if row.get(column)}
	for code in reversed(regions.ancestors(region)) if rows else ():
		if code in rows:
			return words.get(rows[code], rows[code])
	return None


def _general(key: str) -> Any:
	doc = frappe.get_cached_doc(SETTINGS)
	of, meta = getattr(frappe.local, "zhicheng_settings", (None, None))
	# a page asks many times: its metadata is looked up once for each copy of the settings
	if of is not doc:
		meta = doc.meta
		frappe.local.zhicheng_settings = (doc, meta)
	field = meta.get_field(key)
	if field is None:
		return doc.get(key)
	value = doc.get(key)
	if value is None:
		value = field.default
	return frappe.utils.cint(value) if field.fieldtype in ("Int", "Check") else value
