"""A refusal is heard: its sentence reaches the answer also where tracebacks are switched off."""

from collections.abc import Callable
from functools import wraps

import frappe
from frappe import _

from zhicheng import exceptions


def spoken(function: Callable) -> Callable:
	"""Put the sentence of one of our own refusals into the answer's messages and let it roll the request back.

	Stands below `@frappe.whitelist`. Frappe tells the browser only what was printed with `msgprint`.
	"""

	@wraps(function)
	def wrapper(*args, **kwargs):
		try:
			return function(*args, **kwargs)
		except Exception as refusal:
			if type(refusal).__module__ == exceptions.__name__ and not frappe.get_message_log():
				frappe.msgprint(str(refusal), title=_(getattr(refusal, "title", "不能办理")), indicator="red")
			raise

	return wrapper
