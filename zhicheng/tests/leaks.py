"""Where ID numbers and telephones of the demo people must not be found: Frappe's own logs, and any file of a log."""

import re
from pathlib import Path

import frappe

from zhicheng.setup.demo import world

# a unit's contact stands on pages for everybody to see: 130000001xx; a person's is 130000000xx
MOBILE = re.compile(r"(?<!\d)130000000\d\d(?!\d)")
TABLES = (
	"Error Log", "Activity Log", "Access Log", "Version", "Deleted Document", "Comment", "Communication", "View Log",
	"Route History", "Notification Log", "Email Queue", "Scheduled Job Log", "Act Log", "Document Job", "ToDo",
)  # fmt: skip
# what a run of the tests prints: a failed one quotes its numbers
PRINTED_BY_TESTS = "-tests.log"
TEXTS = ("varchar", "text", "longtext", "mediumtext", "json", "tinytext")


def pattern() -> re.Pattern:
	numbers = "|".join(person["id_number"] for person in world.people())
	return re.compile(f"{numbers}|{MOBILE.pattern}", re.IGNORECASE)


def in_tables() -> list[str]:
	"""What stands in a text column of a log, as “table, record, column”; the number itself is not repeated."""
	sought, found = pattern(), []
	for doctype in TABLES:
		if not frappe.db.table_exists(doctype):
			continue
		columns = [row.name for row in frappe.db.get_table_columns_description(f"tab{doctype}") if row.type.startswith(TEXTS)]
		for row in frappe.get_all(doctype, fields=["name", *columns], limit_page_length=0):
			found += [f"{doctype} {row.name}: {column}" for column in columns if sought.search(str(row.get(column) or ""))]
	return found


def in_files(folders: list[Path]) -> list[str]:
	"""What stands in a file of a log, as “file: line”."""
	sought, found = pattern(), []
	for folder in folders:
		for file in sorted(each for each in folder.rglob("*") if each.is_file() and not each.name.endswith(PRINTED_BY_TESTS)):
			text = file.read_text(encoding="utf-8", errors="replace")
			found += [f"{file}:{text.count(chr(10), 0, one.start()) + 1}" for one in sought.finditer(text)]
	return found


def everywhere() -> list[str]:
	"""Tables, the site's log files and the bench's, as they stand; called where the browser tests have just run."""
	logs = [Path(frappe.get_site_path("logs")), Path(frappe.get_site_path()).resolve().parents[1] / "logs"]
	return in_tables() + in_files([folder for folder in logs if folder.is_dir()])
