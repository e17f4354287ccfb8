"""Rows of our tables are read and written with the record that they belong to, never beside it.

Frappe asks a row by itself no more than whether its user may read or create records of the parent's kind: no condition of
the parent's list, no rule of the parent's form.
"""

from zhicheng.domain import records
from zhicheng.exceptions import RoleNotAllowed
from zhicheng.permissions.people import is_administrator
from zhicheng.permissions.scope import NOTHING

MODULE = "Zhicheng"


def none_alone(user: str | None = None, doctype: str | None = None) -> str:
	"""The condition of each table's list."""
	return "" if is_administrator(user) else NOTHING


def refuse_alone(doc) -> None:
	"""A row saved or deleted past its record's form.

	:raises RoleNotAllowed: unless the program itself writes it (domain.records)
	"""
	if doc.meta.istable and doc.meta.module == MODULE and not records.is_program_writing(doc):
		raise RoleNotAllowed("这一行要在它所属的记录里填写、修改或删除。")


def refuse_taken_rows(doc) -> None:
	"""A row sent under the name of another record's row: Frappe would move it here, and the other record would lose it.

	:raises RoleNotAllowed: naming no record
	"""
	before = doc.get_doc_before_save()
	if not before or doc.meta.module != MODULE or records.is_program_writing(doc):
		return
	own = {(row.doctype, row.name) for row in before.get_all_children()}
	if any(row.name and not row.get("__islocal") and (row.doctype, row.name) not in own for row in doc.get_all_children()):
		raise RoleNotAllowed("表格中有一行不属于这份记录，没有保存。请刷新页面后重新填写。")


def refuse_other_name(doc) -> None:
	"""The database takes aq@… and AQ@… for the same record, a rule that compares names does not.

	:raises RoleNotAllowed: when a record is saved under another spelling of its name
	"""
	before = doc.get_doc_before_save()
	if before and str(before.name) != str(doc.name):
		raise RoleNotAllowed("提交的记录名称与系统中的写法不一致，没有保存。请刷新页面后重试。")
