"""Publishing a route: it is checked, frozen, and the Workflow record is derived again."""

import re

import frappe
from frappe import _

from zhicheng.domain.approval import routing
from zhicheng.domain.queries.routes import PUBLISHED
from zhicheng.exceptions import RouteInvalid

CODE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
FROZEN = ("level", "unit_category", "committee_scope", "valid_from_year")


def check(doc) -> None:
	"""Codes stay plain; a published version is frozen; a version to be published must be whole.

	:raises RouteInvalid: with a sentence that says what to change
	"""
	if not CODE.fullmatch(doc.route_code or ""):
		raise RouteInvalid(_("流程代码只能用大写字母、数字和连字符，例如 S-01。"))
	before = doc.get_doc_before_save()
	if before and before.status == PUBLISHED and _content(before) != _content(doc):
		raise RouteInvalid(_("已发布的流程不能改动，正在审批的申报要照它走完。请复制为新版本再修改。"))
	if doc.status == PUBLISHED:
		routing.check(doc)
		routing.check_single(doc)


def _content(doc) -> list:
	rows = [(row.stage, row.acting_role, row.resolver, row.print_unlocks) for row in doc.stages]
	return [doc.get(field) or "" for field in FROZEN] + rows


STAGE_FROZEN = {"stage_name": "环节名称", "stage_kind": "类型", "acting_role": "办理角色", "resolver": "办理单位"}


def check_stage(stage) -> None:
	"""Name, kind, role and unit of a stage stand in the Workflow and in running cases: they stay while in use.

	:raises RouteInvalid: naming the field
	"""
	before = stage.get_doc_before_save()
	if not before or not frappe.db.exists("Approval Route Stage", {"stage": stage.name, "parenttype": "Approval Route"}):
		return
	for field, label in STAGE_FROZEN.items():
		if (before.get(field) or "") != (stage.get(field) or ""):
			message = _("环节“{0}”已用在流程中，{1}不能改动。需要不同的环节请新增一个，并发布流程的新版本。")
			raise RouteInvalid(message.format(before.stage_name, _(label)))


def publish_if_needed(doc) -> None:
	"""Derive the Workflow again when a version was published or withdrawn."""
	before = doc.get_doc_before_save()
	if (before.status if before else None) == doc.status or frappe.flags.in_route_seed:
		return
	if PUBLISHED in (doc.status, before.status if before else None):
		rebuild_workflow()


def rebuild_workflow() -> None:
	"""The Workflow record follows the routes; the generator lives in the module's workflow folder."""
	frappe.get_attr("zhicheng.zhicheng.workflow.generator.rebuild")()


def require_unused(doc) -> None:
	"""A version that a case used stays for ever.

	:raises RouteInvalid: when a case names it
	"""
	if frappe.db.exists("Title Application", {"route": doc.name}):
		raise RouteInvalid(_("有申报用过这个流程版本，不能删除；可以把状态改为“已停用”。"))
