"""A notice's time left, in words that nobody has to reckon with."""

from datetime import datetime

from frappe import _
from frappe.utils import format_datetime, get_datetime, now_datetime

HOUR, DAY = 3600, 24 * 3600
# from here on a deadline is shown as pressing
HURRY_SECONDS = 3 * DAY


def left(notice: dict, now: datetime | None = None) -> dict:
	"""`left`: the words; `hurry`: whether the deadline is near."""
	now = now or now_datetime()
	begins, ends = get_datetime(notice.apply_from), get_datetime(notice.apply_to)
	if now < begins:
		return {"left": _("{0}后开始").format(_span((begins - now).total_seconds())), "hurry": False}
	seconds = (ends - now).total_seconds()
	if seconds <= 0 or notice.status != "发布":
		return {"left": _("已截止"), "hurry": False}
	if ends.date() == now.date():
		return {"left": _("今天{0}截止").format(_clock(ends)), "hurry": True}
	return {"left": _("还剩{0}").format(_span(seconds)), "hurry": seconds <= HURRY_SECONDS}


def minute(value) -> str:
	return format_datetime(value, "yyyy-MM-dd HH:mm")


def _span(seconds: float) -> str:
	"""Whole days above two, so that nobody counts on a day that is not there; hours and minutes below."""
	if seconds >= 2 * DAY:
		return _("{0}天").format(int(seconds // DAY))
	if seconds >= HOUR:
		return _("{0}小时").format(int(seconds // HOUR))
	return _("{0}分钟").format(max(1, int(seconds // 60)))


def _clock(moment: datetime) -> str:
	return moment.strftime("%H:%M")
