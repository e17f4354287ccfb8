"""试走: which stages, units and people would act on a case of a unit; asked of the engine itself, nothing is written."""

import frappe

from zhicheng.constants import APPLICANT_STAGE
from zhicheng.domain.approval import candidates, places, routing
from zhicheng.domain.queries import members
from zhicheng.exceptions import RouteMissing


def walk(unit: str, committee: str, *, year: int, route: str = "") -> dict:
	"""The way of a case from this unit under this committee.

	:param route: a version to try, also a draft; without it the one that would be taken
	:return: route, arrives, steps [{stage, stage_name, role, units: [{unit, unit_name, reason, proposed, people}], fault}]
	"""
	judging = frappe.get_cached_doc("Evaluation Committee", committee)
	case = frappe._dict(places.unit_columns(unit), committee=committee, series=judging.series, level=judging.level)
	if not route:
		try:
			route = routing.find(level=case.level, unit_category=case.unit_category, scope=judging.scope, year=year)
		except RouteMissing as missing:
			return {"route": "", "arrives": False, "steps": [], "fault": str(missing)}
	steps = []
	case.current_unit = unit
	for stage in routing.stages(route):
		if stage.stage != APPLICANT_STAGE:
			steps.append(_step(case, stage))
	return {"route": route, "arrives": all(not step["fault"] for step in steps), "steps": steps, "fault": ""}


def _step(case: frappe._dict, stage: frappe._dict) -> dict:
	step = {"stage": stage.stage, "stage_name": stage.stage_name, "role": stage.acting_role or "", "units": [], "fault": ""}
	if not stage.acting_role:
		return {**step, "fault": f"环节“{stage.stage_name}”没有办理角色。"}
	try:
		found = candidates.units_for(case, stage)
	except RouteMissing as missing:
		return {**step, "fault": str(missing)}
	for row in found:
		people = [holder["member_name"] for holder in members.holders(row["unit"], stage.acting_role)]
		step["units"].append({**row, "people": people})
	able = [row for row in step["units"] if row["people"]]
	if able:
		case.current_unit = able[0]["unit"]
		return step
	names = "、".join(row["unit_name"] for row in step["units"][:3])
	return {**step, "fault": f"“{names}”没有具备“{stage.acting_role}”角色的经办人员。"}
