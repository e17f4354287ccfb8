"""Reads that one chunk of a long run asks once: the same rules over thousands of rows ask for the same units and regions;
and reads that one page asks once, whose many parts ask for the same case.

Outside `held()` every read goes to the database as ever; what is held is forgotten at the end of the chunk, so that the
next one sees what others changed in the meantime. A page that is held writes nothing; what a run writes itself it
primes.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps

import frappe


@contextmanager
def held() -> Iterator[None]:
	"""Keep the answers of `kept` reads until the end of the block."""
	before = _memo()
	frappe.local.zhicheng_held = {}
	try:
		yield
	finally:
		frappe.local.zhicheng_held = before


def kept(read: Callable) -> Callable:
	"""A read that may be held; called with positional arguments that can be keys."""

	@wraps(read)
	def wrapper(*args, **named):
		memo = _memo()
		if memo is None or named:
			return read(*args, **named)
		key = (read, args)
		if key not in memo:
			memo[key] = read(*args)
		return memo[key]

	return wrapper


def prime(read: Callable, *args, answer) -> None:
	"""Give a held read its answer beforehand: rows fetched many at once, or units that are about to be made."""
	memo = _memo()
	if memo is not None:
		memo[(read.__wrapped__, args)] = answer


def _memo() -> dict | None:
	return getattr(frappe.local, "zhicheng_held", None)
