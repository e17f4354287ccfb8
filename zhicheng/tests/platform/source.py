"""The app's own source files, for the static tests."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]


def python_files(*, tests: bool = False) -> list[Path]:
	"""Every Python file of the package, tests only when asked for."""
	files = sorted(PACKAGE.rglob("*.py"))
	return [file for file in files if tests or "tests" not in file.relative_to(PACKAGE).parts]


def script_files() -> list[Path]:
	"""Every JavaScript file we write; built bundles are not ours to read."""
	return [file for file in sorted(PACKAGE.rglob("*.js")) if "dist" not in file.parts]


def module_of(file: Path) -> str:
	"""zhicheng/domain/records.py → zhicheng.domain.records"""
	parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
	return ".".join(part for part in parts if part != "__init__")


def tree_of(file: Path) -> ast.Module:
	return ast.parse(file.read_text(encoding="utf-8"))


def imports_of(file: Path) -> set[str]:
	"""Modules of this app that a file imports, at any depth of its code."""
	found = set()
	for node in ast.walk(tree_of(file)):
		if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("zhicheng"):
			found.update({node.module, *(f"{node.module}.{alias.name}" for alias in node.names)})
		elif isinstance(node, ast.Import):
			found.update(alias.name for alias in node.names if alias.name.startswith("zhicheng"))
	return found


def lines_with(pattern, files: list[Path]) -> list[str]:
	"""file:line of every match, for a message that can be clicked."""
	found = []
	for file in files:
		for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
			if pattern.search(line):
				found.append(f"{file.relative_to(PACKAGE.parent)}:{number}: {line.strip()}")
	return found
