"""What server and tests share: everything up to the built assets. Five steps, each skipped when its result is there."""

from . import apps, assets, debian, python_packages
from .console import Steps
from .layout import Bench
from .locks import held
from .site import require_disk_space, require_plain_path, require_writable

SHARED_STEPS = 5
WAITING = "Another command is setting up the bench of this checkout; waiting for it …"


def check_place() -> None:
	require_plain_path()
	require_writable()
	require_disk_space()


def set_up(bench: Bench, steps: Steps) -> None:
	with held(bench.root / "setup.lock", waiting=WAITING):
		with steps("Debian packages") as step:
			debian.install_missing(step, bench.log)
		with steps("Python packages") as step:
			python_packages.install(bench, step)
		with steps("Frappe") as step:
			apps.install_frappe(bench, step)
		with steps("npm packages") as step:
			apps.install_npm_packages(bench, step)
		with steps("Bundles of the browser") as step:
			apps.install_app(bench)
			assets.build(bench, step)
