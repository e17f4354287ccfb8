"""Ports on 127.0.0.1: five in a row for the server, free ones for the tests."""

import socket
from collections.abc import Iterable
from dataclasses import dataclass

from .console import Failure

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Ports:
	web: int
	gunicorn: int
	database: int
	cache: int
	queue: int


def in_a_row(first: int) -> Ports:
	return Ports(*range(first, first + 5))


def free_ports() -> Ports:
	"""Five ports that nobody uses, chosen by the kernel."""
	sockets = [socket.socket() for _ in range(5)]
	for each in sockets:
		each.bind((HOST, 0))
	numbers = [each.getsockname()[1] for each in sockets]
	for each in sockets:
		each.close()
	return Ports(*numbers)


def is_free(port: int) -> bool:
	with socket.socket() as probe:
		probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
		try:
			probe.bind((HOST, port))
		except OSError:
			return False
	return True


def answers(port: int, host: str = HOST) -> bool:
	try:
		with socket.create_connection((host, port), timeout=2):
			return True
	except OSError:
		return False


def require_free(ports: Iterable[tuple[str, int]], first: int) -> None:
	taken = [f"{port} ({name})" for name, port in ports if not is_free(port)]
	if not taken:
		return
	other = next(
		(port for port in range(first + 10, 65000, 10) if all(is_free(port + n) for n in range(5))), first + 10
	)
	raise Failure(
		f"Port {', '.join(taken)} is taken by another program: end that program, or start on other ports with "
		f"script/server --port {other}."
	)
