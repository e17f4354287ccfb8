"""Known holes of packages: what an audit program tells, and what the allow-list lets pass, each with its reason."""

import datetime
import re
from dataclasses import dataclass, field
from pathlib import Path

import tomllib

from .layout import REPOSITORY, SOURCES

ALLOWED = SOURCES / "audit/allowed.toml"
FIELDS = {"package", "advisory", "reason", "until"}


class NotAnswered(Exception):
	"""The registry is out of reach or does not offer this: nothing was judged. The message is the reason."""


@dataclass(frozen=True)
class Finding:
	"""One advisory against one package; numbers holds all names of the advisory (CVE, GHSA, PYSEC)."""

	package: str
	version: str
	numbers: frozenset[str]
	title: str

	def __str__(self) -> str:
		return f"{self.package} {self.version}: {', '.join(sorted(self.numbers))} {self.title}".strip()


@dataclass(frozen=True)
class Allowed:
	package: str
	advisory: str
	reason: str
	until: datetime.date

	@property
	def kind(self) -> str:
		return self.package.partition(":")[0]

	def covers(self, finding: Finding) -> bool:
		return self.package == finding.package and self.advisory in finding.numbers


@dataclass
class Verdict:
	bad: list[str] = field(default_factory=list)
	passed: list[str] = field(default_factory=list)
	used: set[Allowed] = field(default_factory=set)


def judge(findings: list[Finding], allowed: list[Allowed], today: datetime.date) -> Verdict:
	"""Each finding passes by one entry that is still in force, or fails the run."""
	verdict = Verdict()
	for finding in findings:
		entry = next((each for each in allowed if each.covers(finding)), None)
		if entry is None:
			verdict.bad.append(str(finding))
			continue
		verdict.used.add(entry)
		if entry.until < today:
			verdict.bad.append(f"{finding} (allowed until {entry.until}: look again)")
		else:
			verdict.passed.append(f"{finding} – allowed until {entry.until}: {entry.reason}")
	return verdict


def read_allowed(file: Path = ALLOWED) -> list[Allowed]:
	"""A list that lacks a reason or a date, or excuses what the app itself needs, is refused whole."""
	entries = tomllib.loads(file.read_text(encoding="utf-8")).get("allowed", [])
	own = declared()
	result = []
	for entry in entries:
		name = f"{file.name}: {entry.get('package', '?')} {entry.get('advisory', '?')}"
		if set(entry) != FIELDS or not str(entry["reason"]).strip() or type(entry["until"]) is not datetime.date:
			raise ValueError(f"{name} needs package, advisory, reason and until (a date), and nothing else")
		program, _, package = entry["package"].partition(":")
		if program not in ("python", "npm") or not package:
			raise ValueError(f"{name}: write the package as python:NAME or npm:NAME")
		if program == "python" and package.lower() in own:
			raise ValueError(f"{name}: the app itself declares {package}; renew it instead")
		result.append(Allowed(**entry))
	return result


def declared(setup: Path = REPOSITORY / "setup.py") -> set[str]:
	"""What every installation of the app brings, trial bench or not."""
	block = re.search(r"install_requires=\[(.*?)\]", setup.read_text(), re.DOTALL)
	return {name.lower() for name in re.findall(r'"([\w.-]+)', block[1])}


def of_pip_audit(answer: dict) -> list[Finding]:
	"""Its JSON: {"dependencies": [{name, version, vulns: [{id, aliases, fix_versions, description}]} or {name, skip_reason}]}."""
	packages = answer["dependencies"]
	judged = [package for package in packages if "vulns" in package]
	if len(judged) < len(packages) / 2:
		raise NotAnswered(f"the index knows nothing about {len(packages) - len(judged)} of {len(packages)} packages")
	return [
		Finding(
			f"python:{package['name']}",
			package["version"],
			frozenset([each["id"], *each.get("aliases", [])]),
			told(each.get("description"), each.get("fix_versions")),
		)
		for package in judged
		for each in package["vulns"]
	]


def told(description: str | None, mended: list[str] | None) -> str:
	text = re.sub(r"\s+", " ", description or "")[:160]
	return f"{text} (mended in {', '.join(mended)})" if mended else text


def of_npm_audit(answer: dict) -> list[Finding]:
	"""Its JSON, version 2: {"vulnerabilities": {name: {via: [advisory or the name of another package], range, nodes}}}."""
	if "vulnerabilities" not in answer:
		raise NotAnswered(npm_refusal(answer))
	found = {}
	for package, entry in answer["vulnerabilities"].items():
		for via in entry["via"]:
			if isinstance(via, str):  # through another package, which stands in the answer itself
				continue
			number = via["url"].rstrip("/").rpartition("/")[2] or str(via["source"])
			found[package, number] = Finding(
				f"npm:{via.get('name', package)}",
				via.get("range") or entry["range"],
				frozenset([number]),
				f"{via['title']} ({via['severity']})",
			)
	return list(found.values())


def npm_refusal(answer: dict) -> str:
	"""What the registry said. npm's own troubles (no lock file, broken settings) are no refusal."""
	error = answer.get("error") or {}
	if "message" in answer and ("statusCode" in answer or "request to " in answer["message"]):
		return re.sub(r"https?://\S+", "the registry", answer["message"])
	raise ValueError(f"npm audit: {error.get('summary') or answer.get('message') or answer}")
