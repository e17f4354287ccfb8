"""The site: made with Frappe and the app, kept up to date with the app's files, filled with the demo data."""

import json
import os
import shutil

from .console import Failure, Step
from .layout import APP, REPOSITORY, SOURCES, Instance
from .programs import environment, run
from .stamps import Stamp, digest_of, files_below

ADMINISTRATOR_PASSWORD = "admin"  # the site is reachable from this machine only
DEMO = "zhicheng.setup.demo"
ADVICE = "Read the lines above; once the cause is corrected, start the same command again"


def frappe(instance: Instance, *arguments: str, failing: str, seconds: float = 1800, log=None) -> str:
	return run(
		[instance.bench.python, "-m", "frappe.utils.bench_helper", "frappe", *arguments],
		cwd=instance.sites,
		env=environment(instance.bench.bin, CI="1"),
		failing=failing,
		advice=ADVICE,
		log=log or instance.bench.log,
		seconds=seconds,
	)


def make_bare(instance: Instance, **settings: object) -> None:
	"""A site with Frappe alone. --force replaces what an interrupted run left; the name belongs to this checkout."""
	frappe(
		instance,
		*("new-site", instance.site, "--force", "--admin-password", ADMINISTRATOR_PASSWORD),
		failing="The site could not be made",
	)
	file = instance.site_folder / "site_config.json"
	file.write_text(json.dumps(json.loads(file.read_text()) | {"lang": "zh", **settings}, indent=1))


def install_app(instance: Instance) -> None:
	frappe(instance, "--site", instance.site, "install-app", APP, failing="The app could not be installed on the site")


def app_digest() -> str:
	"""Of everything that installing or migrating reads: the app without its tests, and what Frappe is made of."""
	package = REPOSITORY / APP
	files = files_below(package, skip=("tests", "public", "www", "templates"))
	parts = [item for file in files for item in (str(file.relative_to(package)), file)]
	return digest_of([*parts, SOURCES / "frappe-wheel.txt", SOURCES / "requirements.txt"])


def bring_up(instance: Instance, step: Step) -> None:
	"""Makes the site, or migrates it when the app's files changed. A half-made one has no mark and is made again."""
	mark = Stamp(instance.site_folder / ".made-from", app_digest())
	if mark.is_fresh():
		step.already_done()
		return
	if mark.file.is_file():
		frappe(
			instance, "--site", instance.site, "migrate", failing="The site could not be migrated to the app's files"
		)
		mark.write()
		return
	shutil.rmtree(instance.site_folder, ignore_errors=True)
	make_bare(instance)
	install_app(instance)
	frappe(instance, "--site", instance.site, "enable-scheduler", failing="The scheduler could not be switched on")
	mark.write()


def has_demo() -> bool:
	return any((REPOSITORY / APP / "setup" / name).is_file() for name in ("demo.py", "demo/__init__.py"))


def load_demo(instance: Instance, step: Step) -> None:
	"""The demo data loads itself only once, but asking it costs seconds: asked when the app changed."""
	if not has_demo():
		step.tell("there is none in this checkout: zhicheng/setup/demo is missing")
		return
	mark = Stamp(instance.site_folder / ".demo-from", app_digest())
	if mark.is_fresh():
		step.already_done()
		return
	call(instance, f"{DEMO}.load", failing="The demo data could not be loaded")
	mark.write()


def demo_logins(instance: Instance) -> list[dict[str, str]]:
	if not has_demo():
		return []
	return call(instance, f"{DEMO}.logins", failing="The list of demo log-ins could not be read") or []


def call(instance: Instance, function: str, *, failing: str):
	output = run(
		[instance.bench.python, SOURCES / "runtime/call.py", instance.site, function],
		cwd=instance.sites,
		env=environment(instance.bench.bin),
		failing=failing,
		advice=ADVICE,
		log=instance.bench.log,
	)
	return json.loads(output.strip().splitlines()[-1])


def require_plain_path() -> None:
	"""Frappe's own programs put paths unquoted into shell commands."""
	if any(character.isspace() for character in str(REPOSITORY)):
		raise Failure(
			f"The path of the repository holds a blank: {REPOSITORY}. Move it to a folder without, then start again."
		)


def require_writable(folder=None) -> None:
	folder = folder or REPOSITORY / ".bench"
	place = folder if folder.exists() else REPOSITORY
	owner = place.stat().st_uid
	if not os.access(place, os.W_OK) or (folder.exists() and owner != os.geteuid()):
		raise Failure(
			f"{place} belongs to another user: start the command as that user, or delete the folder .bench and start again."
		)


def require_disk_space() -> None:
	built = (REPOSITORY / ".bench/stamps/assets").is_file()
	needed = 0.5 if built else 3.0
	free = shutil.disk_usage(REPOSITORY).free / 1e9
	if free < needed:
		raise Failure(
			f"Only {free:.1f} GB are free on the disk of {REPOSITORY}, {needed} are needed: free some, start again."
		)
