"""The trade's fixed words: roles, levels, states, actions, sections. No functions, no queries.

Sources: province manual 3.1.2 (roles), 3.1.1.1 (categories), 6.1 (stages), 4.1.1 (sections).
"""

from enum import Enum


class Word(str, Enum):
	"""A fixed word whose value is stored as it is; str() gives the value on every Python."""

	def __str__(self) -> str:
		return self.value


class Role(Word):
	"""The 18 roles, exactly as both manuals name them (province manual 3.1.2.1)."""

	PROVINCE_HRSS = "省人社厅经办人员(职称)"
	CITY_HRSS = "市(州)人社局经办人员(职称)"
	COUNTY_HRSS = "县(区)人社局经办人员(职称)"
	SENIOR_OFFICE = "高评办经办人员(职称)"
	INTERMEDIATE_OFFICE = "中评办经办人员(职称)"
	JUNIOR_OFFICE = "初评办经办人员(职称)"
	CENTRAL = "中央在川单位经办人员(职称)"
	PROVINCE_DEPARTMENT = "省级部门经办人员(职称)"
	PROVINCE_AFFILIATE = "省级部门所属单位经办人员(职称)"
	PROVINCE_ENTERPRISE = "省级企业经办人员(职称)"
	CITY_DEPARTMENT = "市(州)部门经办人员(职称)"
	CITY_AFFILIATE = "市(州)部门所属单位经办人员(职称)"
	CITY_ENTERPRISE = "市(州)企业经办人员(职称)"
	COUNTY_DEPARTMENT = "县(区)部门经办人员(职称)"
	COUNTY_AFFILIATE = "县(区)部门所属单位经办人员(职称)"
	COUNTY_ENTERPRISE = "县(区)企业经办人员(职称)"
	APPLICANT = "申报人(职称)"
	PROCESS_ATTACHMENT = "流程附件上传(总)"


class AdminRole(Word):
	"""The three administrators without a unit, who exclude each other (三员分立); the first is Frappe's own role."""

	SYSTEM = "System Manager"
	SECURITY = "安全管理员"
	AUDIT = "审计管理员"


ADMIN_ROLES = tuple(role.value for role in AdminRole)
HRSS_ROLES = (Role.PROVINCE_HRSS, Role.CITY_HRSS, Role.COUNTY_HRSS)
DEPARTMENT_ROLES = (Role.PROVINCE_DEPARTMENT, Role.CITY_DEPARTMENT, Role.COUNTY_DEPARTMENT)
OFFICE_ROLES = (Role.SENIOR_OFFICE, Role.INTERMEDIATE_OFFICE, Role.JUNIOR_OFFICE)
CLERK_ROLES = tuple(role for role in Role if role not in (Role.APPLICANT, Role.PROCESS_ATTACHMENT))
# who looks at the subtree of his unit; the other clerks see their own unit alone
SUBTREE_ROLES = HRSS_ROLES + DEPARTMENT_ROLES


class Category(Word):
	"""The codes of the 12 unit categories (单位隶属关系); the province manual's numbers skip 8."""

	CENTRAL = "CENTRAL"
	PROV_DEPT = "PROV_DEPT"
	PROV_AFFIL = "PROV_AFFIL"
	PROV_ENT = "PROV_ENT"
	CITY_DEPT = "CITY_DEPT"
	CITY_AFFIL = "CITY_AFFIL"
	CITY_SOE = "CITY_SOE"
	CITY_PRIV = "CITY_PRIV"
	CNTY_DEPT = "CNTY_DEPT"
	CNTY_AFFIL = "CNTY_AFFIL"
	CNTY_SOE = "CNTY_SOE"
	CNTY_PRIV = "CNTY_PRIV"


class Level(Word):
	SENIOR = "高级"
	INTERMEDIATE = "中级"
	JUNIOR = "初级"


SUB_LEVELS = {
	Level.SENIOR: ("正高级", "副高级"),
	Level.INTERMEDIATE: ("中级",),
	Level.JUNIOR: ("助理级", "员级"),
}


class State(Word):
	"""The states that are not stages; every stage name is a state too (design 4.1)."""

	DRAFT = "草稿"
	RETURNED = "待申报人修改"
	VOIDED = "已作废"
	DELETED = "已删除"
	PASSED = "已通过"
	FAILED = "未通过"


FINAL_STATES = (State.VOIDED, State.DELETED, State.PASSED, State.FAILED)
APPLICANT_STATES = (State.DRAFT, State.RETURNED)
# what Title Application.next_stage holds when the target is no stage of a route
STATE_CODES = {state.name: state for state in State}


class Action(Word):
	"""Verbs of the approval; the first group are Workflow actions; of the others 撤回同意 and 改派 alone move the case."""

	SUBMIT = "提交"
	APPROVE = "同意通过"
	RETURN = "返回修改"
	REJECT = "拒绝"
	VOID = "流程作废"
	TALLY = "录入评审结果"
	WITHDRAW = "撤回"
	DELETE_PROCESS = "删除流程"
	UNDO_VOID = "撤销作废"
	MARK_READ = "已阅"
	SAVE_OPINION = "保存意见"
	DISCARD = "删除"
	RECALL = "撤回同意"
	HAND_OVER = "转办"
	EXTEND = "延期"
	REMIND = "催办"
	REROUTE = "改派"


WORKFLOW_ACTIONS = (
	Action.SUBMIT,
	Action.APPROVE,
	Action.RETURN,
	Action.REJECT,
	Action.VOID,
	Action.TALLY,
	Action.WITHDRAW,
	Action.DELETE_PROCESS,
	Action.UNDO_VOID,
)


class StageKind(Word):
	APPLICANT = "个人申报"
	OWN_UNIT = "所在单位"
	REVIEW = "审核"
	OFFICE = "资格审查"
	COMMITTEE = "评审"
	FINAL = "终审"


class Resolver(Word):
	"""How the unit that acts at a stage is found (design 4.6)."""

	OWN_UNIT = "所在单位"
	SUPERVISING_UNIT = "主管部门"
	COUNTY_INDUSTRY = "县(区)行业主管部门"
	CITY_INDUSTRY = "市(州)行业主管部门"
	COUNTY_HRSS = "县(区)人社局"
	CITY_HRSS = "市(州)人社局"
	PROVINCE_HRSS = "省人社厅"
	COMMITTEE_OFFICE = "评委会办公室"


class TaskStatus(Word):
	OPEN = "待处理"
	DONE = "已处理"


APPLICANT_STAGE = "A"
# lists, cards and registers count so far and say “1000+” beyond: who has more needs no number
MOST_COUNTED = 1000
WORKFLOW_NAME = "职称申报审批"
ROOT_REGION = "510000"
