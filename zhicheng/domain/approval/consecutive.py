"""The same clerk on two consecutive stages: one screen, two boxes, two records, confirmed by name (design 7).

Nothing is skipped: both stages pass the one door one after the other, in one transaction.
"""

import frappe
from frappe import _

from zhicheng.constants import Action, StageKind
from zhicheng.domain.approval import acting, candidates, handover, opinion, routing
from zhicheng.domain.people import members
from zhicheng.domain.queries import applications
from zhicheng.exceptions import ActionNotAllowed, ReasonMissing, Refusal

ORDINARY = (StageKind.OWN_UNIT, StageKind.REVIEW, StageKind.OFFICE)


def ahead(application: str) -> dict | None:
	"""The next stage, when this very clerk would get it by the proposed unit: {stage, stage_name, unit, unit_name, boxes}."""
	case, task, user = applications.case(application), applications.open_task(application), frappe.session.user
	if not acting.can_act(user, case, task) or task.deputy_for_name:
		return None
	if routing.stage_at(case.route, task.stage).stage_kind not in ORDINARY:
		return None
	following = routing.stage_after(case.route, task.stage)
	if not following or following.stage_kind not in ORDINARY:
		return None
	try:
		first = candidates.units_for(case, following)[0]
	except Refusal:
		return None
	if not first["proposed"] or not acting.is_holder(members.member_of(user), first["unit"], following.acting_role):
		return None
	where = {"stage": following.stage, "stage_name": following.stage_name}
	return {**where, "unit": first["unit"], "unit_name": first["unit_name"], "boxes": opinion.empty_boxes(following)}


def approve_both(application: str, *, step: int, token: str, values: dict, confirm: str, next_unit: str = "", next_reason: str = "") -> dict:
	"""同意通过 of the open stage and of the next one.

	:param values: the opinions of the next stage's boxes, see `opinion.save`
	:param confirm: the clerk's own name, typed
	:param next_unit: the unit after the second stage, where several are legal
	:raises: as `handover.act`, and ReasonMissing when the name is not the clerk's
	"""
	member = members.member_of(frappe.session.user)
	if not member or (confirm or "").strip() != member.member_name:
		raise ReasonMissing(_("请输入您自己的姓名，确认由您先后办理这两个环节。"))
	if not (token or "").strip():
		raise ActionNotAllowed(_("请刷新页面后再办理。"))
	case = applications.case(application)
	if case and case.step == step and not ahead(application):
		raise ActionNotAllowed(_("下一环节不由您办理，请逐个环节办理。"))
	first = handover.act(application, Action.APPROVE, step=step, token=f"{token}-1")
	if not first["repeated"]:
		opinion.save(application, values)
	second = handover.act(
		application, Action.APPROVE, step=first["step"], token=f"{token}-2", next_unit=next_unit, next_reason=next_reason
	)
	sentence = _("已先后办理两个环节，各有一条记录。{0}").format(second["sentence"])
	return {**second, "sentence": sentence}
