"""Every whitelisted method that exists at run time, found by importing all modules."""

import importlib
import inspect
import pkgutil
from functools import cache

import frappe

SKIPPED = (".tests.", ".patches.", ".commands.")


@cache
def import_everything() -> tuple[str, ...]:
	"""Import each module of frappe and zhicheng; gives the names of those that cannot be imported here."""
	failed = []
	for root in ("frappe", "zhicheng"):
		for module in pkgutil.walk_packages(importlib.import_module(root).__path__, f"{root}."):
			if any(part in f"{module.name}." for part in SKIPPED):
				continue
			try:
				importlib.import_module(module.name)
			except Exception:
				failed.append(module.name)
	return tuple(failed)


def name_of(function) -> str:
	return f"{function.__module__}.{function.__qualname__}"


def guests(root: str) -> dict[str, object]:
	"""Name → function of every method of a package that Guest may call."""
	import_everything()
	return {name_of(f): f for f in frappe.guest_methods if f.__module__.split(".")[0] == root}


def for_users(root: str) -> dict[str, object]:
	"""Name → function of every whitelisted method of a package."""
	import_everything()
	return {name_of(f): f for f in frappe.whitelisted if f.__module__.split(".")[0] == root}


def verbs(function) -> tuple[str, ...]:
	"""The HTTP methods by which it may be called."""
	return tuple(frappe.allowed_http_methods_for_whitelisted_func.get(function, ("GET", "POST")))


def parameters(function) -> list[str]:
	try:
		return [p.name for p in inspect.signature(function).parameters.values() if p.kind.name not in ("VAR_KEYWORD", "VAR_POSITIONAL")]
	except (TypeError, ValueError):
		return []


def reads_form(function) -> bool:
	"""Whether it reads the request's form by itself, so that its signature does not tell what it takes."""
	try:
		source = inspect.getsource(inspect.unwrap(function))
	except (OSError, TypeError):
		return True
	return any(word in source for word in ("form_dict", "get_form_params", "**kwargs", "frappe.request"))


def takes_arguments(function) -> bool:
	return bool(parameters(function)) or reads_form(function)
