"""A draft follows its person: name, sex, birth date and unit stand everywhere as the person's record says, until the
first submission freezes them (design 6)."""

import frappe

from zhicheng.constants import State
from zhicheng.domain.approval import places
from zhicheng.domain.dossier import dossier

WATCHED = ("member_name", "id_number", "gender", "birth_date", "unit")


def on_member_update(doc, method: str | None = None) -> None:
	"""on_update of Unit Member: bring the never-submitted drafts in line."""
	before = doc.get_doc_before_save()
	if not before or all(str(before.get(key) or "") == str(doc.get(key) or "") for key in WATCHED):
		return
	drafts = {"member": doc.name, "workflow_state": State.DRAFT.value, "first_submitted_on": ["is", "not set"]}
	for name in frappe.get_all("Title Application", filters=drafts, pluck="name"):
		columns = {**places.unit_columns(doc.unit), **places.person_columns(doc.name)}
		frappe.db.set_value("Title Application", name, columns, update_modified=False)
		dossier.renew_person(name, unit=doc.unit)
