"""The rows of the dossier's tables: only the rows that changed are written, each checked for staleness."""

import frappe
from frappe.utils import cint, cstr, now

from zhicheng.domain.dossier import attachments, dossier_values
from zhicheng.domain.dossier.dossier_access import refuse_invalid
from zhicheng.domain.dossier.section_fields import DOSSIER, child_doctype, own_fields
from zhicheng.domain.dossier.sections import EDUCATION_RANK, Section
from zhicheng.domain.queries import dossiers
from zhicheng.exceptions import StaleForm

MAX_ROWS = 200


def save(dossier: dict, section: Section, values: dict, *, ordered: bool) -> dict[str, str]:
	"""Insert, update and delete the rows named in `values`; gives the names of the new ones by their client key."""
	stored = {row.name: row for row in dossiers.rows(dossier.name, section)}
	changes = _parsed(section, values.get("rows") or [])
	removed = _checked(stored, values.get("deleted") or [])
	if len(stored) - len(removed) + sum(1 for change in changes if change["is_new"]) > MAX_ROWS:
		refuse_invalid([{"message": f"“{section.title}”最多 {MAX_ROWS} 行，请合并后再填。"}])

	names = {}
	for name in removed:
		_delete(dossier, section, name)
		stored.pop(name)
	for change in changes:
		if change["is_new"]:
			row = _insert(dossier, section, change["values"], idx=len(stored) + 1)
			names[change["name"]] = row.name
			stored[row.name] = row
		else:
			_checked(stored, [change])
			_update(section, stored[change["name"]], change["values"])
	_number(section, list(stored.values()), ordered=ordered)
	return names


def marks(dossier: dict, section: Section) -> list[dict]:
	"""Names and revisions of the rows in their order, for the page that goes on editing."""
	return [{"name": row.name, "revision": cstr(row.modified)} for row in dossiers.rows(dossier.name, section)]


def _parsed(section: Section, rows: list[dict]) -> list[dict]:
	fields, changes, errors = own_fields(section), [], []
	for number, row in enumerate(rows, start=1):
		parsed, wrong = dossier_values.parse(fields, row.get("values") or {})
		errors += [
			{**error, "row": cstr(row.get("name")), "row_no": cint(row.get("row_no")) or number} for error in wrong
		]
		changes.append(
			{
				"name": cstr(row.get("name")),
				"revision": row.get("revision"),
				"is_new": not row.get("revision"),
				"values": parsed,
			}
		)
	refuse_invalid(errors)
	return changes


def _checked(stored: dict, rows: list[dict]) -> list[str]:
	"""The names of rows that still stand as the applicant saw them."""
	for row in rows:
		seen = stored.get(row.get("name"))
		if not seen:
			raise StaleForm("有一行已在别的窗口中删除。请刷新页面，核对后再保存；您刚填的内容仍保留在本页。")
		if cstr(seen.modified) != cstr(row.get("revision")):
			raise StaleForm("有一行已在别的窗口中修改过。请刷新页面，核对后再保存；您刚填的内容仍保留在本页。")
	return [row["name"] for row in rows]


def _insert(dossier: dict, section: Section, values: dict, *, idx: int):
	row = frappe.new_doc(child_doctype(section))
	row.update(values)
	row.update({"parent": dossier.name, "parenttype": DOSSIER, "parentfield": section.key, "idx": idx})
	row.set_new_name()
	row.owner = row.modified_by = frappe.session.user
	row.creation = row.modified = now()
	row.db_insert()
	return frappe._dict(row.get_valid_dict())


def _update(section: Section, row: dict, values: dict) -> None:
	changed = {key: value for key, value in values.items() if cstr(row.get(key)) != cstr(value)}
	if not changed:
		return
	changed.update({"modified": now(), "modified_by": frappe.session.user})
	frappe.db.set_value(child_doctype(section), row.name, changed, update_modified=False)
	row.update(changed)


def _delete(dossier: dict, section: Section, name: str) -> None:
	attachments.remove_of_row(dossier.application, section.key, name)
	frappe.db.delete(child_doctype(section), {"name": name, "parent": dossier.name})


def _number(section: Section, rows: list[dict], *, ordered: bool) -> None:
	"""Write the row numbers that changed; ordered as the manual asks when the setting says so."""
	if ordered:
		rows = sorted(rows, key=lambda row: _sort_key(section, row))
	else:
		rows = sorted(rows, key=lambda row: cint(row.idx))
	for number, row in enumerate(rows, start=1):
		if cint(row.idx) != number:
			frappe.db.set_value(child_doctype(section), row.name, "idx", number, update_modified=False)


def _sort_key(section: Section, row: dict) -> tuple:
	"""Empty values last; 学历 by its rank, everything else by time; equals keep their order."""
	key = []
	for fieldname in section.order_by:
		value = row.get(fieldname)
		if fieldname == "education_level":
			key.append((0, f"{EDUCATION_RANK.index(value):02d}") if value in EDUCATION_RANK else (1, ""))
		else:
			key.append((0, f"{value!s:0>12}") if value else (1, ""))
	return (*key, cint(row.idx))
