"""The tests of the app: Frappe's own runner, one folder of zhicheng/tests at a time."""

from functools import partial

from .junit import Tally
from .lanes import Piece
from .layout import APP, REPOSITORY, SOURCES, Instance
from .ports import Ports
from .runner import fresh_report, run_runner

TESTS = REPOSITORY / APP / "tests"
# what took longest when it was last measured
LONGEST = ("permissions", "approval", "documents", "accounts", "review")


def pieces(names: list[str]) -> list[Piece]:
	"""A piece per module that was named; without names one per folder, the longest first, so that the lanes end together."""
	if names:
		return [Piece(name, "unit", "app", partial(run_module, name)) for name in names]
	folders = sorted((file.parent for file in TESTS.glob("*/__init__.py")), key=place)
	return [Piece(f"tests/{folder.name}", "unit", "app", partial(run_folder, folder.name)) for folder in folders]


def place(folder) -> tuple[int, int]:
	"""First those known to take long, then the others by their size."""
	known = LONGEST.index(folder.name) if folder.name in LONGEST else len(LONGEST)
	return known, -sum(file.stat().st_size for file in folder.glob("test_*.py"))


def run_module(module: str, instance: Instance, ports: Ports) -> Tally:
	return run_frappe(instance, module, "--module", module)


def run_folder(folder: str, instance: Instance, ports: Ports) -> Tally:
	return run_frappe(instance, folder, ZHICHENG_TESTS_UNDER=f"tests/{folder}")


def run_frappe(instance: Instance, name: str, *options: str, **env: str) -> Tally:
	report = fresh_report(instance, f"unit-{name}.xml")
	command = [instance.bench.python, SOURCES / "runtime/run_tests.py", "frappe", "--site", instance.site]
	command += ["run-tests", "--app", APP, "--junit-xml-output", report, *options]
	return run_runner(instance, "unit", command, report, cwd=instance.sites, **env)
