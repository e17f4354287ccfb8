"""Number cards of a clerk's home page: a number, and the list that it counts."""

from zhicheng.constants import MOST_COUNTED
from zhicheng.domain.queries import counting


def card(value: int, doctype: str, route_options: dict) -> dict:
	"""As Frappe's widget takes it; newer Frappe opens the route on a click, older ones show the number alone.

	Beyond the cap it says “1000+”: of all formats the widget has, Code alone shows a text as it is in every version.
	"""
	if value > MOST_COUNTED:
		shown = {"value": counting.in_words(value), "fieldtype": "Code"}
	else:
		shown = {"value": value, "fieldtype": "Int"}
	return {**shown, "route": [doctype], "route_options": route_options}
