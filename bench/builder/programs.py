"""Runs other programs: output into a log, nothing left behind, failures as sentences."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from .console import Failure
from .diagnosis import cause_in, last_lines

PR_SET_PDEATHSIG = 1
libc = ctypes.CDLL(None, use_errno=True)


def environment(path_first: Path | None = None, **more: str) -> dict[str, str]:
	"""The caller's environment with a UTF-8 locale and, if wanted, the bench's own programs first on the path."""
	result = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": "1", **more}
	if path_first:
		result["PATH"] = f"{path_first}:{os.environ.get('PATH', os.defpath)}"
	return result


def start(command: Sequence[object], *, output, cwd: Path | None = None, env: Mapping[str, str] | None = None):
	"""Starts a program in a session of its own, so that Ctrl-C reaches us only; it ends when we die."""
	return subprocess.Popen(
		[str(part) for part in command],
		cwd=cwd,
		env=dict(env) if env is not None else environment(),
		stdin=subprocess.DEVNULL,
		stdout=output,
		stderr=subprocess.STDOUT if output != subprocess.PIPE else None,
		start_new_session=True,
		preexec_fn=lambda: die_with_parent(signal.SIGTERM),
	)


def die_with_parent(number: int) -> None:
	"""Asks the kernel to send this process the signal when its parent ends, however it ends."""
	libc.prctl(PR_SET_PDEATHSIG, number)


def stop(process: subprocess.Popen, seconds: float) -> None:
	"""Asks the program to end, waits, and only then kills its whole session."""
	if process.poll() is None:
		process.terminate()
		with contextlib.suppress(subprocess.TimeoutExpired):
			process.wait(seconds)
	with contextlib.suppress(ProcessLookupError, PermissionError):
		os.killpg(process.pid, signal.SIGKILL)
	process.wait()


def run(
	command: Sequence[object],
	*,
	failing: str,
	advice: str,
	log: Path,
	cwd: Path | None = None,
	env: Mapping[str, str] | None = None,
	seconds: float = 1800,
) -> str:
	"""Runs a program to its end and returns its output, which also goes to the log.

	failing: what could not be done; advice: what to do next when the output tells no better.
	"""
	log.parent.mkdir(parents=True, exist_ok=True)
	with log.open("ab") as sink:
		sink.write(f"\n$ {' '.join(str(part) for part in redacted(command))}\n".encode())
		sink.flush()
		begin = sink.tell()
		try:
			process = start(command, output=sink, cwd=cwd, env=env)
		except FileNotFoundError as error:
			raise Failure(f"{failing}: the program {Path(command[0]).name} is missing. {advice}") from error
		try:
			code = process.wait(seconds)
		except subprocess.TimeoutExpired:
			code = None
		finally:
			stop(process, 5)
	output = log.read_bytes()[begin:].decode(errors="replace")
	if code == 0:
		return output
	if code is None:
		raise Failure(
			f"{failing}: it took more than {seconds / 60:.0f} minutes. {advice} (log: {log})", last_lines(output)
		)
	cause = cause_in(output)
	reason = f"{failing}. {cause}, then start the same command again" if cause else f"{failing}. {advice}"
	raise Failure(f"{reason.rstrip('.')}. The whole output is in {log}.", last_lines(output))


def redacted(command: Sequence[object]) -> list[str]:
	"""Passwords do not belong in a log."""
	result: list[str] = []
	for part in map(str, command):
		result.append("…" if result and result[-1].endswith("password") else part)
	return result


def wait_until(ready, seconds: float, step: float = 0.05) -> bool:
	deadline = time.monotonic() + seconds
	while time.monotonic() < deadline:
		if ready():
			return True
		time.sleep(step)
	return False
