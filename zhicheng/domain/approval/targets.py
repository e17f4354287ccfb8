"""Where a decision sends the case: stage, unit and the row it came from (design 4.4, domain 5.3)."""

from dataclasses import dataclass

import frappe
from frappe import _

from zhicheng.constants import APPLICANT_STAGE, Action, StageKind, State
from zhicheng.domain.approval import candidates, committee, routing
from zhicheng.domain.queries import applications, units
from zhicheng.exceptions import ActionNotAllowed, CandidateRefused, ReasonMissing


@dataclass
class Target:
	"""`code` is what the Workflow's condition reads; `stage` is empty when the case ends."""

	code: str
	stage: str = ""
	unit: str = ""
	came_from: str | None = None
	next_reason: str = ""
	unit_name: str = ""

	def goes_to(self) -> dict:
		"""The columns of the closed row that say where the case went."""
		stage_name = frappe.get_cached_value("Approval Stage", self.stage, "stage_name") if self.stage else ""
		self.unit_name = self.unit_name or units.name_of(self.unit)
		return {
			"next_stage": self.code,
			"next_stage_name": stage_name or str(State[self.code]),
			"next_unit": self.unit or None,
			"next_unit_name": self.unit_name,
			"next_reason": self.next_reason,
		}


def resolve(case, task, stage, action: str, *, next_unit: str, next_reason: str, tally: dict | None) -> Target:
	"""The target of a clerk's decision.

	:raises: ActionNotAllowed, CandidateRefused, ReasonMissing, TallyInvalid
	"""
	_require_fits(case, stage, action)
	if action == Action.RETURN:
		return _step_back(case, task)
	if action == Action.REJECT:
		return Target(State.RETURNED.name, APPLICANT_STAGE, case.unit)
	if action == Action.VOID:
		return Target(State.VOIDED.name)
	if action == Action.TALLY and committee.outcome(tally) != committee.PASSED:
		return Target(State.FAILED.name)
	return _step_forward(case, task, next_unit=next_unit, next_reason=next_reason)


def _require_fits(case, stage, action: str) -> None:
	kind = stage.stage_kind
	if (action == Action.TALLY) != (kind == StageKind.COMMITTEE) and action in (Action.TALLY, Action.APPROVE):
		verb = Action.TALLY if kind == StageKind.COMMITTEE else Action.APPROVE
		raise ActionNotAllowed(_("“{0}”环节请使用“{1}”。").format(stage.stage_name, verb))
	if action in (Action.REJECT, Action.VOID) and kind in (StageKind.COMMITTEE, StageKind.FINAL):
		raise ActionNotAllowed(_("“{0}”环节不能“{1}”。").format(stage.stage_name, action))
	if action == Action.RETURN and kind == StageKind.COMMITTEE and case.tally_entered:
		raise ActionNotAllowed(_("评审结果已录入，不能再返回修改。"))


def _step_back(case, task) -> Target:
	"""To the stage actually travelled before; from the first one to the applicant. Passages that a re-routed case
	travelled on its old route alone are passed over."""
	previous = applications.task(task.came_from) if task.came_from else None
	codes = [stage.stage for stage in routing.stages(case.route)]
	while previous and previous.stage not in codes:
		previous = applications.task(previous.came_from) if previous.came_from else None
	if not previous or previous.stage == APPLICANT_STAGE:
		return Target(State.RETURNED.name, APPLICANT_STAGE, case.unit)
	unit = previous.for_unit or previous.unit
	return Target(previous.stage, previous.stage, unit, came_from=previous.came_from)


def _step_forward(case, task, *, next_unit: str, next_reason: str) -> Target:
	following = routing.stage_after(case.route, task.stage)
	if not following:
		return Target(State.PASSED.name)
	legal = candidates.units_for(case, following)
	chosen = _choose(legal, next_unit, following)
	proposed = next((row for row in legal if row["proposed"]), None)
	if proposed and chosen["unit"] != proposed["unit"] and not (next_reason or "").strip():
		message = _("建议的下一步单位是“{0}”（{1}）。改选其他单位请填写理由。")
		raise ReasonMissing(message.format(proposed["unit_name"], proposed["reason"]))
	return Target(
		following.stage, following.stage, chosen["unit"], came_from=task.name,
		next_reason=(next_reason or "").strip(), unit_name=chosen["unit_name"],
	)  # fmt: skip


def _choose(legal: list[dict], next_unit: str, stage) -> dict:
	if next_unit:
		chosen = next((row for row in legal if row["unit"] == next_unit), None)
		if not chosen:
			names = "、".join(row["unit_name"] for row in legal)
			message = _("所选单位不能办理“{0}”。可选的单位：{1}。")
			raise CandidateRefused(message.format(stage.stage_name, names))
		return chosen
	if legal[0]["proposed"] or len(legal) == 1:
		return legal[0]
	raise CandidateRefused(_("请选择办理“{0}”的单位。").format(stage.stage_name))
