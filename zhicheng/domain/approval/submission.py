"""The applicant's verbs: start, submit, withdraw, discard, delete the process (manual 4.1, design 4.4)."""

import frappe
from frappe import _
from frappe.model.naming import make_autoname
from frappe.utils import cint, now_datetime

from zhicheng.constants import APPLICANT_STAGE, APPLICANT_STATES, Action, Role, StageKind, State
from zhicheng.domain import records, settings
from zhicheng.domain.approval import (
	acting,
	bans,
	corrections,
	notices,
	opinion,
	path,
	places,
	routing,
	snapshots,
	targets,
	transitions,
)
from zhicheng.domain.approval.handover import enter, move
from zhicheng.domain.dossier import dossier
from zhicheng.domain.queries import applications
from zhicheng.exceptions import ActionNotAllowed, PlaceTaken, ReasonMissing

CONFIRM_DELETE = "删除流程"


def _own(case: dict) -> None:
	acting.require_applicant(user=frappe.session.user, case=case)


def start(notice: str) -> str:
	"""申报: a draft with an empty dossier under a notice, for the session's user.

	:return: name of the Title Application
	:raises: NoticeClosed, NotEligible, YearBanned, PlaceTaken
	"""
	member = notices.require_applicant_member(frappe.session.user)
	row = notices.require_open(notice, member.unit)
	person = places.person(member.name)
	bans.require_free(person.id_hash, row.declare_year)
	places.require_free(person, row)
	case = frappe.new_doc("Title Application")
	case.update({"applicant": frappe.session.user, "member": member.name, "applicant_name": person.member_name})
	case.update({"id_masked": person.id_masked, "id_hash": person.id_hash, "gender": person.gender})
	case.update({"birth_date": person.birth_date, "notice": notice, "workflow_state": State.DRAFT.value})
	case.update({key: row[key] for key in ("declare_year", "level", "series", "committee")})
	case.update(places.unit_columns(member.unit))
	case.place_key = places.key(person.id_hash, row)
	case.flags.by_domain = True
	try:
		records.insert(case)
	except frappe.UniqueValidationError:
		# two presses at once: the unique place decides, the second gets the sentence
		raise PlaceTaken(_("您已在这个年度和级别下建了一份申报，请回到申报列表继续填写。")) from None
	file = dossier.create(case.name)
	frappe.db.set_value("Title Application", case.name, "dossier", file, update_modified=False)
	return case.name


def submit(application: str, *, step: int, token: str) -> dict:
	"""提交: the dossier is complete, frozen in a snapshot, and goes to the applicant's own unit.

	:raises: StaleForm, NotYourStage, ActionNotAllowed, YearBanned, NoticeClosed, NotEligible, DossierIncomplete,
		RouteMissing, CandidateRefused
	"""
	case, repeated = enter(application, step=step, token=token, admit=_own)
	if repeated:
		return repeated
	_require_state(case, Action.SUBMIT, State.DRAFT)
	bans.require_free(case.id_hash, case.declare_year)
	first = not case.first_submitted_on
	changes = _first_time(case) if first else _again(case)
	dossier.require_complete(application)
	changes.update(dossier.summary(application))
	changes.update({"round_no": case.round_no + 1, "submitted_on": now_datetime()})
	case.update(changes)
	target = _submit_target(case)
	state = transitions.require(
		state=case.workflow_state, action=Action.SUBMIT, code=target.code, role=Role.APPLICANT.value
	)
	snapshots.take(case)
	corrections.close(application)
	if first:
		changes["application_no"] = case.application_no = make_autoname(f"ZC{case.declare_year}-.######")
	task = _leave_applicant(case, target, token)
	target.came_from = target.came_from or task.name
	if target.stage != _own_unit_stage(case).stage:
		opinion.carry_over(case.name, case.round_no)
	return move(case, task, target, state, changes=changes, action=Action.SUBMIT)


def _first_time(case: dict) -> dict:
	"""The unit of the moment of submission stays with the case (design 6)."""
	member = notices.require_applicant_member(case.applicant)
	notices.require_open(case.notice, member.unit)
	changes = {**places.unit_columns(member.unit), **places.person_columns(member.name)}
	dossier.renew_person(case.name, unit=member.unit)
	scope = frappe.get_cached_value("Evaluation Committee", case.committee, "scope")
	changes["route"] = routing.find(
		level=case.level, unit_category=changes["unit_category"], scope=scope, year=cint(case.declare_year)
	)
	changes["first_submitted_on"] = now_datetime()
	return changes


def _again(case: dict) -> dict:
	notices.require_resubmission_open(case.notice)
	return {}


def _submit_target(case: dict) -> targets.Target:
	"""The own unit; after a return the stage that sent it, where the setting says so (design 7)."""
	if settings.get("resubmit_to_returning_stage"):
		sender = _returning_task(case)
		known = [stage.stage for stage in routing.stages(case.route)]
		if sender and sender.stage != APPLICANT_STAGE and sender.stage in known:
			unit = sender.for_unit or sender.unit
			return targets.Target(sender.stage, sender.stage, unit, came_from=sender.came_from)
	return targets.Target(_own_unit_stage(case).stage, _own_unit_stage(case).stage, case.unit)


