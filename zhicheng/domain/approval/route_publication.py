"""Publishing a route: it is checked, frozen for good, and the Workflow record is derived again."""

import re

import frappe
from frappe import _
from frappe.utils import cast

from zhicheng.domain.approval import routing
from zhicheng.domain.queries.routes import DRAFT, PUBLISHED, STOPPED, TRIAL
from zhicheng.exceptions import RouteInvalid

CODE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
FROZEN = (PUBLISHED, STOPPED)
STEPS = {DRAFT: (TRIAL, PUBLISHED), TRIAL: (DRAFT, PUBLISHED), PUBLISHED: (STOPPED,), STOPPED: ()}


def check(doc) -> None:
	"""Codes stay plain; a version once published only stops; a version to be published must be whole.

	:raises RouteInvalid: with a sentence that says what to change
	"""
	if not CODE.fullmatch(doc.route_code or ""):
		raise RouteInvalid(_("流程代码只能用大写字母、数字和连字符，例如 S-01。"))
	before = doc.get_doc_before_save()
	if before:
		_check_step(before.status, doc.status)
	if before and before.status in FROZEN and _content(before) != _content(doc):
		_refuse_change(before.status)
	if doc.status == PUBLISHED:
		routing.check(doc)
		routing.check_single(doc)


def check_row(row) -> None:
	"""A row saved or removed by itself, past its route, changes a frozen version no more than the route's form does.

	:raises RouteInvalid: when the route is frozen
	"""
	stored = frappe.db.get_value(row.doctype, row.name, "parent")
	for route in {row.parent, stored} - {None}:
		status = frappe.db.get_value("Approval Route", route, "status")
		if status in FROZEN:
			_refuse_change(status)


def _check_step(old: str, new: str) -> None:
	if old == new or new in STEPS[old]:
		return
	if old == PUBLISHED:
		raise RouteInvalid(_("已发布的流程只能停用，不能改回“{0}”。要修改请复制为新版本。").format(new))
	if old == STOPPED:
		raise RouteInvalid(_("已停用的流程不能再改为“{0}”。需要时请复制为新版本再发布。").format(new))
	raise RouteInvalid(_("流程还没有发布，不能停用；不需要时可以删除。"))


def _refuse_change(status: str) -> None:
	message = _("{0}的流程不能改动，按它申报的要照它走完。请复制为新版本再修改。")
	raise RouteInvalid(message.format(status))


def _content(doc) -> list:
	rows = [[row.idx, *_values(row)] for row in doc.stages]
	return [*_values(doc, besides="status"), *rows]


def _values(doc, besides: str = "") -> list:
	fields = [field for field in doc.meta.fields if field.fieldtype not in frappe.model.no_value_fields]
	return [cast(field.fieldtype, doc.get(field.fieldname)) for field in fields if field.fieldname != besides]


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
	"""A version that was published or that a case used stays for ever.

	:raises RouteInvalid: saying which
	"""
	if doc.status == PUBLISHED:
		raise RouteInvalid(_("已发布的流程版本不能删除；不再使用可以把状态改为“已停用”。"))
	if doc.status == STOPPED:
		raise RouteInvalid(_("已停用的流程版本要留作记录，不能删除。"))
	if frappe.db.exists("Title Application", {"route": doc.name}):
		raise RouteInvalid(_("有申报用过这个流程版本，不能删除。"))
