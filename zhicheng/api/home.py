"""The clerk's home page: cards and charts, each under the condition of the list that it leads to."""

import json

import frappe

from zhicheng.api.cards import card
from zhicheng.constants import APPLICANT_STAGE, CLERK_ROLES, TaskStatus
from zhicheng.domain.approval import substitutes
from zhicheng.domain.people import members
from zhicheng.domain.queries import home, units
from zhicheng.permissions.applications import (
	application_branches,
	application_condition,
	sees_every_submitted,
	task_reasons,
)
from zhicheng.refusals import spoken

OPEN = {"status": TaskStatus.OPEN.value, "stage": ["!=", APPLICANT_STAGE]}
WINDOWS = {"overdue": home.overdue, "near": home.near, "old": home.old}
COLUMNS = {
	"Clerk Cases by Stage": "workflow_state",
	"Clerk Cases by Level": "level",
	"Clerk Cases by Series": "series",
}
BY_UNIT, STUCK, REASONS = "Clerk Cases by Unit", "Clerk Stuck Cases", "Clerk Return Reasons"


@frappe.whitelist(methods=["GET", "POST"])
@spoken
def overdue_count(filters: dict | list | str | None = None) -> dict:
	"""Number card 已超期."""
	return _window("overdue")


@frappe.whitelist(methods=["GET", "POST"])
@spoken
def near_count(filters: dict | list | str | None = None) -> dict:
	"""Number card 三天内截止."""
	return _window("near")


@frappe.whitelist(methods=["GET", "POST"])
@spoken
def old_count(filters: dict | list | str | None = None) -> dict:
	"""Number card 超过7天未办."""
	return _window("old")


@frappe.whitelist(methods=["GET", "POST"])
@spoken
def below_count(filters: dict | list | str | None = None) -> dict:
	"""Number card 本单位及下级在办: from the Pending Queue, under the case list's own condition."""
	user = frappe.session.user
	unit = _unit(user)
	route_options = {"current_unit": ["descendants of (inclusive)", unit], "current_stage": ["!=", APPLICANT_STAGE]}
	value = _below(user, unit) if unit else 0
	return card(value, "title-application", route_options if unit else {})


@frappe.whitelist(methods=["GET", "POST"])
@spoken
def chart(
	chart_name: str,
	filters: dict | list | str | None = None,
	refresh: int | str | None = None,
	time_interval: str | None = None,
	timespan: str | None = None,
	from_date: str | None = None,
	to_date: str | None = None,
	heatmap_year: int | str | None = None,
) -> dict:
	"""Frappe's chart widget asks for its labels and one series; the other arguments are the widget's and mean nothing here."""
	user = frappe.session.user
	unit = _unit(user)
	rows = _rows(chart_name, user, unit) if unit else []
	if not rows:
		return {}
	labels, values = zip(*rows, strict=True)
	return {"labels": list(labels), "datasets": [{"name": "件数", "values": list(values)}]}


def _below(user: str, unit: str) -> int:
	if sees_every_submitted(user):
		return home.count_below(unit, "")
	scope = next((branch.condition for branch in application_branches(user) if branch.reason == "scope"), "")
	return home.count_below(unit, application_condition(user), scope)


def _rows(chart_name: str, user: str, unit: str) -> list[tuple[str, int]]:
	if chart_name == REASONS:
		return home.returns_by_reason(unit, _roles(user))
	condition = "" if sees_every_submitted(user) else application_condition(user)
	if chart_name == BY_UNIT:
		return home.below_by_child(unit, units.get_unit(unit).unit_name, condition)
	if chart_name == STUCK:
		return home.below_by(unit, condition, "current_unit_name", since=home.old_since())
	column = COLUMNS.get(chart_name)
	return home.below_by(unit, condition, column) if column else []


def _window(kind: str) -> dict:
	window = WINDOWS[kind]()
	value = home.count_open(task_reasons(frappe.session.user), window)
	return card(value, "approval-task", {**OPEN, **_options(window)})


def _options(window: list[tuple]) -> dict:
	"""As Frappe's list reads them from a route: one condition as a pair, several as a list of JSON texts."""
	columns: dict[str, list] = {}
	for column, operator, value in window:
		columns.setdefault(column, []).append([operator, value])
	return {
		column: pairs[0] if len(pairs) == 1 else [json.dumps(pair) for pair in pairs]
		for column, pairs in columns.items()
	}


def _unit(user: str) -> str:
	"""The unit of a clerk; nothing waits at anybody else's."""
	return members.member_of(user).unit if _roles(user) else ""


def _roles(user: str) -> tuple[str, ...]:
	member = members.member_of(user)
	own = {str(role) for role in (member.roles if member else ()) if role in CLERK_ROLES}
	return tuple(sorted(own | (substitutes.roles_for(user) if member else set())))
