"""Level, unit category and committee scope give the route; a route gives its ordered stages (design 4.6)."""

import frappe
from frappe import _

from zhicheng.constants import StageKind
from zhicheng.domain.approval.edges import Stage
from zhicheng.domain.queries import routes
from zhicheng.exceptions import RouteInvalid, RouteMissing

STAGE_FIELDS = ("stage_name", "stage_kind", "acting_role", "resolver", "print_unlocks")


def find(*, level: str, unit_category: str, scope: str, year: int) -> str:
	"""The route of a case: newest published version valid in the notice's year.

	:param scope: 组建层级 of the notice's committee
	:raises RouteMissing: when none fits
	"""
	found = routes.published_for(level, unit_category, scope, year)
	if not found:
		category = frappe.get_cached_value("Unit Category", unit_category, "category_name") or unit_category
		message = _("没有适用的审批流程：{0}、{1}、{2}评委会、{3}年。请联系系统管理员发布流程。")
		raise RouteMissing(message.format(level, category, scope, year))
	return found[0].name


def stages(route: str) -> list[frappe._dict]:
	"""The stages of a route in order; what the route leaves open is taken from the Approval Stage."""
	return stages_of(frappe.get_cached_doc("Approval Route", route))


def stages_of(doc) -> list[frappe._dict]:
	"""The same of a document that may not be saved yet."""
	return [_stage(doc, row) for row in _rows(doc)]


def _rows(doc) -> list:
	return [row for row in doc.stages if row.stage]


def _stage(doc, row) -> frappe._dict:
	stage = frappe.get_cached_doc("Approval Stage", row.stage)
	answer = frappe._dict({field: stage.get(field) for field in STAGE_FIELDS}, stage=row.stage, hint=row.hint or "")
	answer.acting_role = row.acting_role or stage.acting_role
	answer.resolver = row.resolver or stage.resolver
	answer.print_unlocks = _unlocks(row)
	answer.deadline_days = row.deadline_days or 0
	# as_dict asks the permissions of every field; each act reads the stages of its route several times
	answer.boxes = [frappe._dict({column: box.get(column) for column in box.meta.get_valid_columns()}) for box in stage.boxes]
	if stage.stage_kind == StageKind.OWN_UNIT and not answer.acting_role:
		answer.acting_role = frappe.get_cached_value("Unit Category", doc.unit_category, "clerk_role")
	return answer


def stage_at(route: str, code: str) -> frappe._dict:
	"""One stage of a route by its code, with `index`; the others are not read."""
	doc = frappe.get_cached_doc("Approval Route", route)
	for index, row in enumerate(_rows(doc)):
		if row.stage == code:
			return frappe._dict(_stage(doc, row), index=index)
	raise RouteMissing(_("流程 {0} 中没有环节 {1}，请联系系统管理员。").format(route, code))


def stage_after(route: str, code: str) -> frappe._dict | None:
	"""The stage that follows, or None behind the last one."""
	ordered = codes_from(route, code)
	if not ordered:
		raise RouteMissing(_("流程 {0} 中没有环节 {1}，请联系系统管理员。").format(route, code))
	return stage_at(route, ordered[1]) if len(ordered) > 1 else None


def codes(route: str) -> list[str]:
	"""The stages of a route in order, by their codes alone."""
	return [row.stage for row in _rows(frappe.get_cached_doc("Approval Route", route))]


def codes_from(route: str, code: str) -> list[str]:
	"""The stage and all that follow it; none for a stage that is not in the route."""
	ordered = codes(route)
	return ordered[ordered.index(code) :] if code in ordered else []


def codes_before(route: str, code: str) -> list[str]:
	"""The clerks' stages in front of it; none for a stage that is not in the route."""
	ordered = codes(route)
	return ordered[1 : ordered.index(code)] if code in ordered else []


def is_unlocked(route: str, target: str) -> bool:
	"""Whether a case that goes to this target has an unlocking stage behind it, as it stands now.

	:param target: code of a stage, or of a final state; with the applicant and after 流程作废 nothing is unlocked
	"""
	rows = _rows(frappe.get_cached_doc("Approval Route", route))
	if target in ("PASSED", "FAILED"):
		return any(map(_unlocks, rows))
	if target not in codes(route):
		return False
	return any(map(_unlocks, rows[: codes(route).index(target)]))


def _unlocks(row) -> bool:
	return bool(row.print_unlocks or frappe.get_cached_doc("Approval Stage", row.stage).print_unlocks)


def edge_stages(route: str) -> list[Stage]:
	"""The stages of a route as the edges of the Workflow need them."""
	return [Stage(s.stage, s.stage_name, s.stage_kind, s.acting_role or "") for s in stages(route)]


def check(doc) -> None:
	"""A route can be published when it begins at the applicant, ends with a final stage, no stage comes twice and each
	says who acts and where.

	:raises RouteInvalid: with the first fault
	"""
	if not doc.stages:
		raise RouteInvalid(_("流程还没有环节，请从“个人申报”开始添加。"))
	codes = [row.stage for row in doc.stages]
	kinds = [frappe.get_cached_value("Approval Stage", code, "stage_kind") for code in codes]
	if len(codes) != len(set(codes)):
		raise RouteInvalid(_("同一环节在流程中出现了两次，请删去重复的一行。"))
	if kinds[:2] != [StageKind.APPLICANT, StageKind.OWN_UNIT]:
		raise RouteInvalid(_("流程须从“个人申报”开始，第二个环节须是“所在单位审核”。"))
	if kinds[-1] != StageKind.FINAL or kinds.count(StageKind.FINAL) != 1:
		raise RouteInvalid(_("流程须以一个终审（审核、确认或备案）环节结束，且只能有一个。"))
	if kinds.count(StageKind.COMMITTEE) != 1 or kinds[-2] != StageKind.COMMITTEE:
		raise RouteInvalid(_("终审环节之前须正好有一个评审环节。"))
	for stage in stages_of(doc)[1:]:
		if not (stage.acting_role and stage.resolver):
			message = _("环节“{0}”还没有办理角色或办理单位，请在流程的这一行或环节中补上。")
			raise RouteInvalid(message.format(stage.stage_name))


def check_single(doc) -> None:
	"""Publishing refuses two matches: same level, category, year and an overlapping scope under another code."""
	scopes = ["", doc.committee_scope] if doc.committee_scope else ["", "省级", "市(州)级", "县(区)级"]
	filters = {
		"status": routes.PUBLISHED,
		"level": doc.level,
		"unit_category": doc.unit_category,
		"route_code": ["!=", doc.route_code],
		"committee_scope": ["in", scopes],
	}
	other = frappe.get_all("Approval Route", filters=filters, pluck="title", limit=1)
	if other:
		raise RouteInvalid(_("“{0}”已适用于同样的级别、单位隶属关系和评委会层级，请先停用它。").format(other[0]))
