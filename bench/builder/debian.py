"""Debian packages: finds what is missing and installs it as root or by sudo."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from .console import Failure, Step
from .diagnosis import cause_in, last_lines
from .layout import SOURCES

OLDEST_NODE = 18
LIST = SOURCES / "debian-packages.txt"


def wanted() -> list[str]:
	return [line.split()[0] for line in LIST.read_text().splitlines() if line.strip() and not line.startswith("#")]


def missing() -> list[str]:
	"""Names of packages that are not installed; Node and npm may also come from elsewhere than Debian."""
	result = [] if shutil.which("dpkg-query") is None else not_installed(wanted())
	if node_version() < OLDEST_NODE:
		result.append("nodejs")
	if shutil.which("npm") is None:
		result.append("npm")
	return result


def not_installed(names: list[str]) -> list[str]:
	query = subprocess.run(
		["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names], capture_output=True, text=True
	)
	present = {line.split()[0] for line in query.stdout.splitlines() if line.endswith(" installed")}
	return [name for name in names if name not in present]


def node_version() -> int:
	if shutil.which("node") is None:
		return 0
	answer = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout
	found = re.match(r"v(\d+)", answer)
	return int(found[1]) if found else 0


def install_missing(step: Step, log: Path) -> None:
	names = missing()
	if not names:
		step.already_done()
		return
	if shutil.which("apt-get") is None:
		raise Failure(
			f"This is not a Debian system, and these programs are missing: {', '.join(names)}. Install them with the "
			"system's own package manager, then start the same command again."
		)
	prefix = privilege(names)
	step.tell(f"installing {', '.join(names)}")
	apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"]
	begin = log.stat().st_size if log.exists() else 0
	execute([*apt, "update"], log)  # where it fails, older lists may still do
	if execute([*apt, "install", "-y", "--no-install-recommends", *names], log):
		raise failure_of(names, log, begin)
	if node_version() < OLDEST_NODE:
		raise Failure(
			f"Node {OLDEST_NODE} or newer is needed, but 'node' on the path is older or missing: remove the old one or "
			"put a newer one first on the path, then start the same command again."
		)


def privilege(names: list[str]) -> list[str]:
	if os.geteuid() == 0:
		return []
	command = f"apt-get install -y --no-install-recommends {' '.join(names)}"
	if shutil.which("sudo") is None:
		raise Failure(f"Debian packages are missing and there is no sudo. As root run: {command} — then start again.")
	if sys.stdin.isatty():
		return ["sudo"]
	if subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode:
		raise Failure(f"Debian packages are missing and sudo wants a password. Run: sudo {command} — then start again.")
	return ["sudo", "-n"]


def execute(command: list[str], log: Path) -> int:
	"""Not by programs.run: sudo must reach the terminal to ask for the password."""
	with log.open("ab") as sink:
		return subprocess.run(command, stdout=sink, stderr=subprocess.STDOUT).returncode


def failure_of(names: list[str], log: Path, begin: int) -> Failure:
	"""The cause may stand in the output of apt-get update already."""
	output = log.read_bytes()[begin:].decode(errors="replace")
	cause = cause_in(output) or "Read the lines above and correct the cause"
	return Failure(
		f"The Debian packages {' '.join(names)} could not be installed. {cause}, then start the same command again. "
		f"The whole output is in {log}.",
		last_lines(output),
	)
