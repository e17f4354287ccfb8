"""What stands in the tables, so that a test can say that a call changed nothing."""

import hashlib

import frappe
from frappe.query_builder.functions import Count, Sum
from pypika.terms import Function

from zhicheng.tests.permissions.scene import our_doctypes

# what Frappe hangs on records: counted by the record it belongs to
HANGING = {
	"File": "attached_to_doctype", "Comment": "reference_doctype", "Communication": "reference_doctype",
	"ToDo": "reference_type", "DocShare": "share_doctype", "Tag Link": "document_type", "Version": "ref_doctype",
	"Workflow Action": "reference_doctype", "Document Follow": "ref_doctype", "Email Queue": "reference_doctype",
	"Deleted Document": "deleted_doctype",
}  # fmt: skip
WHOLE = ("User", "Role", "Workflow", "Workflow Transition", "Custom DocPerm", "DocPerm", "Property Setter")
# what every log-in and page view writes, and what anybody may set for himself
MOVING = {
	"User": ("last_active", "last_login", "last_ip", "modified", "login_before", "login_after", "reset_password_key",
	"last_known_versions", "desk_theme"),
	"Has Role": ("modified",),
	# what he has seen of his own messages, and which mail he wants
	"Unit Member": ("messages_seen_on", "no_digest_mail", "no_urgent_mail"),
}
# every log-in and every refused act leaves a row there on purpose
ALWAYS_GROWS = ("Act Log", "Login Session")

NOTES = ("Comment", "Communication", "ToDo", "Tag Link", "_assign", "_comments", "_liked_by", "_user_tags", "_seen")


def digest(*, notes: bool = True) -> dict[str, str]:
	"""DocType → count and hash of its rows, as they stand committed.

	:param notes: also comments, to-dos, tags and likes, which a reader may leave and a stranger may not
	"""
	frappe.db.rollback()
	left_out = () if notes else NOTES
	answer = {doctype: _hash(doctype, {}, left_out) for doctype in (*our_doctypes(), *WHOLE) if doctype not in ALWAYS_GROWS}
	for doctype, column in HANGING.items():
		if frappe.db.table_exists(doctype) and doctype not in left_out:
			answer[doctype] = _hash(doctype, {column: ["in", [*our_doctypes(), "User"]]})
	answer["Has Role"] = _hash("Has Role", {"parenttype": ["in", ["User"]]})
	answer["Zhicheng Settings"] = _sum(frappe.db.get_singles_dict("Zhicheng Settings").items())
	return answer


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
	return [doctype for doctype in before if before[doctype] != after.get(doctype)]


def _hash(doctype: str, filters: dict, left_out: tuple[str, ...] = ()) -> str:
	"""Count and sum of check sums, worked out by the database."""
	table = frappe.qb.DocType(doctype)
	moving = (*MOVING.get(doctype, ()), *left_out)
	columns = [column for column in frappe.db.get_table_columns(doctype) if column not in moving]
	row = Function("concat_ws", "|", *[table[column] for column in columns])
	query = frappe.qb.from_(table).select(Count("*"), Sum(Function("crc32", row)))
	for column, (_in, values) in filters.items():
		query = query.where(table[column].isin(values))
	return "{}:{}".format(*query.run()[0])


def _sum(rows) -> str:
	return hashlib.sha256(repr(list(rows)).encode()).hexdigest()
