"""The tests of what happens when processes die and when a backup is put back: each makes sites of its own and kills what it likes."""

from functools import partial

from .junit import Tally
from .lanes import Piece
from .layout import SOURCES, Instance
from .ports import Ports
from .runner import fresh_report, run_runner

TESTS = SOURCES / "robust"


def pieces(names: list[str]) -> list[Piece]:
	"""A piece per file, run by the bench's own Python, which can reach Frappe and this builder."""
	files = names or [file.stem for file in sorted(TESTS.glob("test_*.py"))]
	return [Piece(f"robust/{name}", "robust", "own", partial(run_file, name)) for name in files]


def run_file(name: str, instance: Instance, ports: Ports | None) -> Tally:
	report = fresh_report(instance, f"robust-{name}.xml")
	command = [instance.bench.python, "-m", "xmlrunner", f"robust.{name}", "--output-file", report]
	return run_runner(instance, "robust", command, report, cwd=SOURCES)
