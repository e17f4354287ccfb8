"""The bench's own Python environment, filled from the lock file with hashes."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from .console import Step
from .layout import SOURCES, Bench
from .programs import run
from .stamps import Stamp

LOCK = SOURCES / "requirements.txt"
STAND_INS = SOURCES / "runtime/absent_packages.py"
ADVICE = "Read the lines above, then start the same command again; finished steps are kept"


def install(bench: Bench, step: Step) -> None:
	stamp = Stamp(bench.root / "stamps/python", LOCK, STAND_INS)
	if make_environment(bench) or not stamp.is_fresh():
		stamp.remove()
		fill_environment(bench)
		stamp.write()
	else:
		step.already_done()


def make_environment(bench: Bench) -> bool:
	"""Anew when the folder was moved or Python changed, as both stand in its files; tells whether it did."""
	stamp = Stamp(bench.root / "stamps/environment", str(bench.root), sys.version)
	if stamp.is_fresh() and bench.python.exists():
		return False
	for name in ("environment", "frappe-installed", "app-installed"):
		(bench.root / "stamps" / name).unlink(missing_ok=True)
	run([sys.executable, "-m", "venv", "--clear", bench.root / "env"], **failing(bench))
	stamp.write()
	return True


def fill_environment(bench: Bench) -> None:
	uv = bench.root / "data/uv.txt"
	uv.write_text(block_of("uv", LOCK.read_text()))
	run([bench.python, "-m", "pip", "install", "-q", "--require-hashes", "--no-deps", "-r", uv], **failing(bench))
	command = [bench.bin / "uv", "pip", "install", "-q", "--python", bench.python, "--require-hashes", "-r", LOCK]
	run(command, **failing(bench), env=index_environment(bench))
	packages = next((bench.root / "env").glob("lib/python3*/site-packages"))
	shutil.copy(STAND_INS, packages / "bench_absent_packages.py")
	(packages / "bench_absent_packages.pth").write_text("import bench_absent_packages\n")


def failing(bench: Bench) -> dict[str, object]:
	return {"failing": "The Python packages could not be installed", "advice": ADVICE, "log": bench.log}


def install_editable(bench: Bench, folder: Path) -> None:
	"""Links an app's package into the environment; what it depends on comes from the lock."""
	command = [bench.bin / "uv", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--python", bench.python]
	run(
		[*command, "-e", folder],
		failing=f"The app {folder.name} could not be put into the Python environment",
		advice=ADVICE,
		log=bench.log,
	)


def block_of(package: str, lock: str) -> str:
	"""The lines of one package in the lock: its pin and its hashes."""
	found = re.search(rf"^{re.escape(package)}==.*(?:\n[ ]+--hash=.*)*", lock, re.MULTILINE)
	if not found:
		raise ValueError(f"{package} is not in the lock")
	return found[0].rstrip(" \\") + "\n"


def index_environment(bench: Bench) -> dict[str, str]:
	"""uv does not read pip's settings: hand it the index that the user told pip to use."""
	if "UV_DEFAULT_INDEX" in os.environ:
		return dict(os.environ)
	command = [bench.python, "-m", "pip", "config", "get", "global.index-url"]
	index = os.environ.get("PIP_INDEX_URL") or subprocess.run(command, capture_output=True, text=True).stdout.strip()
	return {**os.environ, "UV_DEFAULT_INDEX": index} if index else dict(os.environ)
