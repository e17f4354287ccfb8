"""Which edges a route gives the Workflow: (state, action, next code, role), design 4.1 and 4.4.

Pure arithmetic over the stages of one route; the Workflow record is the union over all routes in use.
"""

from collections.abc import Iterable
from typing import NamedTuple

from zhicheng.constants import HRSS_ROLES, STATE_CODES, Action, Role, StageKind, State


class Stage(NamedTuple):
	"""One stage of a route as the edges need it."""

	code: str
	name: str
	kind: str
	role: str


class Edge(NamedTuple):
	"""One role-based transition; `code` is what Title Application.next_stage must hold."""

	state: str
	action: str
	code: str
	next_state: str
	role: str


def edges_of(stages: list[Stage]) -> Iterable[Edge]:
	"""All edges of a route whose first stage is 个人申报.

	:param stages: in the order of the route, `role` filled for each stage but the first
	"""
	yield from _applicant_edges(stages)
	for previous, stage, following in zip(stages, stages[1:], [*stages[2:], None]):
		yield from _stage_edges(previous, stage, following)


def _applicant_edges(stages: list[Stage]) -> Iterable[Edge]:
	for stage in stages[1:]:
		if stage.kind not in (StageKind.COMMITTEE, StageKind.FINAL):
			# beyond the first stage only where the setting lets a corrected dossier go straight back
			yield _to_stage(State.DRAFT, Action.SUBMIT, stage, Role.APPLICANT)
	yield _to_state(State.RETURNED, Action.WITHDRAW, State.DRAFT, Role.APPLICANT)
	yield _to_state(State.RETURNED, Action.DELETE_PROCESS, State.DELETED, Role.APPLICANT)
	yield _to_state(stages[1].name, Action.WITHDRAW, State.DRAFT, Role.APPLICANT)


def _stage_edges(previous: Stage, stage: Stage, following: Stage | None) -> Iterable[Edge]:
	forward = Action.TALLY if stage.kind == StageKind.COMMITTEE else Action.APPROVE
	if following:
		yield _to_stage(stage.name, forward, following, stage.role)
	else:
		yield _to_state(stage.name, forward, State.PASSED, stage.role)
	if stage.kind == StageKind.COMMITTEE:
		yield _to_state(stage.name, Action.TALLY, State.FAILED, stage.role)
	if previous.kind == StageKind.APPLICANT:
		yield _to_state(stage.name, Action.RETURN, State.RETURNED, stage.role)
	else:
		yield _to_stage(stage.name, Action.RETURN, previous, stage.role)
	if stage.kind in (StageKind.COMMITTEE, StageKind.FINAL):
		return
	yield _to_state(stage.name, Action.REJECT, State.RETURNED, stage.role)
	yield _to_state(stage.name, Action.VOID, State.VOIDED, stage.role)
	for role in dict.fromkeys((stage.role, *HRSS_ROLES)):
		yield _to_stage(State.VOIDED, Action.UNDO_VOID, stage, role)


def _to_stage(state: str, action: str, target: Stage, role: str) -> Edge:
	return Edge(str(state), str(action), target.code, target.name, str(role))


def _to_state(state: str, action: str, target: State, role: str) -> Edge:
	assert target.name in STATE_CODES
	return Edge(str(state), str(action), target.name, target.value, str(role))
