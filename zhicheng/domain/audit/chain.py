"""The hash chain over the Act Log: acts write plain rows, a job seals them in order, a script of its own checks an export.

Row n carries sha256(hash of row n-1, newline, row n as canonical JSON). Who changes, removes or inserts a sealed row breaks the
chain from there on. Sealing later keeps the acts fast: none waits for the chain's last row.
"""

import hashlib
import json
from collections.abc import Iterator

import frappe
from frappe.query_builder import DocType, Order

from zhicheng import transactions

LOG = "Act Log"
START = "0" * 64
SEALED = ("name", "creation", "act", "outcome", "application", "stage", "unit", "user", "address", "detail")
CHUNK = 1_000


def seal() -> int:
	"""Seal what is not sealed yet, in chunks; tells how many rows. Run by the scheduler, alone."""
	number, sealed = head(for_update=True), 0
	while rows := _unsealed():
		for row in rows:
			number = (number[0] + 1, link(number[1], row))
			frappe.db.set_value(LOG, row["name"], {"chain_no": number[0], "chain_hash": number[1]}, update_modified=False)
		sealed += len(rows)
		transactions.keep_chunk()
	return sealed


def head(*, for_update: bool = False) -> tuple[int, str]:
	"""Number and hash of the last sealed row; (0, START) of an empty chain. The lock keeps a second sealer waiting."""
	log = DocType(LOG)
	query = frappe.qb.from_(log).select(log.chain_no, log.chain_hash).where(log.chain_no > 0)
	query = query.orderby(log.chain_no, order=Order.desc).limit(1)
	found = (query.for_update() if for_update else query).run()
	return (found[0][0], found[0][1]) if found else (0, START)


def link(previous: str, row: dict) -> str:
	"""The hash of a row after the row with the hash `previous`."""
	return hashlib.sha256(f"{previous}\n{canonical(row)}".encode()).hexdigest()


def canonical(row: dict) -> str:
	"""One way to write a row: sorted keys, no blanks, empty values as empty strings."""
	values = {key: str(row.get(key) or "") for key in SEALED}
	return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def export(first: int, last: int) -> Iterator[str]:
	"""The sealed rows from number to number as lines of JSON: no, hash, previous, row."""
	log = DocType(LOG)
	fields = [log[key] for key in (*SEALED, "chain_no", "chain_hash")]
	query = frappe.qb.from_(log).select(*fields).where((log.chain_no >= first) & (log.chain_no <= last))
	before = frappe.db.get_value(LOG, {"chain_no": first - 1}, "chain_hash") if first > 1 else START
	for row in query.orderby(log.chain_no).run(as_dict=True):
		line = {"no": row.chain_no, "previous": before, "hash": row.chain_hash, "row": json.loads(canonical(row))}
		before = row.chain_hash
		yield json.dumps(line, ensure_ascii=False) + "\n"


def _unsealed() -> list[dict]:
	filters = {"chain_no": 0}
	return frappe.get_all(LOG, filters=filters, fields=list(SEALED), order_by="creation asc, name asc", limit=CHUNK)
