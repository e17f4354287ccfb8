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
