"""转办 inside the unit: one colleague of the same role is put in charge of the open row.

Any holder of the role may hand it on, also back to himself, so that no row is stuck with somebody who is away.
"""

import frappe
from frappe import _

from zhicheng.constants import Action
from zhicheng.domain import act_log
from zhicheng.domain.approval import acting, answers, inputs
from zhicheng.domain.notify import events
from zhicheng.domain.people import members
from zhicheng.domain.queries import applications
from zhicheng.domain.queries import members as people
from zhicheng.exceptions import ActionNotAllowed


def colleagues(application: str) -> list[dict]:
	"""Who can be put in charge: {user, name}, the session's user too when somebody else is in charge now."""
	case, task = applications.case(application), applications.open_task(application)
	acting.require_unit_clerk(user=frappe.session.user, case=case, task=task)
	holders = people.holders(task.unit, task.role)
	in_charge = acting.colleague_in_charge(case, task) or (frappe.session.user if not task.handed_to else "")
	return [
		{"user": row.user, "name": row.member_name}
		for row in holders
		if row.user not in (case.applicant, in_charge)
	]


def hand_over(application: str, *, step: int, to: str, note: str = "") -> dict:
	"""Put a colleague in charge; the state does not change, the drafts stay.

	:raises: StaleForm, NotYourStage, OwnCase, ActionNotAllowed
	"""
	case = applications.locked(application)
	answers.require_current(case, step)
	task = applications.open_task(application, for_update=True) if case else None
	acting.require_unit_clerk(user=frappe.session.user, case=case, task=task)
	colleague = next((row for row in people.holders(task.unit, task.role) if row.user == to), None)
	if not colleague or to == case.applicant:
		message = _("只能转给“{0}”具备“{1}”角色的经办人员，且不能是申报人本人。")
		raise ActionNotAllowed(message.format(task.unit_name, task.role))
	note = inputs.text(note, _("转办说明"), ActionNotAllowed, limit=200) or ""
	own = members.member_of(frappe.session.user)
	values = {"handed_to": to, "handed_to_name": colleague.member_name, "handed_by_name": own.member_name}
	frappe.db.set_value("Approval Task", task.name, values)
	detail = _("转给{0}").format(colleague.member_name) + (f"：{note}" if note else "")
	act_log.record(Action.HAND_OVER, application=application, stage=task.stage, unit=task.unit, detail=detail)
	events.note(events.HANDED, task=task.name)
	return {"sentence": _("已转给{0}办理，申报在其待办业务中。").format(colleague.member_name)}
