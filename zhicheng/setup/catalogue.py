"""Seeds series, qualifications and specialities (domain appendix A); created if missing, never overwritten."""

import csv
from pathlib import Path

import frappe

DATA = Path(__file__).with_name("data")


def ensure_catalogue() -> None:
	"""The 27 national series with their ladders; by_exam_levels lists levels obtained by national examination."""
	for row in _rows("title_series.csv"):
		if not frappe.db.exists("Title Series", row["series_name"]):
			row["by_exam_levels"] = row["by_exam_levels"].replace(";", "\n")
			frappe.get_doc({"doctype": "Title Series", "enabled": 1, **row}).insert(ignore_permissions=True)
	_fill("Title Qualification", "title_qualifications.csv", ("series", "qualification_name"))
	_fill("Title Speciality", "title_specialities.csv", ("series", "speciality_name"))


def _fill(doctype: str, file: str, key: tuple[str, str]) -> None:
	known = {tuple(row) for row in frappe.get_all(doctype, fields=list(key), as_list=True)}
	for row in _rows(file):
		if tuple(row[field] for field in key) not in known:
			frappe.get_doc({"doctype": doctype, "enabled": 1, **row}).insert(ignore_permissions=True)


def _rows(file: str) -> list[dict]:
	with (DATA / file).open(encoding="utf-8", newline="") as stream:
		return list(csv.DictReader(stream))
