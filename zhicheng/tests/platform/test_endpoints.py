"""Endpoints say by which HTTP verb they are called: what writes is POST, which alone asks for the CSRF token."""

import ast
import re
import unittest

from zhicheng import hooks
from zhicheng.tests.platform.source import PACKAGE, lines_with, module_of, python_files, tree_of

# functions that stand in for Frappe's own keep the verbs and arguments of the original
STAND_INS = set(hooks.override_whitelisted_methods.values())
# so do the queries of link fields, which Frappe's own search calls
LINK_QUERY = re.compile(r"\.search_\w+$")
WRITES = re.compile(
	r"\b(records\.(insert|save|delete)|\.insert\(|\.save\(|set_value\(|delete_doc\(|db\.delete\(|db_insert\(|bulk_insert\()"
)


def endpoints() -> dict[str, ast.FunctionDef]:
	"""Dotted name → function of everything that is whitelisted."""
	found = {}
	for file in python_files():
		for node in ast.walk(tree_of(file)):
			if isinstance(node, ast.FunctionDef) and _whitelist(node):
				found[f"{module_of(file)}.{node.name}"] = node
	return found


def _is_given(name: str) -> bool:
	return name in STAND_INS or bool(LINK_QUERY.search(name))


def _whitelist(node: ast.FunctionDef) -> str:
	return next((text for text in map(ast.unparse, node.decorator_list) if text.startswith("frappe.whitelist")), "")


class TestEndpoints(unittest.TestCase):
	def test_every_endpoint_names_its_verbs(self):
		self.assertGreater(len(endpoints()), 30)
		unnamed = [name for name, node in endpoints().items() if "methods=" not in _whitelist(node) and not _is_given(name)]
		self.assertEqual(unnamed, [])

	def test_what_writes_is_post(self):
		for name, node in endpoints().items():
			if WRITES.search(ast.unparse(node)):
				with self.subTest(endpoint=name):
					self.assertIn("methods=['POST']", _whitelist(node))

	def test_every_refusal_is_heard(self):
		"""Where tracebacks are off, the browser hears only of a refusal that was `spoken` (or `told`)."""
		silent = [
			name
			for name, node in endpoints().items()
			if not _is_given(name) and not {"spoken", "told"} & set(map(ast.unparse, node.decorator_list))
		]
		self.assertEqual(silent, [])

	def test_the_address_of_a_request_is_taken_in_one_way(self):
		raw = re.compile(r"request_ip|remote_addr|X-Forwarded-For", re.IGNORECASE)
		files = [file for file in python_files() if module_of(file) != "zhicheng.domain.client"]
		self.assertEqual(lines_with(raw, files), [])

	def test_every_argument_has_a_type(self):
		"""Frappe checks types only where they are written; stand-ins take what the original takes."""
		for name, node in endpoints().items():
			if _is_given(name):
				continue
			with self.subTest(endpoint=name):
				self.assertEqual([argument.arg for argument in node.args.args if argument.annotation is None], [])

	def test_endpoints_stand_in_api_only(self):
		rooms = {name.split(".")[1] for name in endpoints()}
		self.assertLessEqual(rooms, {"api", "export"})

	def test_every_hook_leads_to_a_function(self):
		"""A mistyped path in hooks.py would leave a door open without a word."""
		for path in _paths(vars(hooks)):
			with self.subTest(path=path):
				module, _dot, name = path.rpartition(".")
				file = PACKAGE.parent / f"{module.replace('.', '/')}.py"
				self.assertIn(name, {node.name for node in tree_of(file).body if hasattr(node, "name")})

	def test_python_3_10_reads_every_file(self):
		for file in python_files(tests=True):
			with self.subTest(file=module_of(file)):
				ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 10))


def _paths(value) -> set[str]:
	"""Every dotted path of ours in a nest of lists and dicts."""
	if isinstance(value, str):
		return {value} if re.fullmatch(r"zhicheng(\.\w+)+", value) else set()
	if isinstance(value, dict):
		return set().union(*(_paths(item) for key, item in value.items() if not str(key).startswith("__")))
	return set().union(*(_paths(item) for item in value)) if isinstance(value, list | tuple) else set()
