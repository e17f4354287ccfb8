"""Two real connections act on the same case at the same moment; cases are copies of one that was really walked."""

import threading
from collections.abc import Callable

import frappe

COPIED = ("Approval Task", "Stage Opinion", "Pending Queue")


def copy_cases(template: str, count: int, *, prefix: str = "race") -> list[str]:
	"""Copies of a case with its path, opinions and queue, under new names; committed by the caller."""
	names = [f"{prefix}{number:06d}" for number in range(count)]
	_copy("Title Application", {"name": template}, [_case_values(name) for name in names])
	for doctype in COPIED:
		for row in frappe.get_all(doctype, filters={"application": template}, pluck="name", order_by="creation asc"):
			_copy(doctype, {"name": row}, [_row_values(doctype, row, name) for name in names])
	return names


def _case_values(name: str) -> dict:
	return {"name": name, "application_no": None, "place_key": name}


def _row_values(doctype: str, row: str, application: str) -> dict:
	values = {"name": f"{application}-{row}", "application": application}
	if doctype == "Approval Task":
		is_open = frappe.db.get_value(doctype, row, "open_key")
		values.update({"open_key": application if is_open else None, "token": None, "came_from": None})
	else:
		task = frappe.db.get_value(doctype, row, "task")
		values["task"] = f"{application}-{task}"
	return values


def _copy(doctype: str, filters: dict, changes: list[dict]) -> None:
	row = frappe.db.get_value(doctype, filters, "*", as_dict=True)
	fields = list(row)
	values = [tuple({**row, **change}[field] for field in fields) for change in changes]
	frappe.db.bulk_insert(doctype, fields=fields, values=values)


def remove_cases(names: list[str]) -> None:
	"""Take the copies away again."""
	for doctype in (*COPIED, "Act Log", "Application Ban"):
		frappe.db.delete(doctype, {"application": ["in", names]})
	frappe.db.delete("Title Application", {"name": ["in", names]})


def run_pairs(names: list[str], first: Callable, second: Callable, users: tuple[str, str]) -> list[tuple]:
	"""Run first(name) and second(name) at the same moment, each on its own connection.

	:return: per case the two outcomes: an answer, or the exception that was raised
	"""
	site = frappe.local.site
	outcomes = [[None, None] for _ in names]
	barrier = threading.Barrier(2, timeout=60)

	def worker(side: int, act: Callable, user: str) -> None:
		frappe.init(site=site)
		frappe.connect()
		try:
			for index, name in enumerate(names):
				frappe.set_user(user)
				barrier.wait()
				try:
					outcomes[index][side] = act(name)
					frappe.db.commit()
				except Exception as error:
					frappe.db.rollback()
					outcomes[index][side] = error
		finally:
			frappe.destroy()

	threads = [
		threading.Thread(target=worker, args=(side, act, user))
		for side, (act, user) in enumerate(zip((first, second), users))
	]
	for thread in threads:
		thread.start()
	for thread in threads:
		thread.join()
	return [tuple(pair) for pair in outcomes]
