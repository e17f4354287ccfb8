"""script/test audit: pip-audit and npm audit over every lock, where the registries answer them."""

import datetime
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from . import advisories
from .advisories import ALLOWED, Allowed, Finding, NotAnswered
from .apps import FRONTEND
from .browser_tests import TESTS
from .console import Failure
from .junit import Tally
from .layout import SOURCES, Bench
from .programs import die_with_parent, environment, run
from .python_packages import LOCK, index_environment
from .stamps import Stamp

OWN_LOCK = SOURCES / "audit/requirements.txt"
SECONDS = 60
# an error of pip-audit's library for the web, or its own words for the service behind it
UNREACHED = re.compile(
	r"requests\.exceptions|urllib3\.exceptions|ServiceError|ConnectionError|[Cc]ould not connect|timed out"
)


def audit(bench: Bench, today: datetime.date | None = None) -> Tally:
	"""Three audits, each a test: passed, failed with its findings, or skipped with the reason; what was let pass is told."""
	try:
		allowed = advisories.read_allowed()
	except ValueError as error:
		tally = Tally()
		tally.add_failure("audit: the allow-list", str(error))
		return tally
	audits = {
		"pip-audit of bench/requirements.txt": lambda: pip_audit(bench, LOCK),
		"npm audit of bench/frontend": lambda: npm_audit(FRONTEND, bench.log),
		"npm audit of e2e": lambda: npm_audit(TESTS, bench.log),
	}
	return conclude(audits, allowed, today or datetime.date.today())


def conclude(audits: dict[str, Callable[[], list[Finding]]], allowed: list[Allowed], today: datetime.date) -> Tally:
	"""An entry that nothing needed is told only where every audit of its kind has answered."""
	tally, used, silent = Tally(), set(), set()
	for title, ask in audits.items():
		kind = "npm" if title.startswith("npm") else "python"
		try:
			verdict = advisories.judge(ask(), allowed, today)
		except NotAnswered as reason:
			silent.add(kind)
			tally.skipped += 1
			tally.notes.append(f"skipped: {title}: {reason}")
			continue
		except (Failure, ValueError, KeyError) as error:
			silent.add(kind)
			tally.add_failure(title, f"The program gave no answer that can be read: {error}")
			continue
		used |= verdict.used
		tally.notes += [f"{title}: {line}" for line in verdict.passed]
		if verdict.bad:
			tally.add_failure(title, "\n".join(verdict.bad))
		else:
			tally.passed += 1
	idle = [entry for entry in allowed if entry not in used and entry.kind not in silent]
	tally.notes += [f"{ALLOWED.name}: {entry.package} {entry.advisory} matches nothing: take it out" for entry in idle]
	return tally


def pip_audit(bench: Bench, lock: Path) -> list[Finding]:
	program = installed(bench)
	with tempfile.TemporaryDirectory() as folder:
		file = Path(folder) / "answer.json"
		command = [program, "-r", lock, "--disable-pip", "--format", "json", "--output", file]
		words = answer([*command, "--progress-spinner", "off", "--timeout", "15"], bench.root, bench.log)[1]
		text = file.read_text() if file.is_file() else ""
	if text:
		return advisories.of_pip_audit(json.loads(text))
	if UNREACHED.search(words):
		raise NotAnswered("the index did not answer")
	raise ValueError(words.strip()[-600:] or "pip-audit said nothing")


def installed(bench: Bench) -> Path:
	"""pip-audit has an environment of its own: its packages are none of the bench's."""
	place = bench.root / "audit"
	stamp = Stamp(bench.root / "stamps/audit", OWN_LOCK, str(bench.root))
	program = place / "bin/pip-audit"
	if stamp.is_fresh() and program.exists():
		return program
	stamp.remove()
	shutil.rmtree(place, ignore_errors=True)
	told = {"failing": "pip-audit could not be installed", "advice": "", "log": bench.log, "seconds": 3 * SECONDS}
	try:
		run([bench.bin / "uv", "venv", "-q", "--python", bench.python, place], **told)
		command = [bench.bin / "uv", "pip", "install", "-q", "--python", place / "bin/python", "--require-hashes"]
		run([*command, "-r", OWN_LOCK], **told, env=index_environment(bench))
	except Failure as failure:
		raise NotAnswered(str(failure)) from failure
	stamp.write()
	return program


def npm_audit(folder: Path, log: Path) -> list[Finding]:
	command = ["npm", "audit", "--json", "--package-lock-only", "--silent", "--fetch-retries=0"]
	text, words = answer([*command, f"--fetch-timeout={SECONDS * 500}"], folder, log)
	if not text.strip():
		raise ValueError(words.strip()[-600:] or "npm audit said nothing")
	return advisories.of_npm_audit(json.loads(text))


def answer(command: list, cwd: Path, log: Path, seconds: float = SECONDS) -> tuple[str, str]:
	"""What a program says on its two outputs. Their exit codes mean findings as well as trouble and tell nothing."""
	try:
		ended = subprocess.run(
			[str(part) for part in command],
			cwd=cwd,
			env=environment(),
			stdin=subprocess.DEVNULL,
			capture_output=True,
			text=True,
			timeout=seconds,
			preexec_fn=lambda: die_with_parent(15),
		)
	except subprocess.TimeoutExpired as error:
		raise NotAnswered(f"no answer within {seconds:.0f} seconds") from error
	except FileNotFoundError as error:
		raise ValueError(f"the program {command[0]} is missing") from error
	log.parent.mkdir(parents=True, exist_ok=True)
	with log.open("a") as sink:
		sink.write(f"\n$ {' '.join(map(str, command))}\n{ended.stdout}{ended.stderr}")
	return ended.stdout, ended.stderr
