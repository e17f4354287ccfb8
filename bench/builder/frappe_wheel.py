"""Turns the pinned wheel back into the app folder apps/frappe.

The wheel holds Frappe (MIT) under another name; the change is a plain text rename, so it is undone as text.
"""

import hashlib
import re
import shutil
import zipfile
from pathlib import Path

from .console import Failure
from .layout import SOURCES, Bench
from .programs import run
from .python_packages import ADVICE

PIN = SOURCES / "frappe-wheel.txt"
RENAMES = (  # longest first; the order matters
	("criscostack", "frappe"),
	("Criscostack", "Frappe"),
	("CRISCOSTACK", "FRAPPE"),
	("criscoerp", "erpnext"),
	("Criscoerp", "ERPNext"),
	("Crisco", "Frappe"),
	("brik_helper", "bench_helper"),
)
PROJECT = """\
[project]
name = "frappe"
dynamic = ["version"]
requires-python = ">=3.10"
description = "Frappe Framework (MIT), restored from a wheel; its dependencies are in bench/requirements.txt"

[build-system]
requires = ["setuptools>=70"]
build-backend = "setuptools.build_meta"

[tool.setuptools]
packages = ["frappe"]

[tool.setuptools.dynamic]
version = { attr = "frappe.__version__" }
"""


def restore(bench: Bench) -> None:
	"""Makes apps/frappe anew: first beside its place, then moved, so that half a copy is never taken for a whole one."""
	wheels = bench.root / "data/wheels"
	run(
		[bench.python, "-m", "pip", "download", "-q", "--no-deps", "--require-hashes", "-d", wheels, "-r", PIN],
		failing="Frappe could not be downloaded",
		advice=ADVICE,
		log=bench.log,
	)
	wheel = require_pinned(next(wheels.glob("*.whl")), PIN.read_text())
	fresh = bench.root / "apps/.frappe"
	for folder in (fresh, bench.frappe):
		shutil.rmtree(folder, ignore_errors=True)
	unpack(wheel, fresh)
	fresh.rename(bench.frappe)


def require_pinned(wheel: Path, pin: str) -> Path:
	expected = re.search(r"sha256:([0-9a-f]{64})", pin)[1]
	if hashlib.sha256(wheel.read_bytes()).hexdigest() == expected:
		return wheel
	wheel.unlink()
	raise Failure(
		f"The downloaded {wheel.name} is not the pinned one (its SHA-256 differs), so it was deleted: check the package "
		"index or mirror in use, then start the same command again."
	)


def unpack(wheel: Path, target: Path) -> None:
	with zipfile.ZipFile(wheel) as archive:
		for name in archive.namelist():
			if not name.startswith("criscostack/") or name.endswith((".DS_Store", "/")):
				continue
			file = target / renamed(name)
			file.parent.mkdir(parents=True, exist_ok=True)
			file.write_bytes(renamed_content(archive.read(name)))
	(target / "pyproject.toml").write_text(PROJECT)


def renamed(text: str) -> str:
	for old, new in RENAMES:
		text = text.replace(old, new)
	return text


def renamed_content(content: bytes) -> bytes:
	try:
		return renamed(content.decode()).encode()
	except UnicodeDecodeError:
		return content  # pictures, fonts, archives
