"""The opinion boxes of the route with what was written in them, the vote, the final approval (domain 5.1).

Boxes of stages that the route does not pass are omitted; a box not yet written stays blank (domain 7.3).
"""

import frappe
from frappe.utils import cstr

from zhicheng.constants import StageKind
from zhicheng.domain.approval import routing
from zhicheng.exceptions import RouteMissing
from zhicheng.printing.words import long_date, signed_on, typed

# the box of 例1 that the paper form prints below the assessments (domain 7.3, page 9)
ASSESSMENT_BOX = "U1"


def opinion_boxes(case, *, with_opinions: bool) -> list[dict]:
	"""The boxes in the order of the route; only the last round's final opinions fill them."""
	written = _written(case) if with_opinions else {}
	boxes = []
	for stage in _stages(case):
		for box in stage.boxes:
			boxes.append(_box(stage, box, written.get((stage.stage, box["box_code"]))))
	return boxes


def tally(case) -> dict | None:
	"""The vote as it was entered (domain 5.1, SC), or None."""
	if not case.tally_entered:
		return None
	return {
		"members": case.tally_members,
		"present": case.tally_present,
		"yes": case.tally_yes,
		"no": case.tally_no,
		"result": case.tally_result,
		"date": long_date(case.tally_date),
		"remark": typed(case.tally_remark),
		"defence": typed(case.tally_defence),
	}


def final_approval(case) -> dict:
	"""Document number, date, and what was obtained (domain 5.1, PH)."""
	return {
		"doc_no": typed(case.result_doc_no),
		"date": long_date(case.result_date),
		"qualified_on": long_date(case.qualified_on),
		"certificate_no": typed(case.certificate_no),
	}


def _box(stage, box: dict, opinion) -> dict:
	opinion = opinion or frappe._dict()
	return {
		"stage": stage.stage,
		"stage_name": stage.stage_name,
		"kind": str(stage.stage_kind),
		"code": box["box_code"],
		"title": box["box_title"],
		"with_notice": bool(box["with_public_notice"]),
		"unit_name": typed(opinion.unit_name),
		"opinion": cstr(opinion.opinion).strip(),
		"leader_name": cstr(opinion.leader_name).strip(),
		"signature": opinion.signature or "",
		"approved_on": signed_on(opinion.approved_on),
		"notice_from": long_date(opinion.notice_from),
		"notice_to": long_date(opinion.notice_to),
		"notice_result": cstr(opinion.notice_result).strip(),
		"is_written": bool(opinion),
	}


def _written(case) -> dict[tuple, dict]:
	"""The last final opinion per stage and box of the present round; drafts and superseded ones stay out."""
	filters = {"application": case.name, "round_no": case.round_no, "is_draft": 0, "superseded": 0}
	rows = frappe.get_all("Stage Opinion", filters=filters, fields=["*"], order_by="creation asc")
	return {(row.stage, row.box_code): row for row in rows}


def _stages(case) -> list[frappe._dict]:
	"""The stages with boxes of the case's route; before the first submission the route it would take."""
	route = case.route or _future_route(case)
	return [stage for stage in routing.stages(route) if stage.boxes] if route else []


def _future_route(case) -> str | None:
	scope = case.committee and frappe.get_cached_value("Evaluation Committee", case.committee, "scope")
	try:
		return routing.find(
			level=case.level, unit_category=case.unit_category, scope=scope or "", year=case.declare_year
		)
	except RouteMissing:
		return None


def by_kind(boxes: list[dict], *kinds: StageKind) -> list[dict]:
	return [box for box in boxes if box["kind"] in {str(kind) for kind in kinds}]
