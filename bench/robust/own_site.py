"""A running site of a test's own, from the snapshot with the demo data: its services and processes start, are killed, start again."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import subprocess
import urllib.parse
from pathlib import Path

from builder import services, snapshots, test_site
from builder.configuration import Backends, site_commands, write
from builder.layout import Bench, Instance, link, test_instance
from builder.ports import HOST, answers, free_ports
from builder.programs import environment, run, start, stop, wait_until

PATIENCE = 90
DATABASE, WEB, WORKER = "MariaDB", "web", "worker"


class OwnSite:
	"""MariaDB keeps what it confirmed, as in operation; the other tests run without that."""

	def __init__(self, name: str, stage: str = "demo"):
		bench = Bench()
		self.instance = Instance(bench, bench.root / f"test-{name}", "test.localhost")
		self.instance.make_folders()
		self.ports = free_ports()
		write(self.instance, self.ports, Backends(database_password=test_site.PASSWORD))
		file = self.instance.sites / "common_site_config.json"
		# a worker stands back behind everything else that runs on the machine; here the test waits for it
		file.write_text(json.dumps(json.loads(file.read_text()) | {"background_process_niceness": 0}))
		services.write_database_files(self.instance, self.ports, test_site.PASSWORD, durable=True)
		# the command `bench` looks for the Python of a bench in its folder
		link(self.instance.root / "env", bench.root / "env")
		snapshots.put_back(self.instance, stage, test_instance(bench))
		self.processes: dict[str, subprocess.Popen] = {}

	def open(self, *names: str) -> None:
		for name, port in (("redis_cache", self.ports.cache), ("redis_queue", self.ports.queue)):
			self.processes[name] = services.start_service(self.instance, name, services.redis_command(port), port)
		for name in (DATABASE, *names):
			self.start(name)

	def start(self, name: str) -> None:
		"""Start a process, or start it again after its death."""
		if name == DATABASE:
			command = services.database_command(self.instance)
			self.processes[name] = services.start_service(self.instance, "mariadb", command, self.ports.database)
			return
		with (self.instance.logs / f"{name}.log").open("ab") as log:
			command = ["/bin/sh", "-c", f"exec {site_commands(self.instance, self.ports)[name]}"]
			env = environment(self.instance.bench.bin)
			self.processes[name] = start(command, output=log, cwd=self.instance.sites, env=env)
		if name == WEB:
			assert wait_until(lambda: self.is_up(), PATIENCE), "the web server does not answer"

	def is_up(self) -> bool:
		try:
			return answers(self.ports.gunicorn) and self.ask("GET", "/api/method/ping")[0] == 200
		except (OSError, http.client.HTTPException):
			return False

	def kill(self, name: str) -> None:
		"""kill -9 of a process and of all that it has started, wherever that has put itself."""
		process = self.processes.pop(name)
		for number in reversed([process.pid, *_below(process.pid)]):
			with contextlib.suppress(ProcessLookupError):
				os.kill(number, signal.SIGKILL)
		process.wait()

	def close(self) -> None:
		"""MariaDB rests last; the folder goes, what it held can be made again."""
		for name in sorted(self.processes, key=(WORKER, WEB, "redis_queue", "redis_cache", DATABASE).index):
			stop(self.processes[name], 60)
		shutil.rmtree(self.instance.data, ignore_errors=True)
		shutil.rmtree(self.instance.site_folder, ignore_errors=True)

	def bench(self, *arguments: str) -> str:
		"""A command of an administrator: bench …"""
		return run(
			[self.instance.bench.bin / "bench", *arguments],
			cwd=self.instance.root,
			env=environment(self.instance.bench.bin),
			failing=f"bench {' '.join(arguments[:3])} failed",
			advice="Read the lines above",
			log=self.instance.logs / "bench.log",
		)

	@contextlib.contextmanager
	def frappe(self):
		"""Frappe connected to the site, on a connection of its own that has seen nothing before."""
		import frappe

		before = Path.cwd()
		os.chdir(self.instance.sites)
		frappe.init(site=self.instance.site, sites_path=".")
		frappe.connect()
		try:
			yield frappe
		finally:
			frappe.destroy()
			os.chdir(before)

	def ask(self, verb: str, path: str, body: bytes | None = None, headers: dict | None = None) -> tuple[int, bytes, list]:
		"""One request straight to the web server, on a connection of its own."""
		connection = http.client.HTTPConnection(HOST, self.ports.gunicorn, timeout=60)
		try:
			connection.request(verb, path, body, {"Accept": "application/json", **(headers or {})})
			answer = connection.getresponse()
			return answer.status, answer.read(), answer.headers.get_all("Set-Cookie") or []
		finally:
			connection.close()


def form(values: dict) -> tuple[bytes, dict]:
	"""Values as a page sends them."""
	return urllib.parse.urlencode(values).encode(), {"Content-Type": "application/x-www-form-urlencoded"}


def _below(pid: int) -> list[int]:
	found = []
	with contextlib.suppress(FileNotFoundError):
		for task in os.listdir(f"/proc/{pid}/task"):
			for child in Path(f"/proc/{pid}/task/{task}/children").read_text().split():
				found += [int(child), *_below(int(child))]
	return found
