"""同意通过 for many rows of the to-do list at once.

Every row goes through the one door in a transaction of its own; its result stands in its own record, so that a batch
that was interrupted says where, and goes on there. The token of a row is made of batch and case: never a second approval.
"""

import frappe
from frappe import _
from frappe.utils import cint, now_datetime, time_diff_in_seconds

from zhicheng import transactions
from zhicheng.constants import Action, StageKind
from zhicheng.domain import act_log, records
from zhicheng.domain.approval import acting, candidates, deadlines, handover, inputs, opinion, routing
from zhicheng.domain.people import members
from zhicheng.domain.queries import applications
from zhicheng.exceptions import ActionNotAllowed, NotYourStage, OpinionMissing, Refusal

BATCH, ROW = "Approval Batch", "Approval Batch Row"
WAITING, RUNNING, DONE, BROKEN = "等待", "办理中", "已完成", "已中断"
PASSED, REFUSED = "已通过", "未办理"
COUNTED = (("passed", PASSED), ("refused", REFUSED))
MOST = 200
EVENT = "zhicheng_batch"
# a worker that gave no sign for so long is gone
SILENT_SECONDS = 120
FIELDS = (
	"name", "user", "user_name", "unit", "status", "total", "passed", "refused", "opinion", "leader_name", "approved_on",
	"started_on", "beat_on", "finished_on", "stopped_at", "creation",
)  # fmt: skip
ROW_FIELDS = ("name", "application", "application_no", "applicant_name", "stage_name", "step", "outcome", "sentence", "done_on")


def fault(application: str) -> str:
	"""Why a case cannot be in a batch of the session's user; empty when it can."""
	case, task = applications.case(application), applications.open_task(application)
	try:
		acting.require_act(user=frappe.session.user, case=case, task=task)
		deadlines.require_in_time(task)
		stage = routing.stage_at(case.route, task.stage)
		if stage.stage_kind in (StageKind.COMMITTEE, StageKind.FINAL):
			return _("“{0}”须逐份办理。").format(stage.stage_name)
		if not task.first_opened_on:
			return _("还没有打开看过，请先打开一次。")
		if frappe.db.exists("Correction", {"application": application, "resolved": 0}):
			return _("还有没处理完的补正要求，请逐份办理。")
		legal = candidates.units_for(case, routing.stage_after(case.route, task.stage))
		return "" if len(legal) == 1 else _("下一步有{0}个单位可选，请逐份办理。").format(len(legal))
	except (Refusal, frappe.PermissionError) as refusal:
		return str(refusal)


def preview(names: list[str]) -> list[dict]:
	"""Each case with `fault`, what it is called and where it would go."""
	answer = []
	for name in dict.fromkeys(names):
		case, wrong = applications.case(name), fault(name)
		row = {"application": name, "application_no": case.application_no, "applicant_name": case.applicant_name}
		row.update({"stage_name": "", "next_unit_name": "", "fault": wrong})
		if not wrong:
			following = routing.stage_after(case.route, case.current_stage)
			row["stage_name"] = routing.stage_at(case.route, case.current_stage).stage_name
			row["next_unit_name"] = candidates.units_for(case, following)[0]["unit_name"]
		answer.append(row)
	return answer


def create(names: list[str], values: dict) -> str:
	"""A batch of the session's user over those of the cases that can be in one.

	:param values: opinion, leader_name, approved_on, written into the boxes that are not filled yet
	:raises: ActionNotAllowed, OpinionMissing
	"""
	rows = preview(_names(names))
	fitting = [row for row in rows if not row["fault"]]
	if not fitting:
		raise ActionNotAllowed(_("所选的申报都不能批量办理：{0}").format(rows[0]["fault"]))
	values = inputs.mapping(values, _("批量意见"), OpinionMissing)
	member = members.member_of(frappe.session.user)
	batch = frappe.new_doc(BATCH)
	batch.update({"user": frappe.session.user, "user_name": member.member_name, "unit": member.unit, "status": WAITING})
	batch.opinion = inputs.text(values.get("opinion"), _("审批意见"), OpinionMissing, limit=3000)
	batch.leader_name = inputs.text(values.get("leader_name"), _("负责人签字"), OpinionMissing, limit=60)
	batch.approved_on = inputs.day(values.get("approved_on"), _("审批日期"), OpinionMissing)
	if not (batch.opinion and batch.leader_name and batch.approved_on):
		raise OpinionMissing(_("请填写审批意见、负责人签字和审批日期，用于还没有填写意见的申报。"))
	batch.total = len(rows)
	batch.refused = len(rows) - len(fitting)
	records.insert(batch)
	for position, row in enumerate(rows, start=1):
		_insert_row(batch.name, position, row)
	act_log.record("批量办理", unit=member.unit, detail=_("共{0}份，批次 {1}").format(len(rows), batch.name))
	return batch.name


def _insert_row(batch: str, position: int, row: dict) -> None:
	doc = frappe.new_doc(ROW)
	doc.update({key: row[key] for key in ("application", "application_no", "applicant_name", "stage_name")})
	doc.update({"batch": batch, "position": position, "step": applications.case(row["application"]).step})
	doc.update({"outcome": REFUSED if row["fault"] else WAITING, "sentence": row["fault"]})
	records.insert(doc)


