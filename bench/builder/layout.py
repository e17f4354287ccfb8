"""Where everything lies. All of it is below the git-ignored folder .bench of the repository."""

from dataclasses import dataclass
from pathlib import Path

APP = "zhicheng"
APPS = f"frappe\n{APP}\n"
REPOSITORY = Path(__file__).resolve().parents[2]
SOURCES = REPOSITORY / "bench"


@dataclass(frozen=True)
class Bench:
	"""What the server and the tests share: programs, Frappe, the app, built assets."""

	root: Path = REPOSITORY / ".bench"

	@property
	def bin(self) -> Path:
		return self.root / "env/bin"

	@property
	def python(self) -> Path:
		return self.bin / "python"

	@property
	def frappe(self) -> Path:
		return self.root / "apps/frappe"

	@property
	def app(self) -> Path:
		return self.root / "apps" / APP

	@property
	def assets(self) -> Path:
		return self.root / "sites/assets"

	@property
	def log(self) -> Path:
		return self.root / "logs/setup.log"

	def make_folders(self) -> None:
		for name in ("apps", "sites/assets", "config/pids", "logs", "data", "stamps"):
			(self.root / name).mkdir(parents=True, exist_ok=True)
		(self.root / "sites/apps.txt").write_text(APPS)


@dataclass(frozen=True)
class Instance:
	"""One running whole with services and a site of its own: the server's is the bench itself, the tests' lies in it."""

	bench: Bench
	root: Path
	site: str

	@property
	def sites(self) -> Path:
		return self.root / "sites"

	@property
	def site_folder(self) -> Path:
		return self.sites / self.site

	@property
	def config(self) -> Path:
		return self.root / "config"

	@property
	def data(self) -> Path:
		return self.root / "data"

	@property
	def database(self) -> Path:
		return self.data / "mariadb"

	@property
	def logs(self) -> Path:
		return self.root / "logs"

	def make_folders(self) -> None:
		for folder in (self.sites, self.config / "pids", self.data, self.logs):
			folder.mkdir(parents=True, exist_ok=True)
		(self.sites / "apps.txt").write_text(APPS)
		if self.root != self.bench.root:
			link(self.sites / "assets", self.bench.assets)
			link(self.root / "apps", self.bench.root / "apps")  # Frappe looks for ../apps


def server_instance(bench: Bench) -> Instance:
	return Instance(bench, bench.root, "zhicheng.localhost")


def test_instance(bench: Bench) -> Instance:
	return Instance(bench, bench.root / "test", "test.localhost")


def lane_instance(bench: Bench, number: int) -> Instance:
	"""The tests run side by side in lanes; the first lane's instance also keeps the snapshots of all."""
	first = test_instance(bench)
	return first if number == 0 else Instance(bench, bench.root / f"test-{number + 1}", first.site)


def link(path: Path, target: Path) -> None:
	if path.is_symlink() and path.readlink() == target:
		return
	path.unlink(missing_ok=True)
	path.symlink_to(target)
