"""Changing a route: what it looks like, what is wrong with it, what publishing would change (design 4.1, 4.6).

A published version never changes. A change is a new version: draft, tried out, published; running cases keep theirs.
"""

import frappe
from frappe import _
from frappe.query_builder import DocType, functions
from frappe.utils import getdate

from zhicheng.constants import FINAL_STATES
from zhicheng.domain.approval import routing
from zhicheng.domain.queries import units
from zhicheng.domain.queries.routes import DRAFT, PUBLISHED, STOPPED, TRIAL, published_for
from zhicheng.exceptions import RouteInvalid

COMPARED = {"acting_role": "办理角色", "resolver": "办理单位", "deadline_days": "办理时限", "print_unlocks": "解除打印水印"}


def outline(doc) -> dict:
	"""The stages as the flow chart draws them, and the first fault that stands against publishing.

	:param doc: an Approval Route document, saved or not
	"""
	nodes = [
		{
			"stage": stage.stage,
			"stage_name": stage.stage_name,
			"state": "planned",
			"unit_name": stage.resolver or "",
			"who": stage.acting_role or "",
			"limit": stage.deadline_days or 0,
			"unlocks": bool(stage.print_unlocks),
		}
		for stage in routing.stages_of(doc)
	]
	return {"nodes": nodes, "loops": [], "fault": fault(doc)}


def fault(doc) -> str:
	"""Why this version cannot be published; empty when it can."""
	try:
		routing.check(doc)
		routing.check_single(doc)
	except RouteInvalid as invalid:
		return str(invalid)
	return ""


def changes(doc) -> dict:
	"""What publishing this version would change.

	:return: before (name of the version in force or ""), lines (sentences), running (cases that keep another version),
		units (enabled units whose new cases would take it)
	"""
	before = _in_force(doc)
	old = frappe.get_doc("Approval Route", before) if before else None
	return {
		"before": before,
		"lines": _differences(old, doc) if old else [_("这是这条流程的第一个发布版本。")],
		"running": _running(_other_versions(doc)),
		"units": _taking(doc),
	}


def copy_as_draft(name: str):
	"""The next version of a route, as a draft with the same stages; an unfinished draft is taken up again."""
	source = frappe.get_doc("Approval Route", name)
	unfinished = frappe.db.get_value(
		"Approval Route", {"route_code": source.route_code, "status": ["in", [DRAFT, TRIAL]]}, order_by="version desc"
	)
	if unfinished:
		return frappe.get_doc("Approval Route", unfinished)
	draft = frappe.copy_doc(source)
	draft.update({"version": _last_version(source.route_code) + 1, "status": DRAFT})
	return draft.insert()


def publish(name: str) -> dict:
	"""Publish a version and derive the Workflow from it in the same transaction.

	:raises RouteInvalid: with the first fault; nothing is changed then
	:return: as `changes`
	"""
	doc = frappe.get_doc("Approval Route", name)
	summary = changes(doc)
	doc.status = PUBLISHED
	doc.save()
	return summary


def stopping(name: str) -> dict:
	"""What 停用 of a published version would change.

	:return: instead (title and version that new cases take from then on, "" when they would find no route),
		running (cases that go on by the stopped version), units (enabled units whose new cases are concerned)
	"""
	doc = frappe.get_doc("Approval Route", name)
	fitting = published_for(doc.level, doc.unit_category, doc.committee_scope or "", getdate().year)
	others = [row.name for row in fitting if row.name != doc.name]
	instead = f"{frappe.db.get_value('Approval Route', others[0], 'title')}（{others[0]}）" if others else ""
	return {"instead": instead, "running": _running([doc.name]), "units": _taking(doc)}


def stop(name: str) -> dict:
	"""Take a published version out of use: no new case takes it, what runs on it goes on.

	:raises RouteInvalid: when the version was never published, or is stopped already
	:return: as `stopping`
	"""
	doc = frappe.get_doc("Approval Route", name)
	if doc.status == STOPPED:
		raise RouteInvalid(_("这个版本已经停用。"))
	told = stopping(name)
	doc.status = STOPPED
	doc.save()
	return told


def _last_version(route_code: str) -> int:
	route = DocType("Approval Route")
	query = frappe.qb.from_(route).select(functions.Max(route.version)).where(route.route_code == route_code)
	return query.run()[0][0] or 0


def _in_force(doc) -> str:
	filters = {"route_code": doc.route_code, "status": PUBLISHED, "name": ["!=", doc.name or ""]}
	return frappe.db.get_value("Approval Route", filters, "name", order_by="valid_from_year desc, version desc") or ""


def _other_versions(doc) -> list[str]:
	versions = frappe.get_all("Approval Route", filters={"route_code": doc.route_code}, pluck="name")
	return [name for name in versions if name != doc.name]


def _running(routes: list[str]) -> int:
	final = [state.value for state in FINAL_STATES]
	return frappe.db.count("Title Application", {"route": ["in", routes or [""]], "workflow_state": ["not in", final]})


def _taking(doc) -> int:
	return frappe.db.count("Unit", {"unit_category": doc.unit_category, "status": units.ENABLED})


def _differences(old, new) -> list[str]:
	before = {stage.stage: stage for stage in routing.stages_of(old)}
	after = {stage.stage: stage for stage in routing.stages_of(new)}
	lines = [_("增加环节“{0}”。").format(after[code].stage_name) for code in after if code not in before]
	lines += [_("去掉环节“{0}”。").format(before[code].stage_name) for code in before if code not in after]
	kept = [code for code in after if code in before]
	if kept != [code for code in before if code in after]:
		lines.append(_("环节的次序有变化。"))
	for code in kept:
		for field, label in COMPARED.items():
			if before[code][field] != after[code][field]:
				message = _("“{0}”的{1}：{2} → {3}。")
				values = (_shown(before[code][field]), _shown(after[code][field]))
				lines.append(message.format(after[code].stage_name, _(label), *values))
	if new.valid_from_year != old.valid_from_year:
		lines.append(_("适用年度自{0}年改为{1}年。").format(old.valid_from_year, new.valid_from_year))
	return lines or [_("环节与现行版本相同。")]


def _shown(value) -> str:
	if isinstance(value, bool):
		return _("是") if value else _("否")
	return str(value) if value else _("无")
