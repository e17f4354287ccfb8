"""Counts that stop at a number: who has more than a thousand needs none (zhicheng.constants.MOST_COUNTED)."""

import frappe
from frappe.query_builder.functions import Count
from pypika.terms import ValueWrapper

from zhicheng.constants import MOST_COUNTED


def capped(query, most: int = MOST_COUNTED + 1) -> int:
	"""How many rows a query without columns finds, `most` at the most; one more than the cap stands for any more than that."""
	some = query.select(ValueWrapper(1, "one")).limit(most).as_("some")
	return frappe.qb.from_(some).select(Count("*")).run()[0][0]


def in_words(number: int) -> str:
	"""A capped count as it is shown."""
	return f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number)
