"""Many new records in few statements. Their rules have been asked by the caller; Frappe's per-record machinery is not run.

What an ordinary insert would leave behind (the account, the log of base data, the wish to check the routes) is left
behind here too; a test compares a record written this way with one that came through the form.
"""

from collections.abc import Iterable

import frappe
from pypika import Case

from zhicheng.domain import act_log, settings
from zhicheng.domain.accounts import accounts
from zhicheng.domain.people import member_form, members
from zhicheng.domain.queries import units as queries
from zhicheng.domain.route_check import check as route_check

LARGEST = 1000


def write_units(docs: list) -> None:
	"""Into the tree, parents first; the tree is whole again when this returns.

	The root's row is locked, as every move in the tree locks it, so that no other change comes between.
	"""
	if not docs:
		return
	_place(docs)
	_insert(docs)
	_leave_trace(docs)


def write_members(docs: list) -> None:
	"""People with their accounts; a first password is made where the site has one fixed word for all."""
	types = {}
	account_rows = []
	for doc in docs:
		roles = tuple(member_form.role_names(doc))
		if roles not in types:
			types[roles] = accounts.user_type(list(roles))
		rows = accounts.new_rows(doc.member_name, list(roles), types[roles], enabled=member_form.is_enabled(doc))
		doc.user = rows[0].name
		account_rows += rows
	_insert(account_rows)
	_insert(docs)
	accounts.forget_lists()
	_leave_trace(docs)
	if settings.first_password_fixed():
		for doc in docs:
			member_form.give_fixed_password(doc)


def _leave_trace(docs: list) -> None:
	_insert([act_log.entry(f"新增{frappe._(doc.doctype)}", detail=doc.get(doc.meta.title_field)) for doc in docs])
	members.forget()
	if docs:
		route_check.want()


def _place(docs: list) -> None:
	"""Give the new units their numbers and move those to the right of them, once for all of them."""
	frappe.db.get_value("Unit", queries.root_unit(), "name", for_update=True)
	children: dict[str, list] = {}
	for doc in docs:
		children.setdefault(doc.parent_unit, []).append(doc)
	new = {doc.name for doc in docs}
	hosts = [parent for parent in children if parent not in new]
	table = frappe.qb.DocType("Unit")
	rows = frappe.qb.from_(table).select(table.name, table.rgt).where(table.name.isin(hosts)).for_update().run()
	gaps, moved = [], 0
	for host, rgt in sorted(rows, key=lambda row: row[1]):
		last = _number(host, children, rgt + moved)
		moved = last - rgt
		gaps.append((rgt, moved))
	for column in (table.lft, table.rgt):
		shift = Case()
		for rgt, moved in reversed(gaps):
			shift = shift.when(column >= rgt, column + moved)
		frappe.qb.update(table).set(column, shift.else_(column)).where(column >= gaps[0][0]).run()
	for doc in docs:
		doc.old_parent = doc.parent_unit


def _number(parent: str, children: dict[str, list], start: int) -> int:
	"""Number what hangs below, from `start`; gives the next free number. Depth is that of the offices, a handful."""
	for doc in children.get(parent, ()):
		doc.lft = start
		doc.rgt = _number(doc.name, children, start + 1)
		start = doc.rgt + 1
	return start


def _insert(docs: Iterable) -> None:
	"""Rows and their child rows, by DocType."""
	tables: dict[str, list[dict]] = {}
	for doc in docs:
		_stamp(doc)
		tables.setdefault(doc.doctype, []).append(doc.get_valid_dict(convert_dates_to_str=True))
		for child in doc.get_all_children():
			child.update({"parent": doc.name, "parenttype": doc.doctype})
			child.owner = child.modified_by = doc.owner
			child.creation = child.modified = doc.creation
			_stamp(child)
			tables.setdefault(child.doctype, []).append(child.get_valid_dict(convert_dates_to_str=True))
	for doctype, rows in tables.items():
		fields = list(rows[0])
		values = [[row.get(name) for name in fields] for row in rows]
		frappe.db.bulk_insert(doctype, fields=fields, values=values, chunk_size=LARGEST)


def _stamp(doc) -> None:
	if not doc.name:
		doc.name = frappe.generate_hash(length=10)
	if not doc.creation:
		doc.set_user_and_timestamp()
	doc.docstatus = 0
