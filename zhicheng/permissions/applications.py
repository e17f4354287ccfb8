"""Who sees which application: one condition for list, form, file, print, export and count (design 5, domain 5.7).

- the applicant sees his own;
- every clerk sees those whose path came to his unit in a role he holds;
- a clerk who is more than a committee office's sees the submitted ones of his own unit, with a department's or a
  bureau's role those of his unit's subtree;
- nobody else sees any. Drafts never submitted are their applicant's alone.
"""

from dataclasses import dataclass

import frappe
from frappe import _

from zhicheng.constants import APPLICANT_STAGE, CLERK_ROLES, OFFICE_ROLES, SUBTREE_ROLES, TaskStatus
from zhicheng.domain.approval import substitutes
from zhicheng.domain.people import members
from zhicheng.domain.queries import units

APPLICATION = "`tabTitle Application`"
TASK = "`tabApproval Task`"
NOTHING = "(1 = 0)"
READS = ("read", "print", "export", "report", "select", "email")


def application_condition(user: str | None = None, doctype: str | None = None) -> str:
	"""The list condition on Title Application, parenthesised; empty for who sees all."""
	branches = application_branches(user or frappe.session.user)
	if branches is None:
		return ""
	return f"({' or '.join(branch.condition for branch in branches)})"


@dataclass(frozen=True)
class Branch:
	"""One of the reasons for which a user sees a case; a register asks each by itself, with an index of its own."""

	reason: str
	condition: str
	unit: str = ""
	roles: tuple[str, ...] = ()


def application_branches(user: str) -> list[Branch] | None:
	"""The parts of `application_condition`, which joins them by “or”; None for who sees all."""
	if _sees_all(user):
		return None
	own = Branch("own", f"{APPLICATION}.`applicant` = {frappe.db.escape(user)}")
	member = members.member_of(user)
	roles = _clerk_roles(member)
	if not roles:
		return [own]
	held = (member.unit, tuple(roles))
	return [own, Branch("scope", _in_scope(member, roles), *held), Branch("path", _on_path(member, roles), *held)]


def sees_every_submitted(user: str) -> bool:
	"""Whether the branch “scope” holds for every case ever submitted: nobody has to be asked one by one."""
	if _sees_all(user):
		return True
	member = members.member_of(user)
	return any(role in SUBTREE_ROLES for role in _clerk_roles(member)) and units.is_whole_tree(member.unit)


def _in_scope(member: dict, roles: list[str]) -> str:
	"""Own unit, with a department's or a bureau's role its subtree; an office sees what is sent to it and no more."""
	if all(role in OFFICE_ROLES for role in roles):
		return NOTHING
	submitted = f"{APPLICATION}.`first_submitted_on` is not null"
	if not any(role in SUBTREE_ROLES for role in roles):
		return f"({submitted} and {APPLICATION}.`unit` = {frappe.db.escape(member.unit)})"
	lft, rgt = units.range_of(member.unit)
	below = f"select `name` from `tabUnit` where `lft` >= {lft:d} and `rgt` <= {rgt:d}"
	return f"({submitted} and {APPLICATION}.`unit` in ({below}))"


def _on_path(member: dict, roles: list[str]) -> str:
	"""An exists over the path, so that a committee office sees what was sent to it, and no more."""
	held = ", ".join(frappe.db.escape(role) for role in roles)
	return (
		f"exists (select 1 from {TASK} `passage` where `passage`.`application` = {APPLICATION}.`name`"
		f" and `passage`.`unit` = {frappe.db.escape(member.unit)} and `passage`.`role` in ({held}))"
	)


def can_read_application(*, user: str, application: str) -> bool:
	"""The list's own condition asked for one case, so that list and form cannot disagree."""
	if _sees_all(user):
		return bool(frappe.db.exists("Title Application", application))
	return bool(_asked("Title Application", application, application_condition(user)))


def require_read_application(*, user: str, application: str) -> None:
	"""Refuse who may not see the case, without telling whether it exists.

	:raises frappe.PermissionError: otherwise
	"""
	if not can_read_application(user=user, application=application):
		raise frappe.PermissionError(_("您没有查看这份申报的权限，或它已不存在。"))


def require_read(application: str) -> None:
	"""As require_read_application, for the session's user: the first line of every endpoint about one case."""
	require_read_application(user=frappe.session.user, application=application)


def task_condition(user: str | None = None, doctype: str | None = None) -> str:
	"""Rows of the path that are a person's work: his unit's in a role he holds, or decided by him."""
	reasons = task_reasons(user or frappe.session.user)
	if reasons is None:
		return ""
	return f"({' or '.join(map(_all_of, reasons))})"


def task_reasons(user: str) -> list[dict[str, str]] | None:
	"""The parts of `task_condition`, each as the columns it fixes, so that a long list can ask them one by one along an
	index; None for who sees all. What is decided is done, and the applicant's own rows stand at his stage.
	"""
	if _sees_all(user):
		return None
	decided = {"decided_by": user, "status": TaskStatus.DONE.value}
	own = {"applicant": user, "stage": APPLICANT_STAGE}
	member = members.member_of(user)
	return [decided, own, *({"unit": member.unit, "role": role} for role in _clerk_roles(member))]


def _all_of(columns: dict[str, str]) -> str:
	return f"({' and '.join(f'{TASK}.`{column}` = {frappe.db.escape(value)}' for column, value in columns.items())})"


def application_permission(doc, ptype=None, user=None, **kwargs) -> bool:
	"""has_permission hook: reading by the condition; writing, creating and deleting by nobody."""
	if ptype not in READS or not doc.get("name"):
		return False
	return can_read_application(user=user or frappe.session.user, application=doc.name)


def task_permission(doc, ptype=None, user=None, **kwargs) -> bool:
	"""has_permission hook of a path row: as its list."""
	user = user or frappe.session.user
	if ptype not in READS or not doc.get("name"):
		return False
	return _sees_all(user) or bool(_asked("Approval Task", doc.name, task_condition(user)))


def _asked(doctype: str, name: str, condition: str) -> bool:
	from frappe.query_builder import DocType
	from pypika.terms import PseudoColumn

	table = DocType(doctype)
	return frappe.qb.from_(table).select(table.name).where(table.name == name).where(PseudoColumn(condition)).run()


def _sees_all(user: str) -> bool:
	return user == "Administrator" or "System Manager" in frappe.get_roles(user)


def _clerk_roles(member: dict | None) -> list[str]:
	"""The clerk's roles that count now, also those he stands in for; none for a disabled person or the applicant's role."""
	if not member or member.status != "启用":
		return []
	own = [str(role) for role in member.roles if role in CLERK_ROLES]
	return own + sorted(substitutes.roles_for(member.user) - set(own))

