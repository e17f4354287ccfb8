"""The one door: the only writer of an application's state after its first draft (design 4.2).

Order of each act: lock the case, compare the step the caller saw, check unit, role and own case, resolve the
target, take the transition from the Workflow, write path, opinion, state and queue; all in one transaction.
"""

import json
from collections.abc import Callable

import frappe
from frappe import _
from frappe.utils import cint

from zhicheng.constants import APPLICANT_STAGE, Action, StageKind, State
from zhicheng.domain import act_log, settings
from zhicheng.domain.approval import (
	acting,
	answers,
	bans,
	committee,
	deadlines,
	opinion,
	path,
	routing,
	targets,
	transitions,
)
from zhicheng.domain.approval import corrections as correcting
from zhicheng.domain.notify import events
from zhicheng.domain.queries import applications
from zhicheng.exceptions import ActionNotAllowed, ReasonMissing, StaleForm

SETTLES = (Action.APPROVE, Action.TALLY)
CLERK_ACTIONS = (Action.APPROVE, Action.RETURN, Action.REJECT, Action.VOID, Action.TALLY)
SENDS_BACK = (Action.RETURN, Action.REJECT)
NEEDS_REASON = (Action.RETURN, Action.REJECT, Action.VOID)


def act(
	application: str,
	action: str,
	*,
	step: int,
	token: str,
	next_unit: str = "",
	reason: str = "",
	next_reason: str = "",
	tally: dict | None = None,
	final: dict | None = None,
	corrections: list[dict] | None = None,
) -> dict:
	"""A clerk's decision on the open stage, by the session's user.

	:param action: one of 同意通过, 返回修改, 拒绝, 流程作废, 录入评审结果
	:param step: Title Application.step that the caller's form shows
	:param token: any string unique to this press; a repeat with it returns the first answer
	:param next_unit: the chosen unit where several are legal; empty takes the proposed one
	:param reason: for 返回修改, 拒绝, 流程作废
	:param next_reason: why another unit than the proposed one
	:param tally: members, present, yes, no, date, remark (录入评审结果)
	:param final: result_doc_no, result_date, qualified_on, certificate_no (同意通过 of the final stage)
	:param corrections: for 返回修改 and 拒绝, what to correct: section, row, fieldname, remark of each
	:return: the answer, see `answers.answer`
	:raises: StaleForm, NotYourStage, OwnCase, ActionNotAllowed, ReasonMissing, OpinionMissing, CandidateRefused,
		TallyInvalid, CorrectionInvalid
	"""
	case, task, written = applications.locked_with_task(application)
	repeated = admitted(case, application, step=step, token=token)
	if repeated:
		return repeated
	if action not in CLERK_ACTIONS:
		raise ActionNotAllowed(_("没有“{0}”这个办理动作。").format(action))
	acting.require_act(user=frappe.session.user, case=case, task=task)
	deadlines.require_in_time(task)
	wanted = correcting.read(application, action, corrections)
	reason = (reason or "").strip() or correcting.summary(wanted)
	if action in NEEDS_REASON and not reason:
		raise ReasonMissing(_("请填写{0}的理由，申报人和上一环节都会看到。").format(_(action)))
	stage = routing.stage_at(case.route, task.stage)
	target = targets.resolve(
		case, task, stage, action, next_unit=next_unit, next_reason=next_reason, tally=tally
	)
	state = transitions.require(state=case.workflow_state, action=action, code=target.code, role=task.stage_role)
	if action in SETTLES:
		opinion.require_complete(written, stage)
	changes = _result(case, task, stage, action, tally=tally, final=final)
	if action == Action.VOID and settings.get("ban_on_void"):
		bans.impose(case, source=Action.VOID.value, reason=reason)
	closed = path.closing(task, action=action, reason=reason, token=token, goes_to=target.goes_to())
	correcting.keep(case, task, wanted)
	# a case that never walked back has nothing to correct
	if action == Action.APPROVE and task.seq > stage.index + 1:
		correcting.close(application, stage=task.stage)
	if action == Action.RETURN and target.code == target.stage:
		opinion.give_back(case, routing.codes_from(case.route, target.stage))
	return move(case, task, target, state, changes=changes, action=action, closed=closed)


def enter(
	application: str, *, step: int, token: str, admit: Callable[[dict], None] | None = None
) -> tuple[frappe._dict, dict | None]:
	"""Lock the case and compare the step; the first answer when this very press came before.

	:param admit: raises for who may not even be told how the case stands

	:raises StaleForm: when somebody acted in between; says who and when
	"""
	case = applications.locked(application)
	return case, admitted(case, application, step=step, token=token, admit=admit)


