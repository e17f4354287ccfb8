"""Counts what the test runners of Frappe, unittest and Node report as JUnit XML."""

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Tally:
	passed: int = 0
	failed: int = 0
	skipped: int = 0
	failures: list[tuple[str, str]] = field(default_factory=list)
	notes: list[str] = field(default_factory=list)

	@property
	def total(self) -> int:
		return self.passed + self.failed + self.skipped

	def __add__(self, other: "Tally") -> "Tally":
		return Tally(
			self.passed + other.passed,
			self.failed + other.failed,
			self.skipped + other.skipped,
			self.failures + other.failures,
			self.notes + other.notes,
		)

	def add_failure(self, name: str, text: str) -> None:
		self.failed += 1
		self.failures.append((name, text))

	def __str__(self) -> str:
		return f"{self.passed} passed, {self.failed} failed" + (f", {self.skipped} skipped" if self.skipped else "")


def count(file: Path) -> Tally:
	"""A file that is missing or broken counts nothing: whoever ran the runner adds a failure then."""
	tally = Tally()
	try:
		root = ElementTree.parse(file).getroot()
	except (OSError, ElementTree.ParseError):
		return tally
	for case in root.iter("testcase"):
		problem = next((child for child in case if child.tag in ("failure", "error")), None)
		if problem is not None:
			name = f"{case.get('classname', '')}.{case.get('name', '')}".strip(".")
			tally.add_failure(name, (problem.text or problem.get("message") or "").strip())
		elif case.find("skipped") is not None:
			tally.skipped += 1
		else:
			tally.passed += 1
	return tally
