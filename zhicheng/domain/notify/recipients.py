"""Who is told of an open row: who can act on it now, and what he wants to be told."""

import frappe
from frappe.utils import nowdate

from zhicheng.domain.approval import acting
from zhicheng.domain.queries import members as queries

MEMBER_FIELDS = (
	"name", "user", "member_name", "unit", "status", "email", "email_confirmed", "no_digest_mail", "no_urgent_mail",
)  # fmt: skip


def of_task(case: dict, task: dict) -> list[str]:
	"""The colleague in charge (转办), else every holder of the role; who stands in for one of them too; never the applicant."""
	charged = acting.colleague_in_charge(case, task)
	users = [charged] if charged else [row.user for row in queries.holders(task.unit, task.role)]
	users += _substitutes(task.unit, users)
	return [user for user in dict.fromkeys(users) if user != case.applicant]


def member(user: str) -> frappe._dict | None:
	"""The person behind an account, with his address and choices; None for a disabled one."""
	return frappe.db.get_value("Unit Member", {"user": user, "status": "启用"}, MEMBER_FIELDS, as_dict=True)


def _substitutes(unit: str, absent: list[str]) -> list[str]:
	today = nowdate()
	filters = {"unit": unit, "absent_user": ["in", absent or [""]], "from_date": ["<=", today], "to_date": [">=", today]}
	return frappe.get_all("Clerk Substitute", filters={**filters, "ended_on": ["is", "not set"]}, pluck="substitute_user")
