"""Checking a whole table without writing, and writing it chunk by chunk so that a killed run goes on where it stopped."""

from collections.abc import Callable
from dataclasses import dataclass

import frappe

from zhicheng.domain.imports import bulk, columns, imports
from zhicheng.domain.imports.people_check import PeopleCheck
from zhicheng.domain.imports.reading import Row, Table
from zhicheng.domain.imports.units_check import UnitsCheck
from zhicheng.domain.queries.held import held
from zhicheng.exceptions import ImportRefused

CHUNK = 250
COLUMNS = ("name", "creation", "modified", "owner", "modified_by", "docstatus", "data_import", "sheet_row", "outcome", "record", "fieldname", "message")
WRITERS = {columns.UNITS: (UnitsCheck, bulk.write_units), columns.PEOPLE: (PeopleCheck, bulk.write_members)}
Tell = Callable[[int, int, str], None]


@dataclass
class Outcome:
	"""What became of one row of the run."""

	row: Row
	result: str
	record: str = ""
	field: str = ""
	message: str = ""


def check(table: Table, user: str, tell: Tell) -> dict[int, str]:
	"""Judge every row as if it were typed into the form; faults are noted at the rows, nothing is written.

	:return: row number → the record that stands for it already
	"""
	judge = WRITERS[table.kind][0](table, user)
	with held():
		for start in range(0, len(judge.rows), CHUNK):
			tell(start, len(judge.rows), "检查")
			chunk = judge.rows[start : start + CHUNK]
			judge.prepare(chunk)
			for row in chunk:
				judge.take(row)
	return judge.existing


def run(name: str, table: Table, user: str, runner: str, tell: Tell, size: int = CHUNK) -> None:
	"""Write what is not written yet; `tell` commits each chunk together with its outcomes.

	:raises ImportRefused: when another worker has taken the import over
	"""
	judge_of, write = WRITERS[table.kind]
	judge = judge_of(table, user)
	known = imports.outcomes(name)
	left = [row for row in judge.rows if row.number not in known]
	total, done = len(judge.rows), len(judge.rows) - len(left)
	for start in range(0, len(left), size):
		chunk = left[start : start + size]
		if imports.get(name, lock=True).runner != runner:
			raise ImportRefused("这次导入已由另一个进程继续，本次停止。")
		with held():
			found = _write_chunk(judge, chunk, write)
		_keep(name, found)
		done += len(chunk)
		_count(name, done)
		tell(done, total, "写入")


def _write_chunk(judge, chunk: list[Row], write: Callable[[list], None]) -> list[Outcome]:
	"""All rows of the chunk that the rules let pass, in one go; the others are told."""
	judge.prepare(chunk)
	docs, found = [], []
	for row in chunk:
		doc = judge.take(row)
		if doc:
			docs.append(doc)
			found.append(Outcome(row, imports.ADDED, doc.name))
		elif row.number in judge.existing:
			found.append(Outcome(row, imports.EXISTING, judge.existing[row.number]))
		else:
			fieldname, message = row.faults[0]
			found.append(Outcome(row, imports.FAILED, "", fieldname, message))
	write(docs)
	judge.written(docs)
	return found


def _keep(name: str, found: list[Outcome]) -> None:
	now, user = frappe.utils.now_datetime(), frappe.session.user
	rows = [
		(frappe.generate_hash(length=10), now, now, user, user, 0, name, one.row.number, one.result, one.record, one.field, one.message)
		for one in found
	]
	frappe.db.bulk_insert(imports.ROW, fields=list(COLUMNS), values=rows)


def _count(name: str, done: int) -> None:
	counts = {result: frappe.db.count(imports.ROW, {"data_import": name, "outcome": result}) for result in (
		imports.ADDED, imports.EXISTING, imports.FAILED,
	)}  # fmt: skip
	added, existing, faulty = counts.values()
	imports.write(name, done=done, added=added, existing=existing, faulty=faulty)
