"""An applicant's own cases: all of a level, those that wait for him, those under way or ended."""

import frappe

from zhicheng.constants import APPLICANT_STAGE, State, TaskStatus
from zhicheng.domain.dossier.section_fields import DOSSIER
from zhicheng.domain.queries import titles

FIELDS = (
	"name", "application_no", "declare_year", "level", "sub_level", "series", "speciality", "qualification_name",
	"notice", "workflow_state", "current_unit_name", "submitted_on", "first_submitted_on", "step", "modified",
)  # fmt: skip
# what the pages of one case show of it
OF_OWN = ("name", "application_no", "declare_year", "level", "workflow_state", "first_submitted_on", "step")
# of the dossier: its name, what every write of it changes, and what stands over its sections
BAG = ("name", "revision", "modified", "section_revisions", "copied_marks", "copied_from", "notice", "declare_year")


def cases(user: str, **filters) -> list[frappe._dict]:
	"""The user's own cases, newest first, each with its notice's title and the dossier's own choices."""
	rows = frappe.get_all(
		"Title Application",
		filters={"applicant": user, **filters},
		fields=list(FIELDS),
		order_by="declare_year desc, creation desc",
	)
	for row in rows:
		row.notice_title = titles.column("Evaluation Notice", row.notice, "title")
	return rows


def own(user: str, name: str) -> frappe._dict | None:
	"""One of the user's own cases with what its pages show, its notice's title and `assessment_years`, the applicant's
	birth date as his ID number says, and `bag`: what tells of the dossier without reading it."""
	case, member = frappe.qb.DocType("Title Application"), frappe.qb.DocType("Unit Member")
	bag, notice = frappe.qb.DocType(DOSSIER), frappe.qb.DocType("Evaluation Notice")
	query = frappe.qb.from_(case).left_join(member).on(member.name == case.member)
	query = query.left_join(bag).on(bag.application == case.name).left_join(notice).on(notice.name == case.notice)
	query = query.select(*[case[column] for column in OF_OWN], member.birth_date)
	query = query.select(notice.title.as_("notice_title"), notice.assessment_years)
	query = query.select(*[bag[column].as_(f"bag_{column}") for column in BAG])
	row = next(iter(query.where((case.name == name) & (case.applicant == user)).run(as_dict=True)), None)
	if row:
		row.bag = frappe._dict({column: row.pop(f"bag_{column}") for column in BAG})
	return row


def waiting(user: str) -> list[frappe._dict]:
	"""待办业务: the open rows of the path that stand with the applicant."""
	tasks = frappe.get_all(
		"Approval Task",
		filters={"applicant": user, "stage": APPLICANT_STAGE, "status": TaskStatus.OPEN.value},
		fields=["name", "application", "opened_on"],
		order_by="opened_on desc",
	)
	own = {row.name: row for row in cases(user, name=["in", [task.application for task in tasks] or [""]])}
	return [frappe._dict(own[task.application], opened_on=task.opened_on) for task in tasks if task.application in own]


def handled(user: str) -> list[frappe._dict]:
	"""已办业务: what was submitted at least once and does not wait for the applicant."""
	at_home = [State.DRAFT.value, State.RETURNED.value]
	return cases(user, first_submitted_on=["is", "set"], workflow_state=["not in", at_home])