def _own_unit_stage(case: dict) -> dict:
	return next(stage for stage in routing.stages(case.route) if stage.stage_kind == StageKind.OWN_UNIT)


def _returning_task(case: dict) -> dict | None:
	"""The last clerk's row, if it was a return to the applicant and no withdrawal of his own."""
	rows = [row for row in applications.path(case.name) if row.stage != APPLICANT_STAGE]
	last = rows[-1] if rows else None
	return last if last and last.action in (Action.RETURN, Action.REJECT) else None


def _leave_applicant(case: dict, target: targets.Target, token: str) -> dict:
	goes_to = target.goes_to()
	task = applications.open_task(case.name, for_update=True)
	if task:
		path.close(task, action=Action.SUBMIT, token=token, goes_to=goes_to)
		return task
	stage_name = frappe.get_cached_value("Approval Stage", APPLICANT_STAGE, "stage_name")
	where = {"stage": APPLICANT_STAGE, "stage_name": stage_name, "role": Role.APPLICANT.value}
	where.update({"unit": case.unit, "unit_name": case.unit_name, "applicant": case.applicant})
	return path.add_done(case, where, seq=1, action=Action.SUBMIT, token=token, goes_to=goes_to)


def withdraw(application: str, *, step: int, token: str) -> dict:
	"""撤回: before the first decision of a round, or after a return, so that the dossier can be edited.

	:raises: StaleForm, NotYourStage, ActionNotAllowed
	"""
	case, repeated = enter(application, step=step, token=token, admit=_own)
	if repeated:
		return repeated
	task = applications.open_task(application, for_update=True)
	require_withdrawable(case, task)
	state = transitions.require(
		state=case.workflow_state, action=Action.WITHDRAW, code=State.DRAFT.name, role=Role.APPLICANT.value
	)
	target = targets.Target(State.DRAFT.name, APPLICANT_STAGE, case.unit)
	opinion.discard_drafts(task.name)
	path.close(task, action=Action.WITHDRAW, token=token, goes_to=target.goes_to())
	return move(case, task, target, state, changes={}, action=Action.WITHDRAW)


DECISIONS = tuple(str(a) for a in (Action.APPROVE, Action.RETURN, Action.REJECT, Action.VOID, Action.TALLY))


def require_withdrawable(case: dict, task: dict | None) -> None:
	"""Returned to the applicant; or at the own unit while nobody decided in this round (已阅 does not count).

	:raises ActionNotAllowed: with where the case is
	"""
	if case.workflow_state == State.RETURNED:
		return
	if not task or task.stage == APPLICANT_STAGE:
		raise ActionNotAllowed(_("这份申报没有在审批中，不需要撤回。"))
	own_unit = task.stage == _own_unit_stage(case).stage
	if not own_unit or applications.decided_in_round(case.name, case.round_no, DECISIONS):
		message = _("上级单位已经审核，不能撤回。申报现在在“{0}”（{1}），如需修改请联系该单位返回修改。")
		raise ActionNotAllowed(message.format(task.unit_name, task.stage_name))


def delete_process(application: str, *, step: int, token: str, confirm: str) -> dict:
	"""删除流程: give this year up, after a return only; the typed confirmation says so.

	:param confirm: must be the words 删除流程
	:raises: StaleForm, NotYourStage, ActionNotAllowed, ReasonMissing
	"""
	case, repeated = enter(application, step=step, token=token, admit=_own)
	if repeated:
		return repeated
	_require_state(case, Action.DELETE_PROCESS, State.RETURNED)
	if (confirm or "").strip() != CONFIRM_DELETE:
		message = _("删除流程后{0}年度不能再申报。如确定，请输入“{1}”四个字。")
		raise ReasonMissing(message.format(case.declare_year, CONFIRM_DELETE))
	state = transitions.require(
		state=case.workflow_state, action=Action.DELETE_PROCESS, code=State.DELETED.name, role=Role.APPLICANT.value
	)
	if settings.get("ban_on_delete_process"):
		bans.impose(case, source=Action.DELETE_PROCESS.value, reason=_("申报人删除流程"))
	task = applications.open_task(application, for_update=True)
	target = targets.Target(State.DELETED.name)
	path.close(task, action=Action.DELETE_PROCESS, token=token, goes_to=target.goes_to())
	return move(case, task, target, state, changes={}, action=Action.DELETE_PROCESS)


def discard(application: str) -> dict:
	"""删除 of a draft: never submitted, it is gone; once submitted, its dossier is emptied and the case stays.

	:return: {gone}
	:raises: NotYourStage, ActionNotAllowed
	"""
	case = applications.locked(application)
	acting.require_applicant(user=frappe.session.user, case=case)
	_require_state(case, Action.DISCARD, State.DRAFT)
	if case.first_submitted_on:
		dossier.empty(application)
		return {"gone": False}
	dossier.remove(application)
	frappe.flags.discarding_application = application
	records.delete("Title Application", application)
	return {"gone": True}


def _require_state(case: dict, action: str, state: State) -> None:
	if case.workflow_state == state:
		return
	hint = _("请先在“待办业务”中撤回，再修改并提交。") if case.workflow_state in APPLICANT_STATES else ""
	message = _("“{0}”状态的申报不能“{1}”。").format(case.workflow_state, action)
	raise ActionNotAllowed(message + hint)
