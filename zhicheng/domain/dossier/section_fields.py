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
	found = [{"label": "", "description": "", "fields": repeated(section)}] if section.repeats else []
	inside = False
	for df in frappe.get_meta(DOSSIER).fields:
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


def repeated(section: Section) -> list:
	"""Fields of another section, read-only, under this section's own label."""
	meta = frappe.get_meta(DOSSIER)
	shown = []
	for fieldname, label in section.repeats.items():
		df = meta.get_field(fieldname).as_dict()
		shown.append(frappe._dict(df, label=label, read_only=1, reqd=0, mandatory_depends_on="", description=""))
	return shown


def own_fields(section: Section) -> list:
	"""The fields that this section stores: of the dossier, or of its child table; gathered once per request."""
	meta = frappe.get_meta(child_doctype(section) if section.is_table else DOSSIER)
	gathered = _gathered()
	# a changed DocType has another meta
	if section.key not in gathered or gathered[section.key][0] is not meta:
		gathered[section.key] = (meta, _own_fields(section, meta))
	return list(gathered[section.key][1])


def _own_fields(section: Section, meta) -> list:
	if section.is_table:
		return [df for df in meta.fields if is_shown(df)]
	repeats = set(section.repeats)
	return [df for group in groups(section) for df in group["fields"] if df.fieldname not in repeats]


def _gathered() -> dict:
	if not hasattr(frappe.local, "zhicheng_fields"):
		frappe.local.zhicheng_fields = {}
	return frappe.local.zhicheng_fields


def is_shown(df) -> bool:
	return df.fieldtype in SHOWN_TYPES and not df.hidden


def is_writable(df) -> bool:
	return not df.read_only and df.fieldtype not in ATTACH_TYPES


def child_doctype(section: Section) -> str:
	return frappe.get_meta(DOSSIER).get_field(section.key).options


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
	listed = list(section.proofs)
	known = {proof.fieldname for proof in listed}
	single = section.key == SECTIONS[0].key
	for df in own_fields(section):
		if df.fieldtype in ATTACH_TYPES and df.fieldname not in known:
			listed.append(Proof(df.fieldname, df.label, reqd=bool(df.reqd), many=not single))
	return listed


def proof_of(section: Section, fieldname: str) -> Proof | None:
	return next((proof for proof in proofs(section) if proof.fieldname == fieldname), None)


def get(key: str) -> Section | None:
	return BY_KEY.get(key)
