"""The only place outside setup and tests that writes without asking Frappe's DocPerms (design 5).

Whoever calls these has asked `permissions`, or writes a record that no person may write by hand.
"""

import frappe
from frappe.model.document import Document


def insert(doc: Document) -> Document:
	return doc.insert(ignore_permissions=True)


def save(doc: Document) -> Document:
	return doc.save(ignore_permissions=True)


def delete(doctype: str, name: str) -> None:
	frappe.delete_doc(doctype, name, ignore_permissions=True)


def is_program_writing(doc: Document) -> bool:
	"""Whether a document is on its way through here, or through a setup, and not from a person's hand."""
	return bool(doc.flags.ignore_permissions or frappe.flags.in_install or frappe.flags.in_migrate)
