"""Which MariaDB and Redis an instance uses, its common_site_config.json and its Procfile."""

import json
import os
import secrets
import subprocess
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from .console import Failure
from .layout import SOURCES, Instance
from .ports import HOST, Ports, answers
from .services import database_command, redis_command, user_name


@dataclass(frozen=True)
class Backends:
	"""database: HOST:PORT of a given MariaDB, empty for the private one; redis: URL of a given Redis, likewise."""

	database: str = ""
	database_user: str = "root"
	database_password: str = ""
	redis: str = ""

	@property
	def database_address(self) -> tuple[str, int]:
		host, _, port = self.database.rpartition(":") if ":" in self.database else (self.database, "", "3306")
		if not host or not port.isdigit():
			raise Failure(f"'{self.database}' is not an address of a MariaDB: give it as --db HOST:PORT.")
		return host, int(port)

	@property
	def redis_address(self) -> tuple[str, int]:
		parts = urlsplit(self.redis)
		if parts.scheme != "redis" or not parts.hostname or parts.path.strip("/"):
			raise Failure(f"'{self.redis}' is not the address of a Redis: give it as --redis redis://HOST:PORT.")
		return parts.hostname, parts.port or 6379


def backends(instance: Instance, given: Backends) -> Backends:
	"""The given ones, or those that the site was made with: a site cannot be without its database."""
	kept = kept_backends(instance)
	if kept and given.database and given.database != kept.database:
		place = kept.database or "the bench's own MariaDB"
		raise Failure(
			f"The site of this checkout lives in {place}: add --reset to throw it away and make it anew in {given.database}."
		)
	if given.database:
		chosen = replace(given, redis=given.redis or (kept.redis if kept else ""))
	elif kept:
		chosen = replace(kept, redis=given.redis or kept.redis)
	else:
		chosen = replace(given, database_password=secrets.token_hex(16))
	check(chosen)
	write_secretly(instance.config / "backends.json", json.dumps(asdict(chosen)))
	return chosen


def kept_backends(instance: Instance) -> Backends | None:
	file = instance.config / "backends.json"
	return Backends(**json.loads(file.read_text())) if file.is_file() else None


def write_secretly(file: Path, text: str) -> None:
	"""Passwords are for the owner's eyes."""
	file.touch(mode=0o600)
	file.chmod(0o600)
	file.write_text(text)


def check(chosen: Backends) -> None:
	if chosen.database and not answers(chosen.database_address[1], chosen.database_address[0]):
		raise Failure(f"No MariaDB answers at {chosen.database}: start it or correct --db HOST:PORT.")
	if chosen.database:
		require_login(chosen)
	if chosen.redis and not answers(chosen.redis_address[1], chosen.redis_address[0]):
		raise Failure(f"No Redis answers at {chosen.redis}: start it or correct --redis redis://HOST:PORT.")


def require_login(chosen: Backends) -> None:
	host, port = chosen.database_address
	command = ["mariadb", "--no-defaults", f"--host={host}", f"--port={port}", f"--user={chosen.database_user}"]
	environment = {**os.environ, "MYSQL_PWD": chosen.database_password}
	answer = subprocess.run(
		[*command, "--protocol=tcp", "--connect-timeout=10", "--execute=SELECT 1"],
		env=environment,
		capture_output=True,
		text=True,
	)
	if answer.returncode:
		raise Failure(
			f"The MariaDB at {chosen.database} refuses the user {chosen.database_user}: correct --db-user and --db-password.",
			answer.stderr,
		)


def redis_urls(chosen: Backends, ports: Ports) -> dict[str, str]:
	if chosen.redis:
		base = chosen.redis.rstrip("/")
		return {"redis_cache": f"{base}/1", "redis_queue": f"{base}/2", "redis_socketio": f"{base}/2"}
	cache, queue = (f"redis://{HOST}:{port}" for port in (ports.cache, ports.queue))
	return {"redis_cache": cache, "redis_queue": queue, "redis_socketio": queue}


def write(instance: Instance, ports: Ports, chosen: Backends) -> None:
	host, port = chosen.database_address if chosen.database else (HOST, ports.database)
	common = {
		"db_host": host,
		"db_port": port,
		"root_login": chosen.database_user,
		"root_password": chosen.database_password,
		**redis_urls(chosen, ports),
		"default_site": instance.site,
		"serve_default_site": True,
		"developer_mode": 0,
		"frappe_user": user_name(),
		"host_name": f"http://{HOST}:{ports.web}",
		"webserver_port": ports.web,
		"gunicorn_port": ports.gunicorn,
	}
	write_secretly(instance.sites / "common_site_config.json", json.dumps(common, indent=1))
	(instance.root / "Procfile").write_text(procfile(instance, ports, chosen))


def procfile(instance: Instance, ports: Ports, chosen: Backends) -> str:
	"""All processes; the builder itself starts the services, so that MariaDB ends last and cleanly."""
	lines: dict[str, str] = {}
	if not chosen.database:
		lines["mariadb"] = f"exec {' '.join(database_command(instance))}"
	if not chosen.redis:
		for name, port in (("redis_cache", ports.cache), ("redis_queue", ports.queue)):
			lines[name] = f"exec {' '.join(part or repr('') for part in redis_command(port))}"
	lines |= {name: f"cd sites && exec {command}" for name, command in site_commands(instance, ports).items()}
	return "".join(f"{name}: {command}\n" for name, command in lines.items())


def site_commands(instance: Instance, ports: Ports) -> dict[str, str]:
	bench = os.path.relpath(instance.bench.root, instance.sites)
	frappe = f"{bench}/env/bin/python -m frappe.utils.bench_helper frappe"
	return {
		"front": f"node {bench}/apps/frappe/front.mjs",
		"web": f"env FRAPPE_SITE={instance.site} {bench}/env/bin/gunicorn --bind {HOST}:{ports.gunicorn}"
		" --worker-class gthread --workers 2 --threads 4 --timeout 120 --graceful-timeout 3 --no-control-socket"
		f" --pythonpath {SOURCES}/runtime wsgi:application",
		"worker": f"{frappe} worker --quiet",
		"schedule": f"{frappe} schedule",
	}
