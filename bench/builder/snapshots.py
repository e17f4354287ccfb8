"""Stopped copies of the test site, so that a run starts fresh within seconds. Only taken and put back while MariaDB rests."""

import shutil
import subprocess
from pathlib import Path

from .layout import Instance
from .stamps import Stamp


def folder(instance: Instance, name: str) -> Path:
	return instance.root / "snapshots" / name


def stamp(instance: Instance, name: str, digest: str) -> Stamp:
	return Stamp(folder(instance, name) / "made-from", digest, str(instance.root))


def take(instance: Instance, name: str, digest: str) -> None:
	target = folder(instance, name)
	shutil.rmtree(target, ignore_errors=True)
	target.mkdir(parents=True)
	copy(instance.database, target / "mariadb")
	copy(instance.site_folder, target / "site")
	stamp(instance, name, digest).write()


def put_back(instance: Instance, name: str, keeper: Instance) -> None:
	"""keeper: the instance that took the snapshot."""
	clear(instance)
	copy(folder(keeper, name) / "mariadb", instance.database)
	copy(folder(keeper, name) / "site", instance.site_folder)


def clear(instance: Instance) -> None:
	for place in (instance.database, instance.site_folder):
		shutil.rmtree(place, ignore_errors=True)


def copy(source: Path, target: Path) -> None:
	"""cp knows holes and shared blocks, shutil does not."""
	subprocess.run(["cp", "-a", "--reflink=auto", "--sparse=always", source, target], check=True)
