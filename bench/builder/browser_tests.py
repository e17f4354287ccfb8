"""The browser tests of e2e/: Node's own runner drives Debian's Chromium against a site with demo data."""

import shutil
from pathlib import Path

from . import test_site, web
from .console import Failure, Steps
from .junit import Tally
from .layout import REPOSITORY, Bench, Instance
from .ports import HOST
from .programs import run
from .python_packages import ADVICE
from .runner import fresh_report, node_command, run_runner
from .services import running
from .stamps import Stamp

TESTS = REPOSITORY / "e2e"
PROCESSES = ("front", "web", "worker")


def run_browser(instance: Instance, steps: Steps, names: list[str]) -> Tally:
	files = [Path(name).resolve() for name in names] or sorted(TESTS.glob("*.spec.mjs"))
	with steps("npm packages of the browser tests") as step:
		if install_packages(instance.bench):
			step.already_done()
	with steps("Fresh site with demo data for the browser tests") as step:
		ports = test_site.configure(instance)
		test_site.make(instance, ports, "demo", step)
	pictures = instance.root / "screenshots"
	shutil.rmtree(pictures, ignore_errors=True)
	pictures.mkdir(parents=True)
	variables = {
		"ZHICHENG_URL": f"http://{HOST}:{ports.web}",
		"ZHICHENG_SHOTS": str(pictures),
		"CHROMIUM": chromium(),
	}
	tally = Tally()
	with steps("Browser tests"), running(instance, ports), web.running(instance, ports, PROCESSES, "web.log"):
		for file in files:
			report = fresh_report(instance, f"browser-{file.stem}.xml")
			tally += run_runner(instance, "browser", node_command(file, report), report, cwd=TESTS, **variables)
	return tally


def install_packages(bench: Bench) -> bool:
	"""Tells whether they were there already."""
	lock = TESTS / "package-lock.json"
	stamp = Stamp(bench.root / "stamps/e2e", lock)
	if not lock.is_file() or (stamp.is_fresh() and (TESTS / "node_modules").is_dir()):
		return True
	stamp.remove()
	run(
		["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--include=dev", "--loglevel=error"],
		cwd=TESTS,
		failing="The npm packages of the browser tests could not be installed",
		advice=ADVICE,
		log=bench.log,
	)
	stamp.write()
	return False


def chromium() -> str:
	found = shutil.which("chromium")
	if not found:
		raise Failure(
			"Chromium is missing on the path: install Debian's package chromium, then start script/test again."
		)
	return found
