"""What one of the three Frappe versions (2023-08 snapshot, version-15, version-16) lacks is not used."""

import ast
import json
import re
import unittest

from zhicheng import hooks
from zhicheng.constants import STATE_CODES
from zhicheng.tests.platform.source import PACKAGE, lines_with, python_files, tree_of
from zhicheng.zhicheng.workflow.stages import STAGES

# name → why: missing in the snapshot, or changed in version-16
MISSING = {
	r"frappe\._lt\b|import _lt\b": "no lazy translation in the snapshot",
	r"frappe\.db\.(bulk_update|estimate_count|unbuffered_cursor|rename_column)\b": "missing in the snapshot",
	r"as_iterator\s*=": "missing in the snapshot",
	r"skip_locked\s*=|\bwait\s*=\s*False": "get_value of the snapshot takes neither",
	r"frappe\.get_common_site_config|frappe\.get_app_source_path": "missing in the snapshot",
	r"frappe\.permissions\.has_permission\(": "its keywords changed in version-16",
	r"\.has_permission\([^)]*\buser\s*=": "Document.has_permission takes no user in the snapshot",
	r"delete_permanently\s*=": "Document.delete takes it not in the snapshot",
	r"\.remove_tag\(": "missing in the snapshot",
	r"redis_cache\([^)]*shared": "missing in the snapshot",
	r"throw\([^)]*primary_action": "missing in the snapshot",
	r"frappe\.tests import (Integration|Unit)TestCase": "version-16 only",
	r"FrappeTestCase\.set_user|self\.(set_user|freeze_time|switch_site)\(": "missing in the snapshot",
	r"deprecation_dumpster|frappe\.utils\.deprecations": "not for apps",
	r"frappe\.api\.v[12]|/api/v[12]/": "no versioned API in the snapshot",
	r"before_login|persistent_cache_keys|website_path_resolver": "hooks that the snapshot lacks",
	r"rebuild_tree\(": "its arguments differ in all three",
	r"\bStrEnum\b|\btomllib\b|datetime\.UTC\b|except\*|typing import .*\bSelf\b": "Python 3.10 has none of them",
}
HOOKS_MISSING = {
	"add_to_apps_screen",
	"before_login",
	"default_log_clearing_doctypes",
	"get_changelog_feed",
	"get_print_format_template",
	"persistent_cache_keys",
	"standard_help_items",
	"standard_navbar_items",
	"website_path_resolver",
}
# what version-16's query engine reads of a field and of an order; a function or arithmetic as a string it refuses
SELECTED = re.compile(r"^(\*|\w+(\s+as\s+\w+)?)$")
ORDERED = re.compile(r"^\w+(\s+(asc|desc))?(,\s*\w+(\s+(asc|desc))?)*$")
READERS = ("get_all", "get_list", "get_value", "get_values", "get_cached_value")
PERMISSION_FLAGS = ("read", "write", "create", "delete", "export", "import", "report", "print", "email", "share")


def doctypes() -> list[dict]:
	files = sorted((PACKAGE / "zhicheng" / "doctype").glob("*/*.json"))
	return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def is_whitelisted(node: ast.FunctionDef) -> bool:
	return any("whitelist" in ast.unparse(decorator) for decorator in node.decorator_list)


def selected(call: ast.Call) -> list[str]:
	"""The fields that a read names as plain strings; made-up ones (f"…") cannot be judged here."""
	third = call.args[2:3] if "value" in call.func.attr else []
	texts = [text for node in third for text in strings(node)]
	return [*texts, *keyword_texts(call, "fields"), *keyword_texts(call, "fieldname"), *keyword_texts(call, "pluck")]


def keyword_texts(call: ast.Call, name: str) -> list[str]:
	return [text for keyword in call.keywords if keyword.arg == name for text in strings(keyword.value)]


def strings(node: ast.expr) -> list[str]:
	found = node.elts if isinstance(node, ast.List | ast.Tuple) else [node]
	return [each.value for each in found if isinstance(each, ast.Constant) and isinstance(each.value, str)]


