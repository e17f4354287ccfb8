"""The two apps of the bench: Frappe from its wheel with its npm packages, and ours as a link to the repository."""

import os
import shutil

from .console import Step
from .frappe_wheel import PIN, restore
from .layout import APP, REPOSITORY, SOURCES, Bench, link
from .programs import run
from .python_packages import ADVICE, install_editable
from .stamps import Stamp

FRONTEND = SOURCES / "frontend"


def install_frappe(bench: Bench, step: Step) -> None:
	restored = Stamp(bench.root / "stamps/frappe", PIN, SOURCES / "builder/frappe_wheel.py")
	installed = Stamp(bench.root / "stamps/frappe-installed", restored.digest)
	if restored.is_fresh() and installed.is_fresh() and bench.frappe.is_dir():
		step.already_done()
		return
	if not restored.is_fresh() or not bench.frappe.is_dir():
		restored.remove()
		(bench.root / "stamps/npm").unlink(missing_ok=True)
		restore(bench)
		restored.write()
	installed.remove()
	install_editable(bench, bench.frappe)
	installed.write()


def install_npm_packages(bench: Bench, step: Step) -> None:
	for file in FRONTEND.iterdir():
		if file.is_file():
			shutil.copyfile(file, bench.frappe / file.name)
	stamp = Stamp(bench.root / "stamps/npm", FRONTEND / "package-lock.json")
	if stamp.is_fresh() and (bench.frappe / "node_modules/.package-lock.json").exists():
		step.already_done()
	else:
		stamp.remove()
		run(
			["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--include=dev", "--loglevel=error"],
			cwd=bench.frappe,
			failing="The npm packages could not be installed",
			advice=ADVICE,
			log=bench.log,
			env={**os.environ, "CI": "1"},
		)
		stamp.write()
	link(bench.bin / "yarn", bench.frappe / "node_modules/.bin/yarn")  # for `bench build`
	link(bench.frappe / "frappe/public/node_modules", bench.frappe / "node_modules")
	link(bench.assets / "frappe", bench.frappe / "frappe/public")


def install_app(bench: Bench) -> None:
	"""The link is always called like the app, whatever the folder of the clone is called."""
	link(bench.app, REPOSITORY)
	public = bench.app / APP / "public"
	if public.is_dir():
		link(bench.assets / APP, public)
	inputs = [REPOSITORY / name for name in ("setup.py", "pyproject.toml", "MANIFEST.in", f"{APP}/__init__.py")]
	stamp = Stamp(bench.root / "stamps/app-installed", *inputs)
	if stamp.is_fresh():
		return
	stamp.remove()
	install_editable(bench, bench.app)
	stamp.write()
