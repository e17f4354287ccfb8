"""What a save of a section did: what was written, what was wrong, and what another window had changed meanwhile."""

from dataclasses import dataclass, field

from frappe.utils import cstr

from zhicheng.domain.dossier import dossier_values
from zhicheng.domain.dossier.dossier_content import display

FIELD, GONE, CHANGED = "field", "gone", "changed"


@dataclass
class Outcome:
	"""One answer to the page; `values` are columns of the dossier's own row that are still to be written."""

	values: dict = field(default_factory=dict)
	# names of new rows by the key that the page gave them
	names: dict[str, str] = field(default_factory=dict)
	rows: list[dict] = field(default_factory=list)
	errors: list[dict] = field(default_factory=list)
	conflicts: list[dict] = field(default_factory=list)
	# what the page should show now in fields that it did not send
	shown: dict[str, dict] = field(default_factory=dict)


def split(fields: list, stored: dict, parsed: dict, seen: dict) -> tuple[dict, list[dict]]:
	"""Values that may be written, and those that another window changed since the page saw them.

	:param seen: what stood in the field when the page last heard of it, as the page holds it
	"""
	by_name = {df.fieldname: df for df in fields}
	before, _ = dossier_values.parse(fields, {name: seen[name] for name in parsed if name in seen})
	free, conflicts = {}, []
	for name, value in parsed.items():
		theirs = cstr(stored.get(name))
		if theirs == cstr(value):
			continue
		if name in before and theirs == cstr(before[name]):
			free[name] = value
		else:
			conflicts.append({"kind": FIELD, **shown(by_name[name], stored.get(name))})
	return free, conflicts


def shown(df, value) -> dict:
	"""A stored value for the page: as an input holds it and as people read it."""
	typed = dossier_values.typed(df, value)
	return {"fieldname": df.fieldname, "label": df.label, "value": typed, "text": display(df, value)}
