"""Opinions: drafts while the row is open, frozen when the case moves on (manual 5.1, domain 5.1)."""

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime, nowdate

from zhicheng.constants import Action
from zhicheng.domain import act_log, records
from zhicheng.domain.approval import acting, inputs, opinion_keys, public_notice, routing, signatures, substitutes
from zhicheng.domain.people import members
from zhicheng.domain.queries import applications, rows
from zhicheng.domain.queries.held import kept
from zhicheng.exceptions import OpinionMissing

INPUT_FIELDS = ("opinion", "leader_name", "signature", "approved_on", "notice_from", "notice_to", "notice_result")
FIELDS = applications.OPINION_FIELDS
LABELS = {
	"opinion": "审批意见", "leader_name": "负责人签字", "approved_on": "审批日期", "notice_from": "公示开始日期",
	"notice_to": "公示结束日期", "notice_result": "公示结果", "signature": "签字图片",
}  # fmt: skip
DATES = ("approved_on", "notice_from", "notice_to")
LIMITS = {"opinion": 3000, "leader_name": 60, "signature": 140, "notice_result": 140}
REQUIRED = {"opinion": "审批意见", "leader_name": "负责人签字", "approved_on": "审批日期"}


def boxes(application: str) -> list[dict]:
	"""The boxes of the open stage with what is saved; after a return, what this unit wrote before.

	:return: rows {box_code, box_title, with_public_notice, opinion, leader_name, approved_on, notice_*}
	"""
	case = applications.case(application)
	task = applications.open_task(application)
	if not task:
		return []
	written = of_case(application)
	saved = {row.box_code: row for row in written if row.task == task.name} or _earlier(written, task)
	return _shown(routing.stage_at(case.route, task.stage), saved)


def empty_boxes(stage: dict) -> list[dict]:
	"""The boxes of a stage that nobody has written in yet."""
	return _shown(stage, {})


def _shown(stage: dict, saved: dict) -> list[dict]:
	answer = []
	for box in stage.boxes:
		row = saved.get(box["box_code"]) or {}
		answer.append(
			{
				"box_code": box["box_code"],
				"box_title": box["box_title"],
				"with_public_notice": bool(box["with_public_notice"]),
				**{field: row.get(field) or "" for field in INPUT_FIELDS},
			}
		)
	return answer


def save(application: str, values: dict) -> dict:
	"""保存意见: keep the boxes as a draft; the state does not change.

	:param values: box_code → {opinion, leader_name, approved_on, notice_from, notice_to, notice_result}
	:raises: NotYourStage, OwnCase, OpinionMissing for a box that the stage does not have
	"""
	case = applications.locked(application)
	task = applications.open_task(application, for_update=True) if case else None
	acting.require_act(user=frappe.session.user, case=case, task=task)
	values = inputs.mapping(values, task.stage_name, OpinionMissing)
	known = {box["box_code"]: box for box in routing.stage_at(case.route, task.stage).boxes}
	for code, value in values.items():
		if code not in known:
			raise OpinionMissing(_("“{0}”环节没有意见栏“{1}”，请刷新页面。").format(task.stage_name, code))
		_keep(case, task, known[code], value)
	act_log.record(Action.SAVE_OPINION, application=application, stage=task.stage, unit=task.unit)
	return {"saved_on": now_datetime(), "sentence": _("意见已保存，申报仍在您的待办业务中。")}


def require_complete(written: list[dict], stage: dict) -> None:
	"""The stage may be left forward: every box is complete (`path.leave` makes them final).

	:param written: the opinions of the open row
	:raises OpinionMissing: naming box and field
	"""
	saved = {row.box_code: row for row in written}
	for box in stage.boxes:
		_require_complete(saved.get(box["box_code"]), box)


def _require_complete(row: dict | None, box: dict) -> None:
	if not row:
		raise OpinionMissing(_("请先填写“{0}”并保存意见。").format(box["box_title"]))
	for field, label in REQUIRED.items():
		if not str(row.get(field) or "").strip():
			raise OpinionMissing(_("“{0}”缺少{1}，请补充后保存意见。").format(box["box_title"], _(label)))
	if getdate(row.approved_on) > getdate(nowdate()):
		raise OpinionMissing(_("“{0}”的审批日期不能晚于今天。").format(box["box_title"]))
	if box["with_public_notice"]:
		public_notice.check(row, box["box_title"])


