"""script/server: sets up what is missing and runs the site with demo data until Ctrl-C."""

import os
import shutil
import subprocess
import time
import unicodedata
from contextlib import ExitStack

from . import configuration, services, site, web
from .configuration import Backends
from .console import Failure, Steps, Stopped, say
from .layout import Bench, Instance, server_instance
from .locks import held, note
from .ports import HOST, Ports, in_a_row, is_free, require_free
from .programs import wait_until
from .setup import SHARED_STEPS, check_place, set_up

PROCESSES = ("front", "web", "worker", "schedule")


def serve(port: int, given: Backends, reset: bool) -> None:
	check_place()
	bench = Bench()
	instance = server_instance(bench)
	bench.make_folders()
	running = bench.root / "server.lock"
	refusing = "script/server already runs in this checkout ({}). Use that one, or stop it with Ctrl-C in its terminal."
	with held(running, refusing=refusing), ExitStack() as stack:
		note(running, f"process {os.getpid()}, http://{HOST}:{port}")
		ports = in_a_row(port)
		require_ports(ports, given)
		steps = Steps(SHARED_STEPS + 4)
		set_up(bench, steps)
		if reset:
			throw_away(instance)
		with steps("MariaDB and Redis"):
			chosen = configure(instance, ports, given)
			private = {"database": not chosen.database, "redis": not chosen.redis}
			stack.enter_context(services.running(instance, ports, **private))
		with steps("Site") as step:
			site.bring_up(instance, step)
		with steps("Demo data") as step:
			site.load_demo(instance, step)
		with steps("Web, worker, scheduler, realtime"):
			honcho = stack.enter_context(web.running(instance, ports, PROCESSES, "server.log"))
		welcome(instance, ports, site.demo_logins(instance))
		wait_for_end(instance, honcho)


def require_ports(ports: Ports, given: Backends) -> None:
	wanted = [("the site", ports.web), ("gunicorn", ports.gunicorn)]
	if not given.database:
		wanted.append(("MariaDB", ports.database))
	if not given.redis:
		wanted += [("Redis", ports.cache), ("Redis", ports.queue)]
	wait_until(lambda: all(is_free(port) for _, port in wanted), 3)  # a killed run may still be ending
	require_free(wanted, ports.web)


def configure(instance: Instance, ports: Ports, given: Backends) -> Backends:
	instance.make_folders()
	chosen = configuration.backends(instance, given)
	configuration.write(instance, ports, chosen)
	if not chosen.database:
		services.write_database_files(instance, ports, chosen.database_password, durable=True)
		services.make_database(instance)
	return chosen


def throw_away(instance: Instance) -> None:
	"""--reset: the site and its data go, the built programs stay."""
	drop_given_database(instance)
	for place in (instance.site_folder, instance.database):
		shutil.rmtree(place, ignore_errors=True)
	for name in ("backends.json", "my.cnf", "init.sql"):
		(instance.config / name).unlink(missing_ok=True)


def drop_given_database(instance: Instance) -> None:
	"""A database on a given server would stay behind; the one in our own MariaDB goes with its folder."""
	kept = configuration.kept_backends(instance)
	if not kept or not kept.database or not (instance.site_folder / "site_config.json").is_file():
		return
	try:
		site.frappe(
			instance, "drop-site", instance.site, "--force", "--no-backup", failing="The old site was not dropped"
		)
	except Failure as failure:
		say(f"{failure}\nGoing on without: its database stays on {kept.database}.")


def welcome(instance: Instance, ports: Ports, logins: list[dict[str, str]]) -> None:
	rows = [("Who", "Log-in", "Password", "")]
	rows += [(row["who"], row["login"], row["password"], row.get("note", "")) for row in logins]
	if "Administrator" not in [row["login"] for row in logins]:
		rows.append(("Administrator", "Administrator", site.ADMINISTRATOR_PASSWORD, ""))
	say()
	for line in table(rows):
		say(f"  {line}")
	say(f"\n  http://{HOST}:{ports.web}     (Ctrl-C stops everything; log: {instance.logs}/server.log)\n")


def table(rows: list[tuple[str, ...]]) -> list[str]:
	widths = [max(width_of(row[column]) for row in rows) for column in range(len(rows[0]))]
	padded = [[cell + " " * (width - width_of(cell)) for cell, width in zip(row, widths)] for row in rows]
	return ["  ".join(row).rstrip() for row in padded]


def width_of(text: str) -> int:
	"""Chinese characters take two columns."""
	return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def wait_for_end(instance: Instance, honcho: subprocess.Popen) -> None:
	try:
		while honcho.poll() is None:
			time.sleep(0.5)
	except Stopped:
		say("\nStopping …")
		return
	raise web.stopped(instance, "server.log")
