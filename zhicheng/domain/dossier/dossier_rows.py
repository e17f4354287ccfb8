"""The rows of the dossier's tables: only the rows that changed are written, each checked for staleness."""

import hashlib
import re

import frappe
from frappe.utils import cint, cstr, now

from zhicheng.domain.approval import inputs
from zhicheng.domain.dossier import attachments, dossier_person, dossier_values, outcome, row_order
from zhicheng.domain.dossier.dossier_access import refuse_invalid
from zhicheng.domain.dossier.outcome import Outcome
from zhicheng.domain.dossier.section_fields import DOSSIER, child_doctype, own_fields
from zhicheng.domain.dossier.sections import Section
from zhicheng.domain.queries import dossiers
from zhicheng.exceptions import DossierInvalid, StaleForm

MAX_ROWS = 200
GONE = "有一行已在别的窗口中删除。请刷新页面，核对后再保存；您刚填的内容仍保留在本页。"
CHANGED = "有一行已在别的窗口中修改过。请刷新页面，核对后再保存；您刚填的内容仍保留在本页。"
# drawn by lot in the page: a request that is sent twice finds its row again
LOT = re.compile(r"new-[0-9a-f]{32}")


def save(
	dossier: dict, section: Section, values: dict, *, ordered: bool, merge: bool = False, stale: bool = False
) -> Outcome:  # fmt: skip
	"""Insert, update and delete the rows named in `values`; gives the names of the new ones by their client key."""
	table = _Table(dossier, section, merge=merge)
	deleted = inputs.entries(values.get("deleted"), section.title, DossierInvalid, dict)
	changes = table.read(inputs.entries(values.get("rows"), section.title, DossierInvalid, dict))
	table.require_room(changes, deleted)
	for row in deleted:
		table.delete(row)
	for change in changes:
		table.write(change)
	done = table.done
	rows = row_order.number(section, list(table.stored.values()), ordered=ordered)
	done.rows = [table.mark(row, whole=stale) for row in rows]
	done.values = dossier_person.top_education(rows) if section.key == "education" else {}
	return done


class _Table:
	"""One table of one dossier while it is saved, read once."""

	def __init__(self, dossier: dict, section: Section, *, merge: bool):
		self.dossier = dossier
		self.section = section
		self.merge = merge
		self.doctype = child_doctype(section)
		self.fields = own_fields(section)
		self.behind = dossiers.is_behind(dossier)
		stored = dossiers.rows(dossier.name, section, lock=self.behind)
		self.stored = {row.name: row for row in stored}
		self.done = Outcome()

	def read(self, rows: list[dict]) -> list[dict]:
		"""The changes as stored values; wrong ones are left out and told."""
		changes = []
		for number, row in enumerate(rows, start=1):
			place = {"row": cstr(row.get("name")), "row_no": cint(row.get("row_no")) or number}
			typed = inputs.mapping(row.get("values"), self.section.title, DossierInvalid)
			seen = inputs.mapping(row.get("seen"), self.section.title, DossierInvalid)
			parsed, wrong = dossier_values.parse(self.fields, typed)
			self.done.errors += [{**error, **place} for error in wrong]
			changes.append({**row, **place, "values": parsed, "seen": seen})
		if not self.merge:
			refuse_invalid(self.done.errors)
		return changes

	def require_room(self, changes: list[dict], deleted: list[dict]) -> None:
		more = sum(1 for change in changes if not change.get("revision"))
		if more and len(self.stored) - len(deleted) + more > MAX_ROWS:
			refuse_invalid([{"message": f"“{self.section.title}”最多 {MAX_ROWS} 行，请合并后再填。"}])

	def delete(self, row: dict) -> None:
		known = self.stored.get(cstr(row.get("name")))
		if not known and self.merge:
			return
		if not self._stands(known, row):
			self._tell(known, {"row": row.get("name")})
			return
		attachments.remove_of_row(self.dossier.application, self.section.key, known.name, lock=self.behind)
		frappe.db.delete(self.doctype, {"name": known.name, "parent": self.dossier.name})
		self.stored.pop(known.name)

	def write(self, change: dict) -> None:
		if not change.get("revision"):
			self._add(change)
			return
		known = self.stored.get(change["row"])
		if self._stands(known, change):
			self._update(known, change["values"])
		elif known and self.merge:
			free, conflicts = outcome.split(self.fields, known, change["values"], change["seen"])
			self.done.conflicts += [{**one, "row": known.name, "row_no": change["row_no"]} for one in conflicts]
			self._update(known, free)
		else:
			self._tell(known, change)

	def mark(self, row: dict, *, whole: bool) -> dict:
		"""A row's name and revision for the page that goes on editing; its values where others have written."""
		mark = {"name": row.name, "revision": cstr(row.modified)}
		if whole:
			mark["values"] = {df.fieldname: dossier_values.typed(df, row.get(df.fieldname)) for df in self.fields}
		return mark

	def _stands(self, known: dict | None, seen: dict) -> bool:
		return bool(known) and cstr(known.modified) == cstr(seen.get("revision"))

	def _tell(self, known: dict | None, place: dict) -> None:
		"""Somebody else deleted the row, or changed what is to be deleted."""
		if not self.merge:
			raise StaleForm(CHANGED if known else GONE)
		kind = outcome.CHANGED if known else outcome.GONE
		revision = cstr(known.modified) if known else ""
		self.done.conflicts.append(
			{"kind": kind, "row": place["row"], "row_no": place.get("row_no", 0), "revision": revision}
		)

	def _add(self, change: dict) -> None:
		name = self._name_by_lot(change["row"])
		if name in self.stored:
			self._update(self.stored[name], change["values"])
		else:
			name = self._insert(change["values"], name)
		self.done.names[change["row"]] = name
		for error in self.done.errors:
			if error["row"] == change["row"]:
				error["row"] = name

	def _name_by_lot(self, key: str) -> str:
		if not LOT.fullmatch(key):
			return ""
		words = f"{self.dossier.name}:{self.section.key}:{key}"
		return hashlib.sha256(words.encode()).hexdigest()[:16]

	def _insert(self, values: dict, name: str) -> str:
		row = frappe.new_doc(self.doctype)
		row.update(values)
		row.update({"parent": self.dossier.name, "parenttype": DOSSIER, "parentfield": self.section.key})
		row.idx = len(self.stored) + 1
		if name:
			row.name = name
		else:
			row.set_new_name()
		row.owner = row.modified_by = frappe.session.user
		row.creation = row.modified = now()
		row.db_insert()
		self.stored[row.name] = frappe._dict(row.get_valid_dict())
		return row.name

	def _update(self, row: dict, values: dict) -> None:
		changed = {key: value for key, value in values.items() if cstr(row.get(key)) != cstr(value)}
		if not changed:
			return
		changed.update({"modified": now(), "modified_by": frappe.session.user})
		frappe.db.set_value(self.doctype, row.name, changed, update_modified=False)
		row.update(changed)
