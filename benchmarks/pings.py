"""Requests of a person by turns over several rounds, told in session pings of processor time (web server and database) and in SQL statements."""

import statistics
import time
from collections.abc import Callable

import measured

HEAD = ["request", "web CPU, ms", "database CPU, ms", "pings (CPU)", "wall, ms", "pings (wall)", "statements"]
PING = "session ping"


def by_turns(server, database, ways: dict[str, Callable], *, rounds: int, times: int) -> dict[str, tuple]:
	"""Of one request each, as medians of the rounds: CPU of the web server, of the database, statements, wall."""
	found = {name: [] for name in ways}
	for _round in range(rounds):
		for name, way in ways.items():
			found[name].append(_one_round(server, database, way, times))
	return {name: _medians(rows) for name, rows in found.items()}


def table(figures: dict[str, tuple]) -> None:
	"""One of the requests is the ping."""
	ping = figures[PING]
	rows = []
	for name, (web, db, statements, wall) in figures.items():
		pings = (web + db) / (ping[0] + ping[1])
		row = [name, f"{web * 1000:.1f}", f"{db * 1000:.1f}", f"{pings:.1f}", f"{wall * 1000:.0f}", f"{wall / ping[3]:.1f}", f"{statements:.0f}"]
		rows.append(row)
	measured.table(HEAD, rows)


def _one_round(server, database, way: Callable, times: int) -> tuple:
	web, (db, statements), wall = server.cpu(), database.used(), time.perf_counter()
	for _time in range(times):
		way()
	wall = (time.perf_counter() - wall) / times
	after = database.used()
	return (server.cpu() - web) / times, (after[0] - db) / times, (after[1] - statements) / times, wall


def _medians(rows: list[tuple]) -> tuple:
	return tuple(statistics.median(column) for column in zip(*rows, strict=True))
