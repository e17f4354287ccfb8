"""What an applicant typed becomes what a field stores, or a sentence that says why not.

Text is kept as it was typed, `a<b` and `R&D` too: whoever shows it escapes it.
"""

import datetime
import re

import frappe
from frappe.utils import cint, cstr, get_datetime, getdate

from zhicheng.domain.dossier.section_fields import is_writable

DATA_LENGTH = 140
TEXT_LENGTH = 20000
YEARS = (1900, 2100)
# Frappe stores an empty number as 0: to a person it is an empty field
NUMBERS = ("Int", "Float", "Currency", "Percent")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")
_PHONE = re.compile(r"[0-9+()（） 转-]{5,25}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class ValueRefused(Exception):
	"""Carries the sentence about one value; callers gather them."""


def parse(fields: list, values: dict) -> tuple[dict, list[dict]]:
	"""Stored values of the writable fields among `values`, and the errors by field."""
	by_name = {df.fieldname: df for df in fields}
	parsed, errors = {}, []
	for fieldname, value in values.items():
		df = by_name.get(fieldname)
		if not df or not is_writable(df):
			continue
		try:
			parsed[fieldname] = parse_one(df, value)
		except ValueRefused as refused:
			errors.append({"fieldname": fieldname, "label": df.label, "message": str(refused)})
	return parsed, errors


def parse_one(df, value):
	"""One value by its field type; an empty one is stored as empty, whether required or not."""
	if isinstance(value, (dict, list)):
		raise ValueRefused(f"“{df.label}”的内容无法识别，请重新填写。")
	if df.fieldtype == "Check":
		return cint(value in (1, "1", True, "true", "on"))
	text = clean(value)
	if not text:
		return 0 if df.fieldtype in NUMBERS else None if df.fieldtype in ("Date", "Datetime") else ""
	return _PARSERS.get(df.fieldtype, _long_text)(df, text)


def typed(df, value) -> str:
	"""A stored value as an input of the page holds it."""
	if df.fieldtype == "Check":
		return "1" if cint(value) else "0"
	if df.fieldtype in NUMBERS and not value:
		return ""
	if df.fieldtype == "Datetime" and value:
		return cstr(value)[:16].replace(" ", "T")
	return cstr(value)


def clean(value) -> str:
	"""Text without control and direction characters, without blanks around it."""
	if value is None:
		return ""
	return _CONTROL.sub("", str(value).replace("\r\n", "\n")).strip()


def _date(df, text: str) -> datetime.date:
	try:
		day = getdate(datetime.date.fromisoformat(text.replace("/", "-").replace(".", "-")))
	except ValueError:
		raise ValueRefused(f"“{df.label}”不是有效日期，请按“年-月-日”填写，例如 2020-07-01。") from None
	if not YEARS[0] <= day.year <= YEARS[1]:
		raise ValueRefused(f"“{df.label}”的年份应在 {YEARS[0]} 至 {YEARS[1]} 之间，请检查。")
	return day


def _datetime(df, text: str) -> datetime.datetime:
	try:
		return get_datetime(datetime.datetime.fromisoformat(text))
	except ValueError:
		raise ValueRefused(f"“{df.label}”不是有效时间，请按“年-月-日 时:分”填写。") from None


def _int(df, text: str) -> int:
	if not re.fullmatch(r"-?\d{1,9}", text):
		raise ValueRefused(f"“{df.label}”应填整数，请不要带单位或小数。")
	number = int(text)
	if number < 0 and df.non_negative:
		raise ValueRefused(f"“{df.label}”不能是负数，请检查。")
	return number


def _float(df, text: str) -> float:
	if not re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", text):
		raise ValueRefused(f"“{df.label}”应填数字，请检查。")
	return float(text)


def _select(df, text: str) -> str:
	options = [option.strip() for option in (df.options or "").split("\n")]
	if text not in options:
		raise ValueRefused(f"“{df.label}”没有“{text[:20]}”这一项，请从下拉列表中选择。")
	return text


def _link(df, text: str) -> str:
	if not frappe.db.exists(df.options, text):
		raise ValueRefused(f"“{df.label}”所选的内容已不存在，请重新选择。")
	return text


def _data(df, text: str) -> str:
	text = " ".join(text.split("\n"))
	limit = cint(df.length) or DATA_LENGTH
	if len(text) > limit:
		raise ValueRefused(f"“{df.label}”最多 {limit} 个字，现有 {len(text)} 个字，请精简。")
	if df.options == "Phone" and not _PHONE.fullmatch(text):
		raise ValueRefused(f"“{df.label}”不像电话号码，请检查。")
	if df.options == "Email" and not _EMAIL.fullmatch(text):
		raise ValueRefused(f"“{df.label}”不像邮箱地址，请检查。")
	return text


def _long_text(df, text: str) -> str:
	limit = cint(df.length) or TEXT_LENGTH
	if len(text) > limit:
		raise ValueRefused(f"“{df.label}”最多 {limit} 个字，现有 {len(text)} 个字，请精简。")
	return text


_PARSERS = {
	"Date": _date,
	"Datetime": _datetime,
	"Int": _int,
	"Float": _float,
	"Currency": _float,
	"Percent": _float,
	"Select": _select,
	"Link": _link,
	"Data": _data,
	"Autocomplete": _data,
}