def admitted(
	case: dict | None, application: str, *, step: int, token: str, admit: Callable[[dict], None] | None = None
) -> dict | None:
	"""The step is the case's own; the first answer when this very press came before, else None. See `enter`."""
	if not case:
		raise ActionNotAllowed(_("这份申报已不存在，可能已被申报人删除。请刷新列表。"))
	if admit:
		admit(case)
	if cint(step) == case.step:
		return None
	before = applications.answered(application, token) if token else None
	if before and before.decided_by == frappe.session.user and before.answer:
		return dict(json.loads(before.answer), repeated=True)
	raise StaleForm(answers.stale_sentence(applications.last_done(application)))


def _result(case, task, stage, action, *, tally, final) -> dict:
	"""The columns of the case that the committee's or the final stage writes."""
	changes = {}
	if action == Action.TALLY:
		changes.update(committee.tally_columns(case, tally))
		if case.tally_entered:
			detail = committee.correction(case, changes)
			act_log.record("更正评审结果", application=case.name, stage=task.stage, unit=task.unit, detail=detail)
	if action == Action.APPROVE and stage.stage_kind == StageKind.FINAL:
		changes.update(committee.final_columns(case, final))
	return changes


def move(
	case, task, target, state: str, *, changes: dict, action: str, closed: dict | None = None, detail: str = ""
) -> dict:
	"""Write the case and the row that it leaves, open the next row if the case goes on, and give the answer.

	:param task: the row that the case leaves
	:param changes: further columns of the case
	:param closed: the columns that close the row, see `path.closing`; None when it is closed already
	:param detail: what the Act Log says besides
	"""
	opened = None
	case.round_no = changes.get("round_no", case.round_no)
	if target.stage == APPLICANT_STAGE:
		opened = path.at_applicant(case, seq=task.seq + 1)
	elif target.stage:
		opened = path.at_stage(case, routing.stage_at(case.route, target.stage), target, seq=task.seq + 1)
	changes.update({"workflow_state": state, "next_stage": target.code, "step": case.step + 1})
	changes["print_unlocked"] = int(routing.is_unlocked(case.route, target.code))
	changes["current_stage"] = opened.stage if opened else None
	changes["current_unit"] = opened.unit if opened else None
	changes["current_unit_name"] = opened.unit_name if opened else None
	answer = answers.answer({**case, **changes}, opened, action=action)
	closed = {**(closed or {}), "answer": path.as_answer(answer)}
	path.leave(case, task, changes, closed, settles=action in SETTLES)
	if opened:
		path.open_row(opened)
	else:
		path.end(case.name)
	act_log.record(action, application=case.name, stage=task.stage, unit=task.unit, detail=detail)
	if opened:
		events.note(events.RETURNED if action in SENDS_BACK else events.ARRIVED, task=opened.name)
	return answer


def undo_void(application: str, *, step: int, token: str, reason: str) -> dict:
	"""撤销作废 within the time of the setting, by another holder of the role or an HR clerk of a unit above.

	Reopens the passage at the same stage and unit and lifts the ban (design 4.7).
	"""
	case, repeated = enter(application, step=step, token=token)
	if repeated:
		return repeated
	if case.workflow_state != State.VOIDED:
		raise ActionNotAllowed(_("这份申报没有作废，不需要撤销。"))
	if not (reason or "").strip():
		raise ReasonMissing(_("请填写撤销作废的理由。"))
	voided = applications.last_done(application)
	role = acting.require_undo_void(user=frappe.session.user, case=case, task=voided)
	stage = routing.stage_at(case.route, voided.stage)
	state = transitions.require(
		state=case.workflow_state, action=Action.UNDO_VOID, code=voided.stage, role=role
	)
	target = targets.Target(
		code=voided.stage, stage=voided.stage, unit=voided.for_unit or voided.unit, came_from=voided.came_from
	)
	where = {"stage": stage.stage, "stage_name": stage.stage_name, "role": role, "stage_role": voided.stage_role}
	where.update(acting.unit_of(frappe.session.user))
	done = path.add_done(
		case, where, seq=voided.seq + 1, action=Action.UNDO_VOID, token=token, reason=reason.strip(),
		goes_to=target.goes_to(),
	)  # fmt: skip
	bans.lift(application, user=frappe.session.user, reason=reason.strip())
	answer = move(case, done, target, state, changes={}, action=Action.UNDO_VOID)
	opinion.adopt_drafts(from_task=voided.name, application=application)
	return answer


def mark_read(application: str) -> dict:
	"""已阅: seen only, the task stays open (manual 5.1)."""
	case = applications.locked(application)
	task = applications.open_task(application, for_update=True) if case else None
	acting.require_act(user=frappe.session.user, case=case, task=task)
	if not task.read_on:
		now = frappe.utils.now_datetime()
		values = {"read_on": now, "read_by": frappe.session.user, "first_opened_on": task.first_opened_on or now}
		frappe.db.set_value("Approval Task", task.name, values)
	act_log.record(Action.MARK_READ, application=application, stage=task.stage, unit=task.unit)
	return {"sentence": _("已记录“已阅”，申报仍在您的待办业务中。")}
