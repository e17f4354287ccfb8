"""The uploaded workbook: private, under a random name, and only as long as it is needed."""

import os
from pathlib import Path

import frappe

FOLDER = "zhicheng-imports"


def keep(content: bytes) -> str:
	"""Write it where no address of the site leads; gives its name there."""
	name = f"{frappe.generate_hash(length=32)}.xlsx"
	descriptor = os.open(_folder() / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
	with os.fdopen(descriptor, "wb") as stream:
		stream.write(content)
	return name


def path_of(name: str) -> Path:
	return _folder() / os.path.basename(name)


def remove(name: str | None) -> None:
	if name:
		path_of(name).unlink(missing_ok=True)


def _folder() -> Path:
	path = Path(frappe.get_site_path("private", FOLDER))
	path.mkdir(mode=0o700, parents=True, exist_ok=True)
	return path
