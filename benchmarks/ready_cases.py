"""Copies of one case that was really walked to its first stage, with its opinions written, ready to be approved; taken away at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import frappe

PREFIX, APPLICANT, CLERK = "bench", "测试甲", "卫生院经办"


@dataclass(frozen=True)
class Ready:
	names: list[str]
	step: int
	# the case they were copied from, alone with a dossier of its own
	template: str


@contextmanager
def copies(number: int) -> Iterator[Ready]:
	"""Committed, so that other processes see them."""
	frappe.flags.in_test = True  # only the builders of the tests need it
	from zhicheng.setup.demo import cases
	from zhicheng.tests import factories
	from zhicheng.tests.approval import race

	_take_away(race, factories)
	template = factories.create_application(person=APPLICANT)
	cases.write_opinions(template)
	frappe.set_user("Administrator")
	step = frappe.db.get_value("Title Application", template, "step")
	ready = Ready(race.copy_cases(template, number, prefix=PREFIX), step, template)
	frappe.db.commit()
	try:
		yield ready
	finally:
		_take_away(race, factories)


def _take_away(race, factories) -> None:
	"""The copies and what they were copied from, also of a run that was stopped."""
	frappe.db.rollback()
	frappe.set_user("Administrator")
	names = frappe.get_all("Title Application", filters={"name": ["like", f"{PREFIX}0%"]}, pluck="name")
	templates = {"applicant": factories.user(APPLICANT), "declare_year": factories.YEAR}
	names += frappe.get_all("Title Application", filters=templates, pluck="name")
	if names:
		race.remove_cases(names)
		for doctype in ("Dossier Snapshot", "Register Entry", "Application Dossier", "Dossier Attachment"):
			frappe.db.delete(doctype, {"application": ["in", names]})
	frappe.db.commit()
