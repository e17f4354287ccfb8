"""script/test: sets up what is missing, then runs the tests of the app, of the browser and of the bench itself."""

import os

from . import browser_tests, test_site
from .console import Steps, say
from .diagnosis import last_lines
from .junit import Tally
from .layout import APP, SOURCES, Bench, Instance, test_instance
from .locks import held, note
from .runner import fresh_report, node_command, run_runner
from .services import running
from .setup import SHARED_STEPS, check_place, set_up

PARTS = ("bench", "unit", "browser")
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
		steps = Steps(SHARED_STEPS + sum({"bench": 1, "unit": 2, "browser": 3}[each] for each in parts))
		set_up(bench, steps)
		run_part = {"bench": run_bench, "unit": run_unit, "browser": browser_tests.run_browser}
		results = {each: run_part[each](instance, steps, names) for each in parts}
	return conclude(results)


def run_bench(instance: Instance, steps: Steps, names: list[str]) -> Tally:
	with steps("Tests of the bench"):
		report = fresh_report(instance, "bench.xml")
		command = [instance.bench.python, "-m", "xmlrunner", "discover", "-s", SOURCES / "tests", "-t", SOURCES]
		tally = run_runner(instance, "bench", [*command, "--output-file", report], report, cwd=SOURCES)
		report = fresh_report(instance, "bench-front.xml")
		return tally + run_runner(
			instance, "bench", node_command(SOURCES / "tests/front.test.mjs", report), report, cwd=SOURCES
		)


def run_unit(instance: Instance, steps: Steps, names: list[str]) -> Tally:
	with steps("Fresh site for the tests of the app") as step:
		ports = test_site.configure(instance)
		test_site.make(instance, ports, "app", step)
	with steps("Tests of the app"), running(instance, ports):
		tally = Tally()
		for name in names or [""]:
			report = fresh_report(instance, f"unit{'-' if name else ''}{name}.xml")
			command = [instance.bench.python, SOURCES / "runtime/run_tests.py", "frappe", "--site", instance.site]
			command += ["run-tests", "--app", APP, "--junit-xml-output", report, *(["--module", name] if name else [])]
			tally += run_runner(instance, "unit", command, report, cwd=instance.sites)
		return tally


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
	for line in counted:
		say(line)
	say(str(whole))
	return 1 if whole.failed else 0
