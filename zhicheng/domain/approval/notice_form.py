"""The checks of the notice form: what fits together, what may still change, and who would get stuck when it opens."""

import frappe
from frappe import _
from frappe.utils import cint, format_datetime, get_datetime, getdate, now_datetime

from zhicheng.domain import act_log
from zhicheng.domain.queries import regions
from zhicheng.domain.route_check import check as route_check
from zhicheng.domain.route_check import faults
from zhicheng.exceptions import NoticeInvalid

DRAFT, OPEN, CLOSED, ARCHIVED = "草稿", "发布", "截止", "归档"
ORDER = (DRAFT, OPEN, CLOSED, ARCHIVED)
# what cases of the notice were judged by
FROZEN = {"declare_year": "申报年度", "level": "申报级别", "series": "申报系列", "committee": "评审委员会"}
TIMES = {"apply_from": "申报开始", "apply_to": "申报截止", "resubmit_deadline": "补正后再次提交截止"}
NEEDED = ("apply_from", "apply_to", "declare_year", "level", "series", "committee")
SHOWN_UNITS = 5


def check(doc) -> None:
	"""Times in order, a committee that judges this, nothing changed that running cases stand on.

	:raises NoticeInvalid: with a sentence that says what to change
	"""
	if not all(doc.get(field) for field in NEEDED):
		return  # Frappe names what is missing
	_check_times(doc)
	_check_committee(doc)
	_check_stage_deadlines(doc)
	_check_changes(doc)
	_check_not_cut_short(doc)


def check_row(row) -> None:
	"""A deadline saved or removed by itself would pass these checks and the log by.

	:raises NoticeInvalid: when the notice is published
	"""
	stored = frappe.db.get_value(row.doctype, row.name, "parent")
	for notice in {row.parent, stored} - {None}:
		if frappe.db.get_value("Evaluation Notice", notice, "status") not in (None, DRAFT):
			raise NoticeInvalid(_("通知已经发布，环节截止时间请在通知中修改。"))


def follow(doc) -> None:
	"""After saving: new times are logged; publishing tells which units' cases would get stuck."""
	before = doc.get_doc_before_save()
	if before and before.status != DRAFT:
		_log_new_times(before, doc)
	if doc.status == OPEN and (not before or before.status != OPEN):
		warn_of_stuck_units(doc)


def warn_of_stuck_units(doc) -> None:
	"""A warning, not a refusal: most units should not wait for the one that has no clerk."""
	red = {
		unit: fault
		for (unit, _level, _stage, fault) in route_check.of_notice(doc).found
		if fault.colour == faults.RED
	}
	if not red:
		return
	names = dict(frappe.get_all("Unit", filters={"name": ["in", list(red)]}, fields=["name", "unit_name"], as_list=True))
	lines = [f"{names[unit]}：{fault.message}" for unit, fault in list(red.items())[:SHOWN_UNITS]]
	more = _("……另有{0}个单位，见“流程体检”。").format(len(red) - SHOWN_UNITS) if len(red) > SHOWN_UNITS else ""
	title = _("{0}个单位的申报会走不通").format(len(red))
	frappe.msgprint([*lines, more] if more else lines, title=title, indicator="orange", as_list=True)


def _check_times(doc) -> None:
	if get_datetime(doc.apply_from) >= get_datetime(doc.apply_to):
		raise NoticeInvalid(_("申报截止须晚于申报开始，请检查两个时间。"))
	if doc.resubmit_deadline and get_datetime(doc.resubmit_deadline) < get_datetime(doc.apply_to):
		raise NoticeInvalid(_("补正后再次提交截止不能早于申报截止，请检查，或留空与申报截止相同。"))
	if not 2000 <= cint(doc.declare_year) < 2100:
		raise NoticeInvalid(_("申报年度应是四位年份，如2026。"))


