"""A section as the page draws it: fields, rows, proofs and choices, from the DocTypes' metadata."""

from functools import cached_property

import frappe
from frappe.utils import cint, cstr
from markupsafe import Markup

from zhicheng.domain.dossier import attachments, choices, conditions, dossier_access, dossier_person, kept_states
from zhicheng.domain.dossier.dossier_content import display
from zhicheng.domain.dossier.dossier_values import typed
from zhicheng.domain.dossier.reading import Reading
from zhicheng.domain.dossier.section_fields import (
	grid_fields,
	groups,
	is_required,
	is_writable,
	own_fields,
	proof_of,
)
from zhicheng.domain.dossier.sections import ROW_PROOF, Section
from zhicheng.domain.people import members
from zhicheng.printing import templating

LONG = ("Small Text", "Text", "Long Text")
MAX_OPTIONS = 500


class SectionForm:
	"""One section of one dossier, read once."""

	def __init__(self, reading: Reading, section: Section, *, editable: bool, bag: dict, mark: str):
		self.reading = reading
		self.bag = bag
		self.mark = mark
		self.application = reading.application
		self.section = section
		self.editable = editable

	@cached_property
	def proofs(self) -> list:
		return [proof for proof in self.reading.proofs if proof.section == self.section.key]

	@cached_property
	def choices(self) -> dict:
		return choices.for_cover(self.reading.dossier) if self.section.key == "cover_page" else {}

	def values(self) -> dict:
		plain = {
			"section": self.section,
			"revision": dossier_access.section_revision(self.bag, self.section.key),
			"editable": self.editable,
		}
		if self.section.is_table:
			return {**plain, **self._table()}
		return {**plain, "groups": self._groups()}

	def _groups(self) -> list[dict]:
		shown = {**self.reading.dossier, "id_masked": self._id_number()}
		return [
			{**group, "fields": [self._field(df, shown) for df in group["fields"]]} for group in groups(self.section)
		]

	def _id_number(self) -> str:
		"""The full number on the dossier page alone; lists and records keep the masked one (domain 5.7)."""
		if "id_masked" not in {df.fieldname for group in groups(self.section) for df in group["fields"]}:
			return self.reading.dossier.id_masked
		member = members.member_of()
		return (member and dossier_person.id_number(member.name)) or self.reading.dossier.id_masked

	def _table(self) -> dict:
		fields = own_fields(self.section)
		columns = [{"fieldname": df.fieldname, "label": df.label} for df in grid_fields(self.section)]
		# the choices of a Link are other people's records, of which the mark knows nothing
		if any(df.fieldtype == "Link" for df in fields):
			drawn = self._drawn()
		else:
			what = f"{self.section.key}:{'edit' if self.editable else 'read'}"
			drawn = kept_states.kept(self.application, what, self.mark, self._drawn)
		return {"columns": columns, **{name: Markup(html) for name, html in drawn.items()}}

	def _drawn(self) -> dict[str, str]:
		"""The cards of all rows, and an empty one, as HTML."""
		rows = [self._card(row, row.name, cstr(row.modified)) for row in self.reading.rows_of(self.section)]
		draw = templating.module("portal/fields.html").row_card
		cards = [str(draw(row, number, self.section)) for number, row in enumerate(rows, start=1)]
		return {"cards": "".join(cards), "blank": str(draw(self._card({}, "", ""), "", self.section))}

	def _card(self, row: dict, name: str, revision: str) -> dict:
		return {
			"name": name,
			"revision": revision,
			"fields": [self._field(df, row, name) for df in own_fields(self.section)],
			"proof": self._proof(proof_of(self.section, ROW_PROOF), name),
		}

	def _field(self, df, values: dict, row: str = "") -> dict:
		value = values.get(df.fieldname)
		if value is None and not values:
			value = df.default
		repeated = df.fieldname in self.section.repeats
		place = None if repeated else proof_of(self.section, df.fieldname)
		return {
			"fieldname": df.fieldname,
			"label": df.label,
			"kind": _kind(df),
			"value": typed(df, value),
			"text": display(df, value),
			"writable": self.editable and is_writable(df) and not repeated,
			"required": bool(df.reqd) or is_required(df, values or {}),
			"depends_on": df.depends_on or "",
			"required_on": df.mandatory_depends_on or "",
			"visible": conditions.holds(df.depends_on, values, default=True),
			"description": df.description or "",
			"options": self._options(df, value),
			"cascade": "sub_level" if df.fieldname == "qualification" else "",
			"length": cint(df.length) or (140 if df.fieldtype == "Data" else 0),
			"input": {"Phone": "tel", "Email": "email"}.get(df.options, "text"),
			"proof": self._proof(place, row),
		}

	def _options(self, df, value) -> list[dict]:
		if df.fieldname in self.choices:
			found = self.choices[df.fieldname]
		elif df.fieldtype in ("Select", "Autocomplete"):
			found = [{"value": word, "label": word} for word in (df.options or "").split("\n") if word]
		elif df.fieldtype == "Link" and is_writable(df):
			found = linked(df.options)
		else:
			return []
		if value and df.fieldtype != "Data" and not any(option["value"] == value for option in found):
			found = [*found, {"value": value, "label": display(df, value)}]
		return found

	def _proof(self, place, row: str = "") -> dict | None:
		if not place:
			return None
		mine = [p for p in self.proofs if p.fieldname == place.fieldname and (p.row_name or "") == row]
		return {
			"fieldname": place.fieldname,
			"label": place.label,
			"required": place.reqd,
			"many": place.many,
			"files": [attachments.public(self.application, proof) for proof in mine],
		}


def linked(doctype: str) -> list[dict]:
	"""The records of a Link field that an administrator added, by their titles; none where applicants may not read them."""
	if not (frappe.has_permission(doctype, "select") or frappe.has_permission(doctype, "read")):
		return []
	title = frappe.get_meta(doctype).title_field or "name"
	rows = frappe.get_list(doctype, fields=["name", f"{title} as label"], order_by=f"{title} asc", limit=MAX_OPTIONS)
	return [{"value": row.name, "label": row.label} for row in rows]


def _kind(df) -> str:
	if df.fieldtype in LONG:
		return "text" if df.fieldtype == "Small Text" else "long"
	if df.fieldname == "speciality" or df.fieldtype == "Autocomplete":
		return "suggest"
	if df.fieldtype in ("Select", "Link"):
		return "select"
	if df.fieldtype in ("Attach", "Attach Image"):
		return "file"
	return {"Check": "check", "Date": "date", "Datetime": "datetime", "Int": "int"}.get(df.fieldtype, "line")
