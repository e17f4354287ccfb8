"""The private MariaDB and the two Redis of an instance: their files, starting and stopping them."""

import contextlib
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator

from .console import Failure
from .diagnosis import cause_in, last_lines
from .layout import Instance
from .ports import HOST, Ports, answers
from .programs import run, start, stop, wait_until

DURABLE = "innodb_flush_log_at_trx_commit = 2"
FAST = "innodb_flush_log_at_trx_commit = 0\ninnodb_doublewrite = 0"  # tests: a crash may cost the data


def user_name() -> str:
	"""By the uid: $USER survives sudo."""
	return pwd.getpwuid(os.getuid()).pw_name


def write_database_files(instance: Instance, ports: Ports, password: str, *, durable: bool) -> None:
	"""As root MariaDB starts only if a user is named; the init file sets the password at each start."""
	settings = f"""[mariadbd]
user = {user_name()}
datadir = {instance.database}
socket = mariadb.sock
pid-file = mariadb.pid
log-error = {instance.logs}/mariadb.log
init-file = {instance.config}/init.sql
bind-address = {HOST}
port = {ports.database}
skip-name-resolve
character-set-server = utf8mb4
collation-server = utf8mb4_unicode_ci
max_allowed_packet = 64M
innodb_log_file_size = 32M
{DURABLE if durable else FAST}
"""
	accounts = [f"ALTER USER IF EXISTS root@'{host}' IDENTIFIED BY '{password}';\n" for host in ("localhost", HOST)]
	for name, text in (("my.cnf", settings), ("init.sql", "".join(accounts))):
		file = instance.config / name
		file.write_text(text)
		file.chmod(0o600)


def make_database(instance: Instance) -> None:
	"""First beside its place, then moved: a folder that is there is whole."""
	if instance.database.is_dir():
		return
	fresh = instance.data / "mariadb.new"
	shutil.rmtree(fresh, ignore_errors=True)
	command = ["mariadb-install-db", "--no-defaults", f"--user={user_name()}", f"--datadir={fresh}", "--skip-test-db"]
	command += ["--skip-name-resolve", "--auth-root-authentication-method=normal"]
	command += ["--force"]  # also where the host name resolves to nothing
	run(
		command,
		failing="MariaDB could not make its data folder",
		advice="Read the lines above, then start the same command again",
		log=instance.bench.log,
	)
	fresh.rename(instance.database)


def database_command(instance: Instance) -> list[str]:
	return ["mariadbd", f"--defaults-file={instance.config}/my.cnf"]


def redis_command(port: int) -> list[str]:
	return ["redis-server", "--port", str(port), "--bind", HOST, "--save", "", "--appendonly", "no"]


@contextlib.contextmanager
def running(instance: Instance, ports: Ports, *, database: bool = True, redis: bool = True) -> Iterator[None]:
	"""Starts the services and stops them at the end, MariaDB last and with all the time it needs."""
	processes: list[subprocess.Popen] = []
	try:
		if database:
			processes.append(start_service(instance, "mariadb", database_command(instance), ports.database))
		if redis:
			for name, port in (("redis_cache", ports.cache), ("redis_queue", ports.queue)):
				processes.append(start_service(instance, name, redis_command(port), port))
		yield
	finally:
		for process in reversed(processes):
			stop(process, 60)


def start_service(instance: Instance, name: str, command: list[str], port: int) -> subprocess.Popen:
	log = instance.logs / f"{name}.log"
	begin = log.stat().st_size if log.exists() else 0
	with log.open("ab") as sink:
		process = start(command, output=sink, cwd=instance.data)
	try:
		wait_until(lambda: process.poll() is not None or answers(port), 60)
		if process.poll() is None and answers(port):
			return process
	except BaseException:
		stop(process, 60)
		raise
	stop(process, 60)
	output = log.read_bytes()[begin:].decode(errors="replace")
	cause = cause_in(output) or "Read the lines above; if the data is damaged, start over with script/server --reset"
	raise Failure(f"{name} did not start. {cause}. The whole output is in {log}.", last_lines(output))
