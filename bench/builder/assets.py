"""Builds the browser's bundles when their sources changed."""

import json

from .apps import FRONTEND
from .console import Step
from .layout import APP, REPOSITORY, Bench
from .programs import environment, run
from .stamps import Stamp


def build(bench: Bench, step: Step) -> None:
	public = REPOSITORY / APP / "public"
	stamp = Stamp(
		bench.root / "stamps/assets", public, FRONTEND, bench.root / "stamps/frappe", bench.root / "stamps/npm"
	)
	if stamp.is_fresh() and all_bundles_exist(bench):
		step.already_done()
		return
	stamp.remove()
	run(
		["node", "build.mjs", "--production"],
		cwd=bench.frappe,
		env=environment(bench.bin),
		failing="The bundles of the browser could not be built",
		advice="Correct the source that the lines above name, then start the same command again",
		log=bench.log,
	)
	stamp.write()


def all_bundles_exist(bench: Bench) -> bool:
	manifest = bench.assets / "assets.json"
	if not manifest.is_file():
		return False
	urls = json.loads(manifest.read_text()).values()
	return all((bench.root / "sites" / url.lstrip("/")).is_file() for url in urls)