def give_back(case: dict, stages: list[str]) -> None:
	"""The case walks back: what those stages wrote in this round is no longer in force, and stays in the history."""
	filters = {"application": case.name, "round_no": case.round_no, "stage": ["in", stages], "is_draft": 0}
	frappe.db.set_value("Stage Opinion", filters, "superseded", 1, update_modified=False)


def discard_drafts(task: str) -> None:
	"""The row was closed without an opinion: its drafts end with it."""
	frappe.db.delete("Stage Opinion", {"task": task, "is_draft": 1})


def adopt_drafts(*, from_task: str, application: str) -> None:
	"""Drafts of a passage that was reopened go on with it."""
	task = applications.open_task(application)
	frappe.db.set_value("Stage Opinion", {"task": from_task, "is_draft": 1}, "task", task.name)


def carry_over(application: str, round_no: int) -> None:
	"""A corrected dossier goes straight back to the stage that sent it: the opinions before stay in force."""
	filters = {"application": application, "is_draft": 0, "superseded": 0, "round_no": round_no - 1}
	frappe.db.set_value("Stage Opinion", filters, "round_no", round_no, update_modified=False)


def current(application: str, round_no: int) -> list[frappe._dict]:
	"""The opinions in force in a round: what the paper form prints."""
	return [row for row in history(application) if row.round_no == round_no and not row.superseded]


def history(application: str) -> list[frappe._dict]:
	"""All opinions that were given, of all rounds."""
	return [row for row in of_case(application) if not row.is_draft]


@kept
def of_case(application: str) -> list[frappe._dict]:
	"""All that was written for a case in the order in which it was begun, drafts too."""
	return rows.many("Stage Opinion", FIELDS, ordered=("creation",), application=application)


def _earlier(written: list[dict], task: dict) -> dict:
	"""What the same unit wrote at this stage in this round, before the case came back to it."""
	place = (task.stage, task.unit, task.round_no)
	return {row.box_code: row for row in written if (row.stage, row.unit, row.round_no) == place}


def _read(field: str, value: object):
	if field in DATES:
		return inputs.day(value, _(LABELS[field]), OpinionMissing)
	return inputs.text(value, _(LABELS[field]), OpinionMissing, limit=LIMITS[field])


def _keep(case: dict, task: dict, box: dict, value: dict) -> None:
	value = inputs.mapping(value, box["box_title"], OpinionMissing)
	values = {field: _read(field, value[field]) for field in INPUT_FIELDS if field in value}
	member = members.member_of(frappe.session.user)
	recorded = substitutes.named(task.deputy_for_name, member.member_name) if task.deputy_for_name else member.member_name
	values.update({"recorded_by": frappe.session.user, "recorded_by_name": recorded})
	if values.get("signature"):
		values["leader_name"] = signatures.require_usable(values["signature"], task.unit).leader_name
	name = frappe.db.get_value("Stage Opinion", {"task": task.name, "box_code": box["box_code"]}, "name")
	if name or not _add(case, task, box, values):
		_change(name or opinion_keys.holder(task.name, box["box_code"]), values)


def _change(name: str, values: dict) -> None:
	"""Another name without a picture of his takes the picture of the one before away."""
	before = frappe.db.get_value("Stage Opinion", name, ("leader_name", "signature"), as_dict=True, for_update=True)
	renamed = "leader_name" in values and (values["leader_name"] or "") != (before.leader_name or "")
	if renamed and before.signature and "signature" not in values:
		values["signature"] = ""
	frappe.db.set_value("Stage Opinion", name, values)


def _add(case: dict, task: dict, box: dict, values: dict) -> bool:
	"""The first text of the box; False where somebody was faster and this request's snapshot does not show it.

	No locking read before it: the locks that two of them take on a row that is not there block each other's insert.
	"""
	row = frappe.new_doc("Stage Opinion")
	row.update({"application": case.name, "task": task.name, "round_no": task.round_no, "is_draft": 1})
	row.update({key: task[key] for key in ("stage", "stage_name", "unit", "unit_name")})
	row.update({"box_code": box["box_code"], "box_title": box["box_title"], **values})
	try:
		records.insert(row)
	except frappe.UniqueValidationError:
		# Frappe has printed that a field must be unique
		frappe.clear_last_message()
		return False
	return True
