"""Imports go one way, files stay small, and the dangerous calls stand in one place each (style of the house)."""

import re
import unittest

from zhicheng.tests.platform.source import PACKAGE, imports_of, lines_with, module_of, python_files, script_files

# what a layer may not import; the order is constants ← queries ← domain ← permissions ← controllers ← surfaces
SURFACES = ("zhicheng.api", "zhicheng.www", "zhicheng.portal", "zhicheng.printing", "zhicheng.export", "zhicheng.setup")
CONTROLLERS = ("zhicheng.zhicheng",)
FORBIDDEN = {
	"zhicheng.constants": ("zhicheng.domain", "zhicheng.permissions", *CONTROLLERS, *SURFACES),
	"zhicheng.exceptions": ("zhicheng.domain", "zhicheng.permissions", *CONTROLLERS, *SURFACES),
	"zhicheng.domain": ("zhicheng.permissions", *CONTROLLERS, *SURFACES),
	"zhicheng.permissions": (*CONTROLLERS, *SURFACES),
	"zhicheng.zhicheng.doctype": SURFACES,
	"zhicheng.api": ("zhicheng.www", "zhicheng.setup"),
}
CONTROLLER_LINES, FILE_LINES, HOOKS_LINES = 120, 400, 160


class TestLayers(unittest.TestCase):
	def test_imports_go_one_way(self):
		wrong = []
		for file in python_files():
			module = module_of(file)
			for layer, forbidden in FORBIDDEN.items():
				if module == layer or module.startswith(f"{layer}."):
					wrong += [f"{module} imports {name}" for name in imports_of(file) if name.startswith(forbidden)]
		self.assertEqual(wrong, [])

	def test_queries_import_no_rules(self):
		rules = re.compile(r"zhicheng\.domain\.(approval|accounts|people|files)\b")
		wrong = [
			f"{module_of(file)} imports {name}"
			for file in python_files()
			if module_of(file).startswith("zhicheng.domain.queries")
			for name in imports_of(file)
			if rules.match(name)
		]
		self.assertEqual(wrong, [])

	def test_hooks_hold_paths_only(self):
		hooks = PACKAGE / "hooks.py"
		self.assertEqual(imports_of(hooks), set())
		self.assertLessEqual(len(hooks.read_text(encoding="utf-8").splitlines()), HOOKS_LINES)

	def test_files_stay_small(self):
		wrong = []
		for file in [*python_files(), *script_files()]:
			limit = CONTROLLER_LINES if "doctype" in file.parts and file.suffix == ".py" else FILE_LINES
			lines = len(file.read_text(encoding="utf-8").splitlines())
			if lines > limit:
				wrong.append(f"{file.relative_to(PACKAGE)}: {lines} lines, {limit} allowed")
		self.assertEqual(wrong, [])

	def test_dangerous_calls_stand_in_their_one_place(self):
		for pattern, allowed in (
			(r"ignore_permissions\s*=\s*True", ("setup", "patches", "domain/records.py", "zhicheng/workflow/generator.py")),
			(r"flags\.ignore_permissions", ("setup", "domain/records.py", "zhicheng/workflow/generator.py")),
			(r"frappe\.db\.commit\(", ("transactions.py",)),
			(r"frappe\.db\.sql\(", ()),
			(r"qb\.get_query\(", ()),
		):
			files = [file for file in python_files() if not str(file.relative_to(PACKAGE)).startswith(allowed)]
			with self.subTest(pattern=pattern):
				self.assertEqual(lines_with(re.compile(pattern), files), [])

	def test_the_path_of_a_case_is_written_by_the_domain_only(self):
		writes = re.compile(r'(set_value|new_doc|db\.delete|bulk_insert)\(\s*"(Title Application|Approval Task|Pending Queue)"')
		files = [file for file in python_files() if "domain" not in file.relative_to(PACKAGE).parts]
		self.assertEqual(lines_with(writes, files), [])
