"""A refusal's details travel with its sentence: the missing places, the wrong fields."""

from collections.abc import Callable
from functools import wraps

import frappe

from zhicheng.exceptions import DossierIncomplete, DossierInvalid
from zhicheng.refusals import spoken


def told(function: Callable) -> Callable:
	"""As `spoken`, and put `missing` or `errors` into the answer."""
	heard = spoken(function)

	@wraps(function)
	def wrapper(*args, **kwargs):
		try:
			return heard(*args, **kwargs)
		except DossierIncomplete as refusal:
			frappe.local.response["missing"] = refusal.missing
			raise
		except DossierInvalid as refusal:
			frappe.local.response["errors"] = refusal.errors
			raise

	return wrapper