class TestCompatibility(unittest.TestCase):
	def test_nothing_is_used_that_a_version_lacks(self):
		files = [file for file in python_files(tests=True) if file.name != "test_compatibility.py"]
		for pattern, why in MISSING.items():
			with self.subTest(pattern=pattern, why=why):
				self.assertEqual(lines_with(re.compile(pattern), files), [])

	def test_reads_name_plain_fields(self):
		wrong = []
		for file in python_files(tests=True):
			for call in (node for node in ast.walk(tree_of(file)) if isinstance(node, ast.Call)):
				if isinstance(call.func, ast.Attribute) and call.func.attr in READERS:
					where = f"{file.relative_to(PACKAGE)}:{call.lineno}"
					wrong += [f"{where} {text}" for text in selected(call) if not SELECTED.match(text)]
					wrong += [f"{where} {text}" for text in keyword_texts(call, "order_by") if not ORDERED.match(text)]
		self.assertEqual(wrong, [])

	def test_workspaces_say_what_version_16_asks(self):
		for file in sorted((PACKAGE / "zhicheng" / "workspace").glob("*/*.json")):
			workspace = json.loads(file.read_text(encoding="utf-8"))
			with self.subTest(workspace=workspace["name"]):
				self.assertEqual((workspace["app"], workspace["type"], workspace["public"]), ("zhicheng", "Workspace", 1))

	def test_hooks_of_one_version_are_not_used(self):
		self.assertEqual(HOOKS_MISSING & set(vars(hooks)), set())

	def test_annotations_of_endpoints_are_real_types(self):
		wrong = []
		for file in python_files():
			tree = tree_of(file)
			functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and is_whitelisted(node)]
			if functions and "from __future__ import annotations" in file.read_text(encoding="utf-8"):
				wrong.append(f"{file.name}: string annotations switch Frappe's type check off")
			for node in functions:
				for argument in node.args.args:
					if isinstance(argument.annotation, ast.Constant):
						wrong.append(f"{file.name}: {node.name}({argument.arg})")
		self.assertEqual(wrong, [])

	def test_nothing_is_translated_at_import(self):
		wrong = []
		for file in python_files():
			for statement in tree_of(file).body:
				if isinstance(statement, ast.Assign | ast.AnnAssign | ast.Expr):
					calls = [node for node in ast.walk(statement) if isinstance(node, ast.Call)]
					if any(isinstance(call.func, ast.Name) and call.func.id == "_" for call in calls):
						wrong.append(f"{file.relative_to(PACKAGE)}:{statement.lineno}")
		self.assertEqual(wrong, [])

	def test_doctypes_say_order_and_every_permission_flag(self):
		for doctype in doctypes():
			with self.subTest(doctype=doctype["name"]):
				# version-16 sorts by creation where nothing is said
				self.assertTrue(doctype.get("sort_field"))
				self.assertTrue(doctype.get("sort_order"))
				for row in doctype.get("permissions", []):
					# a flag left out counts as granted where the row is made in code
					self.assertEqual([flag for flag in PERMISSION_FLAGS if flag not in row], [])

	def test_doctype_and_field_names_suit_every_version(self):
		for doctype in doctypes():
			self.assertRegex(doctype["name"], r"^[A-Za-z][A-Za-z ]+$")
			for field in doctype["fields"]:
				with self.subTest(doctype=doctype["name"], field=field["fieldname"]):
					# the snapshot refuses conditions that hold this word
					self.assertNotIn("format", field["fieldname"])

	def test_stage_and_state_codes_suit_the_snapshots_conditions(self):
		for code in [*STATE_CODES, *(stage[0] for stage in STAGES)]:
			with self.subTest(code=code):
				self.assertRegex(code, r"^[A-Z0-9_]+$")
				self.assertNotIn("__", code)
				self.assertNotIn("format", code.lower())
