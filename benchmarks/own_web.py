"""A gunicorn of the benchmark's own before the site, people who ask it over HTTP, and the processor time that web and database spend."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import frappe
import pymysql

RUNTIME = Path(__file__).resolve().parents[1] / "bench/runtime"
TICK = os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(site: str):
	"""One process of two threads; gives the server."""
	with socket.socket() as free:
		free.bind(("127.0.0.1", 0))
		port = free.getsockname()[1]
	command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--workers", "1"]
	command += ["--threads", "2", "--timeout", "120", "--pythonpath", str(RUNTIME), "wsgi:application"]
	process = subprocess.Popen(command, env={**os.environ, "FRAPPE_SITE": site}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
	server = Server(port, process.pid)
	try:
		for _try in range(300):
			try:
				server.ask("GET", "/api/method/ping")
				break
			except OSError:
				time.sleep(0.2)
		yield server
	finally:
		process.terminate()
		process.wait()


class Server:
	def __init__(self, port: int, pid: int):
		self.port, self.pid = port, pid

	def ask(self, verb: str, path: str, values: dict | None = None, cookies: dict | None = None) -> tuple[int, bytes, list]:
		connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
		body = urlencode({key: value if isinstance(value, str) else json.dumps(value) for key, value in (values or {}).items()})
		headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
		headers["Cookie"] = "; ".join(f"{key}={value}" for key, value in (cookies or {}).items())
		connection.request(verb, path, body if values else None, headers)
		answer = connection.getresponse()
		told = answer.status, answer.read(), answer.headers.get_all("Set-Cookie") or []
		connection.close()
		return told

	def cpu(self) -> float:
		"""Seconds that the server and its workers have used."""
		children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
		return sum(_used(int(pid)) for pid in (self.pid, *children))


class Person:
	"""A session of a demo person."""

	def __init__(self, server: Server, name: str):
		from zhicheng.setup import demo
		from zhicheng.setup.demo import world
		from zhicheng.tests.accounts import solving

		self.server, self.cookies = server, {}
		number = next(row["id_number"] for row in world.people() if row["member_name"] == name)
		said = solving.log_in(lambda method, **values: self.post(method, values), number, demo.PASSWORD)
		assert said and said.get("user"), said

	def post(self, method: str, values: dict | None = None):
		return self._told(*self.server.ask("POST", f"/api/method/{method}", values or {"a": ""}, self.cookies))

	def get(self, method: str, values: dict | None = None):
		query = f"?{urlencode(values)}" if values else ""
		return self._told(*self.server.ask("GET", f"/api/method/{method}{query}", None, self.cookies))

	def _told(self, status: int, content: bytes, cookies: list):
		assert status == 200, (status, content.decode(errors="replace")[:800])
		for line in cookies:
			key, _, value = line.split(";")[0].partition("=")
			self.cookies[key] = value
		return json.loads(content).get("message")


class Database:
	"""What the site's own database user has cost, from MariaDB's user statistics; nothing of other sites is in it."""

	def __init__(self):
		conf = frappe.conf
		self.user = conf.db_name
		self.connection = pymysql.connect(
			host=conf.db_host, port=int(conf.db_port or 3306), user=conf.root_login or "root", password=conf.root_password, autocommit=True
		)
		self.cursor = self.connection.cursor()
		self.cursor.execute("set global userstat = 1")

	def used(self) -> tuple[float, int]:
		"""Seconds of processor time, statements."""
		self.cursor.execute(
			"select cpu_time, select_commands + update_commands + other_commands from information_schema.user_statistics where user = %s",
			self.user,
		)
		seconds, statements = self.cursor.fetchone() or (0, 0)
		return float(seconds), int(statements)

	def close(self) -> None:
		self.cursor.execute("set global userstat = 0")
		self.connection.close()


def _used(pid: int) -> float:
	fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
	return (int(fields[11]) + int(fields[12])) / TICK
