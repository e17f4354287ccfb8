"""One section of the dossier as labels, texts and proofs; its fields come from the DocType's metadata.

A field that an administrator added stands with the others in the preview, on paper under 补充信息 (design 7).
"""

from zhicheng.domain.dossier import section_fields
from zhicheng.domain.dossier.section_fields import ATTACH_TYPES
from zhicheng.domain.dossier.sections import Section
from zhicheng.printing.words import as_text

LONG_TYPES = ("Small Text", "Text", "Long Text")


def section_view(section: Section, values: dict, rows: list[dict], proofs: list[dict]) -> dict:
	"""The section as plain data for templates.

	:param values: the dossier's stored values
	:param rows: the rows of a table section
	:param proofs: the proofs of this section
	"""
	view = {"key": section.key, "title": section.title, "is_table": section.is_table}
	if section.is_table:
		return {**view, **_table(section, rows, proofs)}
	return {**view, **_fields(section, values, proofs)}


def _fields(section: Section, values: dict, proofs: list[dict]) -> dict:
	groups, placed = [], set()
	for group in section_fields.groups(section):
		cells = [_cell(df, values, proofs) for df in group["fields"]]
		for df, cell in zip(group["fields"], cells, strict=True):
			# beside a label an unticked box is an answer; in a table it is an empty cell
			cell["text"] = cell["text"] or ("否" if df.fieldtype == "Check" else "")
		placed.update(df.fieldname for df in group["fields"])
		groups.append({"label": group["label"], "fields": cells})
	cells = [cell for group in groups for cell in group["fields"]]
	return {
		"groups": groups,
		"extra": [cell for cell in cells if cell["custom"]],
		"proofs": [proof for proof in proofs if proof["fieldname"] not in placed],
		"is_empty": not any(cell["text"] or cell["proofs"] for cell in cells),
	}


def _table(section: Section, rows: list[dict], proofs: list[dict]) -> dict:
	columns = section_fields.own_fields(section)
	shown, extra = [], []
	for number, row in enumerate(rows, start=1):
		of_row = [proof for proof in proofs if proof["row_name"] == row.get("name")]
		cells = [_cell(df, row, of_row) for df in columns]
		named = {df.fieldname for df in columns}
		rest = [proof for proof in of_row if proof["fieldname"] not in named]
		shown.append({"number": number, "cells": cells, "proofs": rest, "values": row})
		extra += [dict(cell, label=f"第{number}行 {cell['label']}") for cell in cells if cell["custom"]]
	known = {row.get("name") for row in rows}
	used = {cell["fieldname"] for row in shown for cell in row["cells"] if cell["text"] or cell["proofs"]}
	wanted = [df for df in columns if df.reqd or df.fieldname in used]
	for row in shown:
		row["used_cells"] = [cell for df, cell in zip(columns, row["cells"], strict=True) if df in wanted]
	return {
		"columns": [{"fieldname": df.fieldname, "label": df.label} for df in wanted],
		"rows": shown,
		"extra": extra,
		"proofs": [proof for proof in proofs if proof["row_name"] not in known],
		"is_empty": not rows,
	}


def _cell(df, values: dict, proofs: list[dict]) -> dict:
	"""A label with its text and proofs; a field that only holds a file shows the file's name."""
	own = [proof for proof in proofs if proof["fieldname"] == df.fieldname]
	return {
		"fieldname": df.fieldname,
		"label": df.label,
		"text": "" if df.fieldtype in ATTACH_TYPES else as_text(df, values.get(df.fieldname)),
		"proofs": own,
		"is_long": df.fieldtype in LONG_TYPES,
		"custom": bool(df.get("is_custom_field")),
	}