def _check_committee(doc) -> None:
	committee = frappe.db.get_value("Evaluation Committee", doc.committee, "*", as_dict=True)
	if not committee:
		raise NoticeInvalid(_("选择的评审委员会不存在，请重新选择。"))
	if (committee.level, committee.series) != (doc.level, doc.series):
		message = _("“{0}”评审的是{1}“{2}”，与通知的级别或系列不同，请重新选择评审委员会。")
		raise NoticeInvalid(message.format(committee.committee_name, committee.level, committee.series))
	if doc.status == OPEN and committee.status != "启用":
		raise NoticeInvalid(_("“{0}”已停用，不能发布通知。").format(committee.committee_name))
	if doc.status == OPEN and committee.valid_to and getdate(committee.valid_to) < getdate(doc.apply_to):
		message = _("“{0}”的有效期到{1}为止，早于申报截止。请先续期或换届，再发布通知。")
		raise NoticeInvalid(message.format(committee.committee_name, committee.valid_to))
	if doc.eligible_region and committee.region not in regions.ancestors(doc.eligible_region):
		message = _("可申报的行政区域不在“{0}”的范围内，请重新选择。")
		raise NoticeInvalid(message.format(committee.committee_name))


def _check_stage_deadlines(doc) -> None:
	seen = set()
	for row in doc.stage_deadlines:
		if row.stage in seen:
			raise NoticeInvalid(_("环节截止时间第{0}行：同一环节只能填一次。").format(row.idx))
		seen.add(row.stage)
		if row.deadline and get_datetime(row.deadline) <= get_datetime(doc.apply_from):
			raise NoticeInvalid(_("环节截止时间第{0}行：须晚于申报开始。").format(row.idx))


def _check_changes(doc) -> None:
	before = doc.get_doc_before_save()
	if not before:
		return
	has_cases = frappe.db.exists("Title Application", {"notice": doc.name})
	if before.status != DRAFT and doc.status == DRAFT and has_cases:
		raise NoticeInvalid(_("已有人按这个通知申报，不能退回草稿；不再接受申报请改为“截止”。"))
	for field, label in FROZEN.items():
		if has_cases and str(before.get(field)) != str(doc.get(field)):
			raise NoticeInvalid(_("已有人按这个通知申报，{0}不能再改。需要时请另发通知。").format(_(label)))


def _check_not_cut_short(doc) -> None:
	"""A time that is over takes acts away from people who could not know; the notice's status ends it openly."""
	before = doc.get_doc_before_save()
	if not before or before.status == DRAFT:
		return
	old, new = _ends(before), _ends(doc)
	for label, ends in new.items():
		if ends != old.get(label) and ends and ends < now_datetime():
			message = _("通知已经发布，{0}不能改到现在以前（{1}）。要提前结束申报，请把状态改为“截止”。")
			raise NoticeInvalid(message.format(label, _minute(ends)))


def _ends(doc) -> dict:
	"""The times after which something can no longer be done; without its own, resubmission ends with the application."""
	times = {**_times(doc), _(TIMES["resubmit_deadline"]): _second(doc.resubmit_deadline or doc.apply_to)}
	return {label: value for label, value in times.items() if label != _(TIMES["apply_from"])}


def _times(doc) -> dict:
	found = {_(label): _second(doc.get(field)) for field, label in TIMES.items()}
	for row in doc.stage_deadlines:
		name = frappe.get_cached_value("Approval Stage", row.stage, "stage_name") or row.stage
		found[_("环节“{0}”的截止时间").format(name)] = _second(row.deadline)
	return found


def _log_new_times(before, doc) -> None:
	old, new = _times(before), _times(doc)
	for label in {**old, **new}:
		if old.get(label) != new.get(label):
			detail = f"{doc.title}：{label} {_minute(old.get(label))} → {_minute(new.get(label))}"
			act_log.record("修改申报时间", detail=detail)


def _second(value):
	"""A browser sends a time back without its fractions."""
	return get_datetime(value).replace(microsecond=0) if value else None


def _minute(value) -> str:
	return format_datetime(value, "yyyy-MM-dd HH:mm") if value else "未填"
