"""Frappe's lists, cards and charts put names of columns from a request into the statement: here they may be names and nothing else.

Frappe before 15.121 and 16.34 lets an expression through, `(select sleep(9))` for one, which answers any guess by its time;
its number cards and charts take one inside the JSON of a widget, and answer with what it finds.
"""

import json
import re

import frappe

COLUMN = r"(?:(?:`tab[\w \-]+`|tab\w+)\.)?(?:`\w+`|\w+)"
PLAIN = re.compile(rf"\s*{COLUMN}(?:\s+(?:asc|desc))?\s*(?:,\s*{COLUMN}(?:\s+(?:asc|desc))?\s*)*", re.IGNORECASE)
PLACES = ("order_by", "group_by")
# the same in the arguments of Frappe's own methods, at any depth of their JSON
STOCK_PLACES = (
	*PLACES, "sort_by", "sort_field", "sort_order", "field", "based_on", "value_based_on", "group_by_based_on",
	"aggregate_on", "aggregate_on_field", "aggregate_function_based_on",
)  # fmt: skip
ONE = re.compile(rf"\s*{COLUMN}\s*")
DEEPEST = 6


def refuse_expressions() -> None:
	"""before_request: what is no list of columns is refused, whatever method takes it."""
	if not _is_our_method():
		_look_into(dict(frappe.form_dict), DEEPEST)
		return
	for place in PLACES:
		_require_plain(place, frappe.form_dict.get(place))


def is_plain(text: str) -> bool:
	return text in ("null", "undefined") or bool(PLAIN.fullmatch(text))


def _require_plain(place: str, asked: object) -> None:
	if not asked or not isinstance(asked, str):
		return
	if not (is_plain(asked) if place in PLACES else ONE.fullmatch(asked)):
		raise frappe.PermissionError("列名、排序和分组的位置只能填写列名，不能填写其他内容。")


def _look_into(value: object, depth: int) -> None:
	if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
		try:
			value = json.loads(value)
		except ValueError:
			return
	if depth == 0:
		return
	if isinstance(value, dict):
		for key, inner in value.items():
			if key in STOCK_PLACES:
				_require_plain(key, inner)
			_look_into(inner, depth - 1)
	elif isinstance(value, list):
		for inner in value:
			_look_into(inner, depth - 1)


def _is_our_method() -> bool:
	"""Ours take no names of columns from a request; Frappe calls the method of `cmd` before that of the address."""
	address = frappe.request.path.rstrip("/").rsplit("/", 1)[-1]
	return str(frappe.form_dict.get("cmd") or address).startswith("zhicheng.")
