"""A few cases under way, walked through the same doors as real ones: so that lists, chart and print show something."""

import frappe
from frappe.utils import add_days, nowdate

from zhicheng.constants import Action, StageKind
from zhicheng.domain.approval import handover, opinion, submission
from zhicheng.domain.queries import applications
from zhicheng.setup.demo import dossiers, world

OPINIONS = {
	"U1": "近五年年度考核均为合格及以上，其中一年优秀。",
	"U2": "经公示无异议，材料真实，符合申报条件，同意推荐。",
}
DEFAULT_OPINION = "经审核，材料齐全，符合申报条件，同意上报。"
TALLY = {"members": 25, "present": 21, "yes": 18, "no": 3}


def load() -> None:
	"""测试乙 all the way; 测试甲 a draft; others waiting at a stage, returned, rejected and voided."""
	if frappe.db.count("Title Application"):
		return
	before = frappe.session.user
	try:
		_passed("测试乙", "农业技术人员")
		_draft("测试甲", "卫生技术人员")
		_waiting("测试壬", "卫生技术人员", approvals=0)
		_waiting("测试庚", "卫生技术人员", approvals=1)
		_waiting("测试戊", "卫生技术人员", approvals=0)
		_waiting("测试子", "农业技术人员", approvals=1)
		_returned("测试癸", "农业技术人员", Action.RETURN, "请补充近五年年度考核中最近一年的考核登记表。")
		_returned("测试丑", "农业技术人员", Action.REJECT, "申报专业与现从事专业不一致，请核对后重新提交。")
		_returned("测试己", "卫生技术人员", Action.VOID, "提交的证书经核实不实，按通知第五条作废。")
	finally:
		frappe.set_user(before)


def draft(name: str, notice: str) -> str:
	"""A complete dossier of a demo person under a notice, not submitted."""
	frappe.set_user(world.user(name))
	application = submission.start(notice)
	dossiers.fill(application)
	return application


def submit(application: str) -> dict:
	"""Submit as the case's applicant."""
	case = applications.case(application)
	frappe.set_user(case.applicant)
	return submission.submit(application, step=case.step, token=frappe.generate_hash(length=20))


def clerk_of(application: str) -> str:
	"""A user who may act on the open row."""
	task, case = applications.open_task(application), applications.case(application)
	member = frappe.qb.DocType("Unit Member")
	role = frappe.qb.DocType("Unit Member Role")
	found = (
		frappe.qb.from_(member)
		.join(role)
		.on(role.parent == member.name)
		.select(member.user)
		.where((member.unit == task.unit) & (role.role == task.role) & (member.user != case.applicant))
		.run(pluck=True)
	)
	return found[0]


def opinions_for(boxes: list[dict]) -> dict[str, dict]:
	"""What a clerk would write into the boxes of a stage."""
	values = {}
	for box in boxes:
		value = {"opinion": OPINIONS.get(box["box_code"], DEFAULT_OPINION), "leader_name": "测试负责人"}
		value["approved_on"] = nowdate()
		if box["with_public_notice"]:
			value.update({"notice_from": add_days(nowdate(), -10), "notice_to": add_days(nowdate(), -1)})
			value["notice_result"] = "无异议"
		values[box["box_code"]] = value
	return values


def write_opinions(application: str) -> None:
	"""Fill and save every box of the open stage as one of its clerks."""
	frappe.set_user(clerk_of(application))
	opinion.save(application, opinions_for(opinion.boxes(application)))


def approve(application: str, **kwargs) -> dict:
	"""Opinions and 同意通过 (or the tally) by a clerk of the open stage."""
	write_opinions(application)
	action, details = forward(applications.case(application).current_stage)
	return act(application, action, **{**details, **kwargs})


def forward(stage: str) -> tuple[Action, dict]:
	"""The verb that passes a stage, and what it needs."""
	kind = frappe.db.get_value("Approval Stage", stage, "stage_kind")
	if kind == StageKind.COMMITTEE:
		return Action.TALLY, {"tally": TALLY}
	if kind == StageKind.FINAL:
		return Action.APPROVE, {"final": {"result_doc_no": "测试职改〔2026〕1号", "result_date": nowdate()}}
	return Action.APPROVE, {}


def act(application: str, action: str, **kwargs) -> dict:
	"""One act of a clerk of the open stage at the present step."""
	frappe.set_user(clerk_of(application))
	step = applications.case(application).step
	return handover.act(application, action, step=step, token=frappe.generate_hash(length=20), **kwargs)


def _draft(name: str, series: str) -> None:
	frappe.set_user(world.user(name))
	application = submission.start(world.notice(series, "高级"))
	dossiers.fill(application, skip=("exam", "self_summary", "other_attachment"))


def _waiting(name: str, series: str, *, approvals: int) -> str:
	application = draft(name, world.notice(series, "高级"))
	submit(application)
	for _ in range(approvals):
		approve(application)
	return application


def _passed(name: str, series: str) -> None:
	application = _waiting(name, series, approvals=0)
	while applications.open_task(application):
		approve(application)


def _returned(name: str, series: str, action: str, reason: str) -> None:
	application = _waiting(name, series, approvals=0 if action == Action.RETURN else 1)
	act(application, action, reason=reason)
