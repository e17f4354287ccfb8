"""What may stand where Frappe puts the name of a column into a statement: names, and nothing else."""

import re

import frappe

COLUMN = r"(?:(?:`tab[\w \-]+`|tab\w+)\.)?(?:`\w+`|\w+)"
PLAIN = re.compile(rf"\s*{COLUMN}(?:\s+(?:asc|desc))?\s*(?:,\s*{COLUMN}(?:\s+(?:asc|desc))?\s*)*", re.IGNORECASE)
PLACES = ("order_by", "group_by")
# the same in the arguments of Frappe's own methods, at any depth of their JSON, and in cards and charts that are kept
STOCK_PLACES = (
	*PLACES, "sort_by", "sort_field", "sort_order", "field", "based_on", "value_based_on", "group_by_based_on",
	"aggregate_on", "aggregate_on_field", "aggregate_function_based_on",
)  # fmt: skip
ONE = re.compile(rf"\s*{COLUMN}\s*")


def is_plain(text: str) -> bool:
	"""Whether it is a list of columns, each with its direction or without."""
	return text in ("null", "undefined") or bool(PLAIN.fullmatch(text))


def require_plain(place: str, asked: object) -> None:
	""":raises frappe.PermissionError: when anything else than columns stands in this place"""
	if not asked or not isinstance(asked, str):
		return
	if not (is_plain(asked) if place in PLACES else ONE.fullmatch(asked)):
		raise frappe.PermissionError("列名、排序和分组的位置只能填写列名，不能填写其他内容。")


def require_in_widget(doc, method: str | None = None) -> None:
	"""validate of cards and charts: whichever way they came, they are read later by their name alone."""
	for place in STOCK_PLACES:
		require_plain(place, doc.get(place))
