"""The site of the tests: always fresh, from snapshots of three stages, each kept while its inputs stay the same."""

from . import configuration, services, site, snapshots
from .configuration import Backends
from .console import Step
from .layout import SOURCES, Instance, lane_instance
from .ports import Ports, free_ports
from .stamps import digest_of

PASSWORD = "tests-on-this-machine-only"
SETTINGS = {"allow_tests": True}


def configure(instance: Instance) -> Ports:
	"""Own services on free ports at each run: nothing of a running script/server is touched."""
	instance.make_folders()
	ports = free_ports()
	chosen = Backends(database_password=PASSWORD)
	configuration.write(instance, ports, chosen)
	services.write_database_files(instance, ports, PASSWORD, durable=False)
	return ports


def make(instance: Instance, ports: Ports, stage: str, step: Step) -> None:
	"""Puts a fresh site of the stage in place: frappe, app or demo."""
	digest = digest_for(stage)
	if snapshots.stamp(instance, stage, digest).is_fresh():
		snapshots.put_back(instance, stage, instance)
		return
	if stage == "frappe":
		snapshots.clear(instance)
		services.make_database(instance)
	else:
		make(instance, ports, {"app": "frappe", "demo": "app"}[stage], step)
	with services.running(instance, ports):
		if stage == "frappe":
			site.make_bare(instance, **SETTINGS)
		elif stage == "app":
			site.install_app(instance)
		else:
			site.load_demo(instance, step)
	snapshots.take(instance, stage, digest)


def put_back(instance: Instance, stage: str) -> None:
	"""A fresh site of a stage that `make` has made, in the place of any lane."""
	snapshots.put_back(instance, stage, lane_instance(instance.bench, 0))


def digest_for(stage: str) -> str:
	bare = [SOURCES / "frappe-wheel.txt", SOURCES / "requirements.txt", SOURCES / "builder", str(SETTINGS)]
	return digest_of([*bare, site.app_digest()] if stage != "frappe" else bare)
