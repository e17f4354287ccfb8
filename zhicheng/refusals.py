"""A refusal is heard: its sentence reaches the browser also where tracebacks are switched off."""

from collections.abc import Callable
from functools import wraps

import frappe
from frappe import _

from zhicheng import exceptions


def spoken(function: Callable) -> Callable:
	"""Put the sentence of one of our own refusals into the answer's messages; it still rolls the request back.

	Stands below `@frappe.whitelist` and over the lifecycle methods of controllers, because Frappe tells the
	browser only what was printed with `msgprint`.
	"""

	@wraps(function)
	def wrapper(*args, **kwargs):
		try:
			return function(*args, **kwargs)
		except Exception as refusal:
			if type(refusal).__module__ == exceptions.__name__:
				_say(refusal)
			raise

	return wrapper


def _say(refusal: Exception) -> None:
	"""Once, however many of the functions on the way are spoken."""
	if getattr(refusal, "is_said", False):
		return
	refusal.is_said = True
	frappe.msgprint(str(refusal), title=_(getattr(refusal, "title", "不能办理")), indicator="red")