def start(batch: str) -> None:
	"""Let a worker go through it, once the batch is kept."""
	method = "zhicheng.domain.approval.batch.work"
	frappe.enqueue(method, queue="default", timeout=3600, enqueue_after_commit=True, batch=batch)


def resume(batch: str) -> dict:
	"""Go on with a batch that broke off or whose worker gives no sign any more."""
	found = require_own(batch)
	if found.status == DONE or (found.status == RUNNING and not _is_silent(found)):
		raise ActionNotAllowed(_("这一批{0}，不需要继续。").format(_("已办完") if found.status == DONE else _("正在办理")))
	# a request that writes nothing is not committed, and what waits for its commit would never be sent
	_write(batch, status=WAITING, beat_on=now_datetime())
	start(batch)
	return {"sentence": _("已从停下的地方继续。")}


def work(batch: str) -> None:
	"""The worker's part: row by row, each with its own end; safe to run again, also twice at once."""
	found = frappe.db.get_value(BATCH, batch, FIELDS, as_dict=True)
	if not found or found.status == DONE:
		return
	_write(batch, status=RUNNING, started_on=found.started_on or now_datetime())
	transactions.keep_chunk()
	try:
		for name in frappe.get_all(ROW, filters={"batch": batch, "outcome": WAITING}, pluck="name", order_by="position asc"):
			one_row(found, name)
			transactions.keep_chunk()
			_announce(batch, found.user)
	except Exception:
		frappe.db.rollback()
		_write(batch, status=BROKEN, stopped_at=_next(batch))
		transactions.keep_chunk()
		_announce(batch, found.user)
		raise
	_write(batch, status=DONE, finished_on=now_datetime(), stopped_at="")
	transactions.keep_chunk()
	_announce(batch, found.user)


def one_row(batch: dict, name: str) -> None:
	"""One case through the one door; a refusal is its result, and nothing of it stays."""
	row = frappe.db.get_value(ROW, name, ROW_FIELDS, as_dict=True, for_update=True)
	if row.outcome != WAITING:
		return
	frappe.db.savepoint("batch_row")
	# who was disabled or lost a role meanwhile does not go on
	members.forget()
	try:
		wrong = fault(row.application)
		if wrong:
			raise ActionNotAllowed(wrong)
		_fill(batch, row.application)
		answer = handover.act(row.application, Action.APPROVE, step=row.step, token=f"{batch.name}-{row.application}")
		outcome, sentence = PASSED, answer["sentence"]
	except (Refusal, frappe.PermissionError) as refusal:
		frappe.db.rollback(save_point="batch_row")
		frappe.clear_messages()
		outcome, sentence = REFUSED, str(refusal)
	frappe.db.set_value(ROW, name, {"outcome": outcome, "sentence": sentence[:500], "done_on": now_datetime()})
	counts = {key: frappe.db.count(ROW, {"batch": batch.name, "outcome": word}) for key, word in COUNTED}
	_write(batch.name, beat_on=now_datetime(), **counts)


def _fill(batch: dict, application: str) -> None:
	"""The batch's opinion into those fields of the boxes that are still empty."""
	given = {"opinion": batch.opinion, "leader_name": batch.leader_name, "approved_on": batch.approved_on}
	values = {}
	for box in opinion.boxes(application):
		written = {key: box[key] for key in opinion.INPUT_FIELDS if box[key]}
		values[box["box_code"]] = {**given, **written}
	opinion.save(application, values)


def state(batch: str) -> dict:
	"""How far it is, with the result of each row, for its own user."""
	found = require_own(batch)
	rows = frappe.get_all(ROW, filters={"batch": batch}, fields=list(ROW_FIELDS), order_by="position asc")
	told = {key: found[key] for key in ("name", "status", "total", "passed", "refused", "stopped_at", "creation")}
	told["can_resume"] = found.status == BROKEN or (found.status != DONE and _is_silent(found))
	return {**told, "done": cint(found.passed) + cint(found.refused), "rows": rows}


def _is_silent(batch: dict) -> bool:
	"""No worker gave a sign for a while: one may have died with the batch before its first row, or before it began."""
	last = batch.beat_on or batch.started_on or batch.creation
	return time_diff_in_seconds(now_datetime(), last) > SILENT_SECONDS


def recent() -> list[frappe._dict]:
	"""The last batches of the session's user."""
	fields = ["name", "status", "total", "passed", "refused", "creation"]
	return frappe.get_all(BATCH, filters={"user": frappe.session.user}, fields=fields, order_by="creation desc", limit=10)


def require_own(batch: str) -> frappe._dict:
	found = frappe.db.get_value(BATCH, batch, FIELDS, as_dict=True)
	if not found or found.user != frappe.session.user:
		raise NotYourStage(_("没有找到您的这一批办理，请刷新页面。"))
	return found


def _names(names: object) -> list[str]:
	if not isinstance(names, list) or not names or len(names) > MOST:
		raise ActionNotAllowed(_("请勾选1到{0}份申报。").format(MOST))
	return [str(name) for name in names]


def _next(batch: str) -> str:
	rows = frappe.get_all(
		ROW, filters={"batch": batch, "outcome": WAITING}, fields=["application_no"], order_by="position asc", limit=1
	)
	return rows[0].application_no if rows else ""


def _write(batch: str, **values) -> None:
	frappe.db.set_value(BATCH, batch, values)


def _announce(batch: str, user: str) -> None:
	frappe.publish_realtime(EVENT, {"batch": batch}, user=user)
