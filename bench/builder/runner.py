"""Runs one test runner and counts what it reports."""

from pathlib import Path

from .console import Failure
from .junit import Tally, count
from .layout import Instance
from .programs import environment, run


def run_runner(instance: Instance, part: str, command: list, report: Path, *, cwd: Path, **env: str) -> Tally:
	"""One run of a test runner. What it counts comes from its report; its exit code must agree."""
	log = instance.logs / f"{part}-tests.log"
	failing = ""
	try:
		run(
			command,
			cwd=cwd,
			env=environment(instance.bench.bin, CI="1", **env),
			failing="the runner reported a failure",
			advice="",
			log=log,
			seconds=3600,
		)
	except Failure as failure:
		failing = f"{failure}\n{failure.details}"
	tally = count(report)
	if failing and not tally.failed:
		tally.add_failure(f"{part}: the test runner itself", failing)
	return tally


def fresh_report(instance: Instance, name: str) -> Path:
	report = instance.root / "reports" / name
	report.parent.mkdir(parents=True, exist_ok=True)
	report.unlink(missing_ok=True)
	return report


def node_command(file: Path, report: Path) -> list:
	"""Node's own runner, readable in the log and countable in the report."""
	command = ["node", "--test", "--test-reporter=spec", "--test-reporter-destination=stdout"]
	return [*command, "--test-reporter=junit", f"--test-reporter-destination={report}", file]
