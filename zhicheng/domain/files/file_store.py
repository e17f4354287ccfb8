"""Files of the trade on disk: private, under a random name, never shared between records, never served natively.

Frappe lets two records with the same bytes share one file and gives the uploader every right for ever
(owner of the File row). Both are wrong here: the row belongs to Administrator and has no content hash.
"""

import os

import frappe
from frappe.utils import now

from zhicheng.domain.files.file_check import Checked


def store(checked: Checked, *, doctype: str, name: str, fieldname: str = "") -> str:
	"""Write the bytes and the File row; gives its name. A roll-back takes the bytes away again."""
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{frappe.generate_hash(length=32)}.{checked.extension}",
			"is_private": 1,
			"attached_to_doctype": doctype,
			"attached_to_name": name,
			"attached_to_field": fieldname or None,
			"folder": "Home/Attachments",
		}
	)
	file.content = checked.content  # without it Frappe takes the row for a remote file and writes nothing
	file.save_file(content=checked.content, ignore_existing_file_check=True, overwrite=True)
	frappe.db.after_rollback.add(file.delete_file_data_content)
	file.content_hash = None
	file.name = frappe.generate_hash(length=20)
	file.owner = file.modified_by = "Administrator"
	file.creation = file.modified = now()
	file.db_insert()
	return file.name


def read(file: str) -> bytes:
	"""The bytes of a File row."""
	path = disk_path(file)
	with open(path, "rb") as stream:
		return stream.read()


def disk_path(file: str) -> str:
	"""Where the bytes lie; the name in the row is ours, yet only its last part is trusted."""
	url = frappe.db.get_value("File", file, "file_url") or ""
	return frappe.get_site_path("private", "files", os.path.basename(url))


def remove(file: str) -> None:
	"""Take the row away now and the bytes after the commit."""
	if not file or not frappe.db.exists("File", file):
		return
	doc = frappe.get_doc("File", file)
	frappe.db.delete("File", {"name": file})
	frappe.db.after_commit.add(doc.delete_file_data_content)
