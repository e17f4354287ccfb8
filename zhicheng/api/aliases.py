"""An overridden method of Frappe has one name only.

`override_whitelisted_methods` replaces a dotted name. Frappe would still run the stock function under the name of any
other module that imports it, `frappe.core.doctype.user.test_user.reset_password` for one, and under its own name where
another method calls it by an argument (search, tree, mapper, upload).
"""

import inspect
import re
from functools import cache
from types import FunctionType

import frappe
from frappe.modules.utils import load_doctype_module

OURS = "zhicheng."
METHOD = re.compile(r"^/api/(?:v\d+/)?method/([^/?]+)(?:/([^/?]+))?")
# arguments in which Frappe takes the name of a method to call, without asking the hook
INDIRECT = ("method", "query", "tree_method")


def refuse_alias() -> None:
	"""before_request: refuse a method that we override, asked for in any other way than by its own name."""
	aliases = [name for name in asked(frappe.request.path) if name not in overridden()]
	if any("." in name and function(name) in overridden() for name in (*aliases, *called())):
		raise frappe.PermissionError("没有这个方法，或您不能使用它。")


def function(asked: str) -> str:
	"""The name under which a method was defined, whatever it is asked for by; empty for what is none."""
	try:
		return canonical(frappe.get_attr(asked))
	except Exception:
		# no such method; Frappe says so itself
		return ""


def canonical(function) -> str:
	"""The name under which a function was defined; of one that a decorator hides (`frappe.read_only`), the one inside."""
	if isinstance(function, FunctionType):
		function = inspect.unwrap(function)
		if "<locals>" in function.__qualname__:
			hidden = [value for value in inspect.getclosurevars(function).nonlocals.values() if isinstance(value, FunctionType)]
			function = hidden[0] if len(hidden) == 1 else function
	return f"{getattr(function, '__module__', '')}.{getattr(function, '__qualname__', '')}"


def overridden() -> frozenset[str]:
	"""The names that this app overrides, as written and as defined; other apps' hooks are their own matter."""
	hooks = frappe.get_hooks("override_whitelisted_methods", {})
	return _with_definitions(tuple(name for name, ways in hooks.items() if any(way.startswith(OURS) for way in ways)))


@cache
def _with_definitions(names: tuple[str, ...]) -> frozenset[str]:
	found = set(names)
	for name in names:
		try:
			found.add(canonical(frappe.get_attr(name)))
		except Exception:
			# a method of another Frappe version
			continue
	return frozenset(found)


def asked(path: str | None) -> list[str]:
	"""Every name by which this request may call a method: by `cmd` or by its address. Where both are given, and where the
	address goes on behind the method, versions of Frappe differ in what they run.

	:param path: of the request
	"""
	address = METHOD.match(path or "")
	names = [frappe.utils.cstr(frappe.form_dict.get("cmd")), *(_named(*address.groups()) if address else ())]
	return [name for name in names if name]


def called() -> list[str]:
	"""Every name that this request gives to a method which calls another by it (mapper, search, tree, upload)."""
	names = [frappe.utils.cstr(frappe.form_dict.get(key)) for key in INDIRECT]
	return [name for name in names if "." in name]


def _named(first: str, second: str | None) -> list[str]:
	"""…/v2/method/User/reset_password: since version-15 a method may be named by the DocType whose module holds it; before,
	what follows the method is not looked at."""
	if not second:
		return [first]
	try:
		return [first, f"{load_doctype_module(first).__name__}.{second}"]
	except Exception:
		return [first]
