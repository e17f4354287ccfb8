"""script/test: sets up what is missing, then runs the tests of the app, of the browser, of killed processes and of the bench itself;
asks for known holes of the packages."""

import os

from . import app_tests, browser_tests, dependency_audit, lanes, robust_tests, test_site
from .console import Steps, say
from .diagnosis import last_lines
from .junit import Tally
from .layout import SOURCES, Bench, Instance, test_instance
from .locks import held, note
from .runner import fresh_report, node_command, run_runner
from .setup import SHARED_STEPS, check_place, set_up

PARTS = ("bench", "audit", "unit", "browser", "robust")
# of the parts on a site: where their pieces come from
SITE_PARTS = {"unit": app_tests.pieces, "browser": browser_tests.pieces, "robust": robust_tests.pieces}
STAGE_OF = {"unit": "app", "browser": "demo", "robust": "demo"}
TITLES = {"unit": "the app", "browser": "the browser", "robust": "killed processes and backups"}
SHOWN_LINES = 25


def test(part: str, names: list[str]) -> int:
	"""Returns the exit code: 0 only when every part that was asked for ran tests and none failed."""
	check_place()
	bench = Bench()
	instance = test_instance(bench)
	bench.make_folders()
	lock = bench.root / "test.lock"
	refusing = (
		"script/test already runs in this checkout ({}). Wait for its end, or stop it with Ctrl-C in its terminal."
	)
	with held(lock, refusing=refusing):
		note(lock, f"process {os.getpid()}")
		parts = PARTS if part == "all" else (part,)
		on_site = [each for each in parts if each in SITE_PARTS]
		steps = Steps(SHARED_STEPS + ("bench" in parts) + ("audit" in parts) + ("browser" in parts) + 2 * bool(on_site))
		set_up(bench, steps)
		results = {}
		if "bench" in parts:
			results["bench"] = run_bench(instance, steps)
		if "audit" in parts:
			with steps("Known holes of the packages (pip-audit, npm audit)"):
				results["audit"] = dependency_audit.audit(bench)
		if on_site:
			results |= run_on_sites(bench, on_site, steps, names)
	return conclude(results)


def run_bench(instance: Instance, steps: Steps) -> Tally:
	with steps("Tests of the bench"):
		report = fresh_report(instance, "bench.xml")
		command = [instance.bench.python, "-m", "xmlrunner", "discover", "-s", SOURCES / "tests", "-t", SOURCES]
		tally = run_runner(instance, "bench", [*command, "--output-file", report], report, cwd=SOURCES)
		report = fresh_report(instance, "bench-front.xml")
		return tally + run_runner(
			instance, "bench", node_command(SOURCES / "tests/front.test.mjs", report), report, cwd=SOURCES
		)


def run_on_sites(bench: Bench, parts: list[str], steps: Steps, names: list[str]) -> dict[str, Tally]:
	if "browser" in parts:
		with steps("npm packages of the browser tests") as step:
			if browser_tests.install_packages(bench):
				step.already_done()
		browser_tests.clear_pictures(bench)
	with steps("Fresh site for the tests") as step:
		make_snapshots(bench, [STAGE_OF[part] for part in parts], step)
	with steps("Tests of " + " and ".join(TITLES[part] for part in parts)) as step:
		pieces = [piece for part in parts for piece in SITE_PARTS[part](names)]
		results = {part: Tally() for part in parts}
		for piece, tally in lanes.run(bench, pieces, step.tell):
			results[piece.part] += tally
	return results


def make_snapshots(bench: Bench, stages: list[str], step) -> None:
	instance = test_instance(bench)
	ports = test_site.configure(instance)
	for stage in stages:
		test_site.make(instance, ports, stage, step)


def conclude(results: dict[str, Tally]) -> int:
	counted = [f"{part}: {tally.total} tests" for part, tally in results.items()]
	whole = sum(results.values(), Tally())
	for part, tally in results.items():
		if tally.total == 0:
			whole.add_failure(f"{part}: no test ran", "A part without tests is a failure: check that its tests exist.")
	for name, text in whole.failures:
		say(f"\nFAILED {name}")
		say("".join(f"    {line}\n" for line in last_lines(text, SHOWN_LINES).splitlines()).rstrip("\n"))
	say()
	for line in whole.notes:
		say(line)
	for line in counted:
		say(line)
	say(str(whole))
	return 1 if whole.failed else 0
