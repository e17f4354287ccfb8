"""What can be wrong with a route, each with its sentence and the record to mend."""

from typing import NamedTuple

RED, YELLOW = "不通", "提醒"
NO_ROUTE = "没有流程"
NO_ROLE = "环节没有办理角色"
NO_UNIT = "找不到办理单位"
DISABLED = "办理单位已停用"
NO_CLERK = "没有经办人员"
EXPIRED = "评委会不在有效期"
EXPIRING = "评委会即将到期"
NO_DUTY = "行业主管职能未登记"


class Fault(NamedTuple):
	"""One fault; the same fault of many units is one record to mend."""

	kind: str
	message: str
	mend_doctype: str
	mend_name: str
	colour: str = RED


def no_route(level: str, category_name: str, scope: str, year: int) -> Fault:
	message = f"没有适用于“{category_name}”、{level}、{scope}评委会、{year}年的审批流程，请发布一个。"
	return Fault(NO_ROUTE, message, "Approval Route", "")


def no_role(stage) -> Fault:
	return Fault(NO_ROLE, f"环节“{stage.stage_name}”没有办理角色，请补上。", "Approval Stage", stage.stage)


def no_unit(stage, what: str, unit) -> Fault:
	message = f"“{unit.unit_name}”找不到“{stage.stage_name}”的办理单位：{what}。"
	return Fault(NO_UNIT, message, "Unit", unit.name)


def no_department(stage, region_name: str) -> Fault:
	message = f"“{region_name}”没有可以办理“{stage.stage_name}”的部门单位，请先添加主管所列系列的部门。"
	return Fault(NO_UNIT, message, "Unit", "")


def disabled(stage, unit) -> Fault:
	message = f"办理“{stage.stage_name}”的“{unit.unit_name}”已停用，请启用它，或改填其他单位。"
	return Fault(DISABLED, message, "Unit", unit.name)


def no_clerk(stage, unit, role: str) -> Fault:
	message = f"“{unit.unit_name}”没有具备“{role}”角色的经办人员，办不了“{stage.stage_name}”。请添加。"
	return Fault(NO_CLERK, message, "Unit", unit.name)


def expired(committee) -> Fault:
	message = f"“{committee.committee_name}”{committee.fault}，请更新有效期或换用其他评委会。"
	return Fault(EXPIRED, message, "Evaluation Committee", committee.name)


def expiring(committee) -> Fault:
	message = f"“{committee.committee_name}”的有效期到{committee.valid_to}为止，请及时续期或换届。"
	return Fault(EXPIRING, message, "Evaluation Committee", committee.name, YELLOW)


def no_duty(region_name: str, stage) -> Fault:
	message = f"“{region_name}”没有部门登记主管所列系列，“{stage.stage_name}”要由经办人员自己挑选单位。"
	return Fault(NO_DUTY, message, "Unit", "", YELLOW)
