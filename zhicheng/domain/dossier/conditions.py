"""depends_on and mandatory_depends_on of a field, judged on the server as Frappe's forms judge them."""

import re

import frappe

_TO_PYTHON = (
	(re.compile(r"!=="), "!="),
	(re.compile(r"==="), "=="),
	(re.compile(r"&&"), " and "),
	(re.compile(r"\|\|"), " or "),
	(re.compile(r"!(?!=)"), " not "),
	(re.compile(r"\btrue\b"), "True"),
	(re.compile(r"\bfalse\b"), "False"),
	(re.compile(r"\b(null|undefined)\b"), "None"),
)


def holds(condition: str | None, values: dict, *, default: bool) -> bool:
	"""A condition holds by its expression (`eval:doc.x == "y"`) or by a filled field; unreadable ones by default."""
	if not condition:
		return default
	if not condition.startswith("eval:"):
		return bool(values.get(condition))
	expression = condition[len("eval:") :]
	for pattern, word in _TO_PYTHON:
		expression = pattern.sub(word, expression)
	try:
		return bool(frappe.safe_eval(expression.strip(), None, {"doc": frappe._dict(values)}))
	except Exception:
		# an administrator may write JavaScript that Python cannot read; the browser still follows it
		return default
