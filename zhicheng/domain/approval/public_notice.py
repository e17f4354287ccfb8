"""公示 inside the unit and of the result: at least 5 working days, setting off/warn/block (design 4.8)."""

from datetime import timedelta

from frappe import _
from frappe.utils import cint, getdate

from zhicheng.domain import settings
from zhicheng.exceptions import OpinionMissing

OFF, WARN, BLOCK = "关闭", "提醒", "阻止"


def working_days(first, last) -> int:
	"""Mondays to Fridays from first to last, both counted; 0 when last is before first."""
	first, last = getdate(first), getdate(last)
	days = (first + timedelta(days=n) for n in range((last - first).days + 1))
	return sum(day.weekday() < 5 for day in days)


def fault(notice_from, notice_to, notice_result) -> str:
	"""What is wrong with the dates and the result of a public notice; empty when all is well."""
	needed = cint(settings.get("public_notice_days"))
	if not (notice_from and notice_to):
		return _("没有填写公示起止日期。")
	if getdate(notice_to) < getdate(notice_from):
		return _("公示结束日期早于开始日期。")
	days = working_days(notice_from, notice_to)
	if days < needed:
		return _("公示只有{0}个工作日，规定不少于{1}个工作日。").format(days, needed)
	return "" if (notice_result or "").strip() else _("没有填写公示结果。")


def check(row: dict, box_title: str) -> None:
	"""Refuse a box with a faulty public notice where the setting says 阻止.

	:raises OpinionMissing: with what is wrong
	"""
	if settings.get("public_notice_check") != BLOCK:
		return
	wrong = fault(row.get("notice_from"), row.get("notice_to"), row.get("notice_result"))
	if wrong:
		raise OpinionMissing(_("“{0}”：{1}请补充后保存意见。").format(box_title, wrong))
