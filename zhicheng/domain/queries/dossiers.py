"""Shared reads of dossiers; the case row is locked where a write follows."""

import json

import frappe
from frappe.utils import cint

from zhicheng.domain.dossier.section_fields import DOSSIER, child_doctype
from zhicheng.domain.dossier.sections import Section

CASE_FIELDS = (
	"name",
	"applicant",
	"member",
	"workflow_state",
	"dossier",
	"notice",
	"unit",
	"level",
	"series",
	"round_no",
)

ATTACHMENT_FIELDS = (
	*("name", "section", "row_name", "fieldname", "label", "file", "file_name", "file_size"),
	*("mime", "pages", "sha256", "sort_order", "uploaded_on", "retired_on"),
)


def case(application: str, *, lock: bool = False) -> frappe._dict:
	"""The few columns of the case that the dossier needs; locked, so that submitting and saving take turns."""
	row = frappe.db.get_value("Title Application", application, CASE_FIELDS, as_dict=True, for_update=lock)
	if not row:
		raise frappe.DoesNotExistError("没有找到这份申报，它可能已被删除，请回到申报列表。")
	return row


def dossier(application: str, *, lock: bool = False) -> frappe._dict:
	"""The dossier's own row, without its tables.

	:param lock: as it stands now, for who writes it back: a plain read shows what stood when the transaction began
	"""
	table = frappe.qb.DocType(DOSSIER)
	query = frappe.qb.from_(table).select(table.star).where(table.application == application)
	found = (query.for_update() if lock else query).run(as_dict=True)
	if not found:
		raise frappe.DoesNotExistError("没有找到这份申报的档案袋，请回到申报列表重新打开。")
	return found[0]


def is_behind(dossier: dict) -> bool:
	"""Whether somebody wrote into the locked dossier since this transaction began: plain reads miss it then.

	Every write of values, rows and proofs counts `revision`. So locking reads, which also bar the gaps beside them
	from other people's drafts, are taken where they are needed only.
	"""
	return cint(frappe.db.get_value(DOSSIER, dossier.name, "revision")) != cint(dossier.revision)


def rows(dossier_name: str, section: Section, *, lock: bool = False) -> list[frappe._dict]:
	"""The rows of a table section in their stored order; with `lock` as they stand now."""
	table = frappe.qb.DocType(child_doctype(section))
	query = frappe.qb.from_(table).select(table.star)
	query = query.where((table.parent == dossier_name) & (table.parenttype == DOSSIER))
	query = query.where(table.parentfield == section.key).orderby(table.idx).orderby(table.creation)
	return (query.for_update() if lock else query).run(as_dict=True)


def birth_date(application: str):
	"""As the ID number of the case's applicant says."""
	case, member = frappe.qb.DocType("Title Application"), frappe.qb.DocType("Unit Member")
	query = frappe.qb.from_(case).join(member).on(member.name == case.member).select(member.birth_date)
	found = query.where(case.name == application).run()
	return found[0][0] if found else None


def all_rows(dossier_name: str, doctype: str) -> list[frappe._dict]:
	"""The rows of all sections that share a table, by `parentfield`, in their stored order."""
	table = frappe.qb.DocType(doctype)
	query = (
		frappe.qb.from_(table).select(table.star).where((table.parent == dossier_name) & (table.parenttype == DOSSIER))
	)
	return query.orderby(table.idx).orderby(table.creation).run(as_dict=True)


def attachments(
	application: str, *, with_retired: bool = False, lock: bool = False, **filters
) -> list[frappe._dict]:  # fmt: skip
	"""The proofs of a case in the order in which they were added; those of older rounds alone only when asked for.

	:param lock: as they stand now (see `is_behind`)
	"""
	table = frappe.qb.DocType("Dossier Attachment")
	query = frappe.qb.from_(table).select(*[table[column] for column in ATTACHMENT_FIELDS])
	query = query.where(table.application == application)
	if not with_retired:
		filters["retired"] = 0
	for column, value in filters.items():
		# as in Frappe's own filters: a value, or ["in", values]
		query = query.where(table[column].isin(value[1]) if isinstance(value, list) else table[column] == value)
	query = query.orderby(table.sort_order).orderby(table.creation)
	return (query.for_update() if lock else query).run(as_dict=True)


def submitted_files(application: str) -> set[str]:
	"""The proofs that any snapshot of the case names: they are evidence and stay."""
	taken = frappe.get_all("Dossier Snapshot", filters={"application": application}, pluck="files")
	return {file["attachment"] for files in taken for file in json.loads(files or "[]")}
