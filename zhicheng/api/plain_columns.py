"""Frappe's lists, cards and charts put names of columns from a request into the statement: here they may be names and nothing else.

Frappe before 15.121 and 16.34 lets an expression through, `(select sleep(9))` for one, which answers any guess by its time;
its number cards and charts take one inside the JSON of a widget, and answer with what it finds.
"""

import json

import frappe

from zhicheng.api import aliases
from zhicheng.domain.column_names import PLACES, STOCK_PLACES, is_plain, require_plain

DEEPEST = 6


def refuse_expressions() -> None:
	"""before_request: what is no list of columns is refused, whatever method takes it."""
	if not _is_our_method():
		_look_into(dict(frappe.form_dict), DEEPEST)
		return
	for place in PLACES:
		require_plain(place, frappe.form_dict.get(place))


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
				require_plain(key, inner)
			_look_into(inner, depth - 1)
	elif isinstance(value, list):
		for inner in value:
			_look_into(inner, depth - 1)


def _is_our_method() -> bool:
	"""Ours take no names of columns from a request."""
	names = aliases.asked(frappe.request.path)
	return bool(names) and all(name.startswith(aliases.OURS) for name in names)
