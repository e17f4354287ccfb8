"""Remembers from which inputs a result was made; written only after success, so an interrupted step runs again."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path


class Stamp:
	def __init__(self, file: Path, *inputs: object) -> None:
		self.file = file
		self.digest = digest_of(inputs)

	def is_fresh(self) -> bool:
		return self.file.is_file() and self.file.read_text() == self.digest

	def write(self) -> None:
		self.file.parent.mkdir(parents=True, exist_ok=True)
		self.file.write_text(self.digest)

	def remove(self) -> None:
		self.file.unlink(missing_ok=True)


def digest_of(inputs: Iterable[object]) -> str:
	"""Files count by content, folders by names and contents, everything else by its text."""
	digest = hashlib.sha256()
	for item in inputs:
		if isinstance(item, Path) and item.is_dir():
			for file in files_below(item):
				digest.update(f"{file.relative_to(item)}\0".encode() + file.read_bytes() + b"\0")
		elif isinstance(item, Path):
			digest.update((item.read_bytes() if item.is_file() else b"absent") + b"\0")
		else:
			digest.update(f"{item}\0".encode())
	return digest.hexdigest()


GENERATED = {"__pycache__", "node_modules", "dist", ".git"}


def files_below(folder: Path, skip: Iterable[str] = ()) -> list[Path]:
	"""All files of a folder in a fixed order, without what programs generate and the sub-folders named in skip."""
	result = []
	left_out = GENERATED | set(skip)
	for path, folders, names in os.walk(folder):
		folders[:] = sorted(name for name in folders if name not in left_out)
		result += [Path(path, name) for name in sorted(names) if not name.endswith((".pyc", ".swp"))]
	return [file for file in result if file.is_file()]
