"""How values read on the form: dates as 2025年7月1日, periods as 2012.09—2016.07, ticks as 是."""

import html
from datetime import date

import frappe
from frappe.utils import cint, cstr, get_datetime, getdate, strip_html

EMPTY = "无"
TO_PRESENT = "至今"
NO_DATE = "\u3000\u3000年\u3000月\u3000日"


def as_text(field, value) -> str:
	"""The words that stand for a stored value, by the kind of its field; empty values give an empty text."""
	if field.fieldtype == "Check":
		return "是" if cint(value) else ""
	if value in (None, "", 0):
		return ""
	if field.fieldtype == "Date":
		return long_date(value)
	if field.fieldtype == "Datetime":
		return get_datetime(value).strftime("%Y-%m-%d %H:%M")
	if field.fieldtype == "Link":
		return linked_title(field.options, value)
	if field.fieldtype in ("Text Editor", "HTML Editor"):
		return strip_html(cstr(value)).strip()
	return cstr(value).strip()


def typed(value) -> str:
	"""What an office typed: Frappe keeps such texts with entities; templates escape again. A dossier's are plain."""
	return html.unescape(cstr(value)).strip()


def linked_title(doctype: str, name: str) -> str:
	"""What a person calls the linked record; its name where it has no title or is gone."""
	title_field = frappe.get_meta(doctype).title_field
	title = title_field and frappe.get_cached_value(doctype, name, title_field)
	return cstr(title or name)


def long_date(value) -> str:
	"""2025年7月1日"""
	if not value:
		return ""
	day = getdate(value)
	return f"{day.year}年{day.month}月{day.day}日"


def signed_on(value) -> str:
	"""The date beside a signature, or the blank to be filled by hand."""
	return long_date(value) or NO_DATE


def month(value) -> str:
	"""2012.09, as the 起止时间 columns of the paper form are written."""
	if not value:
		return ""
	day: date = getdate(value)
	return f"{day.year}.{day.month:02d}"


def period(start, end, to_present=False) -> str:
	"""2012.09—2016.07, or 2016.08—至今"""
	until = TO_PRESENT if cint(to_present) else month(end)
	return f"{month(start)}—{until}" if until else month(start)
