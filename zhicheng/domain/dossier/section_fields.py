"""The fields of a section, read from the DocType's metadata, Custom Fields included."""

import frappe

from zhicheng.domain.dossier import conditions
from zhicheng.domain.dossier.sections import BY_KEY, SECTIONS, Proof, Section

DOSSIER = "Application Dossier"
BREAKS = ("Tab Break", "Section Break", "Column Break")
ATTACH_TYPES = ("Attach", "Attach Image")
SHOWN_TYPES = (
	*("Data", "Autocomplete", "Select", "Link", "Small Text", "Text", "Long Text"),
	*("Int", "Float", "Currency", "Percent", "Check", "Date", "Datetime"),
	*ATTACH_TYPES,
)


def groups(section: Section) -> list[dict]:
	"""The groups (Section Breaks) of a fields section: label, description and shown fields; repeats come first."""
	layout = held()
	return layout.groups[section.key] if layout else groups_in(section, frappe.get_meta(DOSSIER))


def groups_in(section: Section, meta) -> list[dict]:
	"""The same from the dossier's metadata."""
	found = [{"label": "", "description": "", "fields": _repeated(section, meta)}] if section.repeats else []
	inside = False
	for df in meta.fields:
		if df.fieldtype == "Tab Break":
			inside = df.fieldname == f"tab_{section.key}"
		elif not inside:
			continue
		elif df.fieldtype == "Section Break":
			found.append({"label": df.label or "", "description": df.description or "", "fields": []})
		elif is_shown(df):
			if not found:
				found.append({"label": "", "description": "", "fields": []})
			found[-1]["fields"].append(df)
	return [group for group in found if group["fields"]]


def _repeated(section: Section, meta) -> list:
	"""Fields of another section, read-only, under this section's own label."""
	shown = []
	for fieldname, label in section.repeats.items():
		df = meta.get_field(fieldname).as_dict()
		shown.append(frappe._dict(df, label=label, read_only=1, reqd=0, mandatory_depends_on="", description=""))
	return shown


def own_fields(section: Section) -> list:
	"""The fields that this section stores: of the dossier, or of its child table; gathered once per request."""
	layout = held()
	if layout:
		return list(layout.fields[section.key])
	meta = frappe.get_meta(child_doctype(section) if section.is_table else DOSSIER)
	gathered = _gathered()
	# a changed DocType has another meta
	if section.key not in gathered or gathered[section.key][0] is not meta:
		gathered[section.key] = (meta, fields_in(section, meta))
	return list(gathered[section.key][1])


def fields_in(section: Section, meta) -> list:
	"""The same from the metadata of the dossier or of the section's table."""
	if section.is_table:
		return [df for df in meta.fields if is_shown(df)]
	repeats = set(section.repeats)
	return [df for group in groups_in(section, meta) for df in group["fields"] if df.fieldname not in repeats]


def held():
	"""What a page has taken from `layout` for its request."""
	return getattr(frappe.local, "zhicheng_layout", None)


def _gathered() -> dict:
	if not hasattr(frappe.local, "zhicheng_fields"):
		frappe.local.zhicheng_fields = {}
	return frappe.local.zhicheng_fields


def is_shown(df) -> bool:
	return df.fieldtype in SHOWN_TYPES and not df.hidden


def is_writable(df) -> bool:
	return not df.read_only and df.fieldtype not in ATTACH_TYPES


def child_doctype(section: Section) -> str:
	layout = held()
	return layout.tables[section.key] if layout else frappe.get_meta(DOSSIER).get_field(section.key).options


def grid_fields(section: Section) -> list:
	"""The columns of 详情: what the administrator marked for lists, else the first four."""
	fields = own_fields(section)
	return [df for df in fields if df.in_list_view] or fields[:4]


def is_required(df, values: dict) -> bool:
	"""A field is required by its own mark or while its condition holds; not while it is hidden by one."""
	if not conditions.holds(df.depends_on, values, default=True):
		return False
	return bool(df.reqd) or conditions.holds(df.mandatory_depends_on, values, default=False)


def proofs(section: Section) -> list[Proof]:
	"""Where the section takes proofs: the listed fields, and every Attach field of the metadata."""
	layout = held()
	return layout.proofs[section.key] if layout else proofs_among(section, own_fields(section))


def proofs_among(section: Section, fields: list) -> list[Proof]:
	"""The same among the section's own fields."""
	listed = list(section.proofs)
	known = {proof.fieldname for proof in listed}
	single = section.key == SECTIONS[0].key
	for df in fields:
		if df.fieldtype in ATTACH_TYPES and df.fieldname not in known:
			listed.append(Proof(df.fieldname, df.label, reqd=bool(df.reqd), many=not single))
	return listed


def proof_of(section: Section, fieldname: str) -> Proof | None:
	return next((proof for proof in proofs(section) if proof.fieldname == fieldname), None)


def get(key: str) -> Section | None:
	return BY_KEY.get(key)
