"""The browser tests of e2e/: Node's own runner drives Debian's Chromium against a site with demo data."""

import shutil
from functools import partial
from pathlib import Path

from . import leaks
from .configuration import site_commands
from .console import Failure
from .junit import Tally
from .lanes import Piece
from .layout import REPOSITORY, Bench, Instance, test_instance
from .ports import HOST, Ports
from .programs import run
from .python_packages import ADVICE
from .runner import fresh_report, node_command, run_runner
from .stamps import Stamp

TESTS = REPOSITORY / "e2e"


def pieces(names: list[str]) -> list[Piece]:
	"""A piece per file; each runs on any site with demo data, whatever ran before it."""
	files = [Path(name).resolve() for name in names] or sorted(TESTS.glob("*.spec.mjs"))
	return [Piece(f"e2e/{file.name}", "browser", "demo", partial(run_file, file)) for file in files]


def run_file(file: Path, instance: Instance, ports: Ports) -> Tally:
	report = fresh_report(instance, f"browser-{file.stem}.xml")
	variables = {
		"ZHICHENG_URL": f"http://{HOST}:{ports.web}",
		"ZHICHENG_SHOTS": str(pictures(instance.bench)),
		"CHROMIUM": chromium(),
		# a spec starts and kills a web server of its own with these (e2e/lib/web.mjs)
		"ZHICHENG_WEB_COMMAND": site_commands(instance, ports)["web"],
		"ZHICHENG_SITES": str(instance.sites),
	}
	tally = run_runner(instance, "browser", node_command(file, report), report, cwd=TESTS, **variables)
	return tally + leaks.search(instance, file.name)


def pictures(bench: Bench) -> Path:
	return test_instance(bench).root / "screenshots"


def clear_pictures(bench: Bench) -> None:
	shutil.rmtree(pictures(bench), ignore_errors=True)
	pictures(bench).mkdir(parents=True)


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
