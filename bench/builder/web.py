"""The processes of a site, started through the Procfile with honcho."""

import contextlib
import http.client
import subprocess
from collections.abc import Iterator

from .console import Failure
from .diagnosis import last_lines
from .layout import Instance
from .ports import HOST, Ports
from .programs import environment, start, stop, wait_until


@contextlib.contextmanager
def running(instance: Instance, ports: Ports, names: tuple[str, ...], log_name: str) -> Iterator[subprocess.Popen]:
	log = instance.logs / log_name
	with log.open("wb") as sink:
		process = start(
			[instance.bench.bin / "honcho", "start", "--no-colour", *names],
			output=sink,
			cwd=instance.root,
			env=environment(instance.bench.bin),
		)
	try:
		wait_until(lambda: process.poll() is not None or is_up(ports.web), 90)
		if process.poll() is not None or not is_up(ports.web):
			raise stopped(instance, log_name)
		yield process
	finally:
		stop(process, 20)


def is_up(port: int) -> bool:
	connection = http.client.HTTPConnection(HOST, port, timeout=20)
	try:
		connection.request("GET", "/login")
		return connection.getresponse().status == 200
	except (OSError, http.client.HTTPException):
		return False
	finally:
		connection.close()


def stopped(instance: Instance, log_name: str) -> Failure:
	log = instance.logs / log_name
	details = last_lines(log.read_text(errors="replace"), 12)
	return Failure(
		f"The site does not run. Read the lines above and {log}, correct the cause, then start again.", details
	)
