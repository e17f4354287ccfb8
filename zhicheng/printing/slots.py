"""Few PDFs at once: a Chromium takes some 200 MB, and a rush of prints must not take the server down."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import frappe

from zhicheng.exceptions import PrintFailed

AT_ONCE = 2
PATIENCE_SECONDS = 45


@contextmanager
def slot() -> Iterator[None]:
	"""Wait for one of the site's slots; the operating system frees it even when the process dies.

	:raises PrintFailed: when none becomes free in time
	"""
	folder = Path(frappe.get_site_path("locks"))
	folder.mkdir(exist_ok=True)
	files = [open(folder / f"zhicheng-print-{number}.lock", "w") for number in range(AT_ONCE)]  # noqa: SIM115
	try:
		_take_one(files)
		yield
	finally:
		for file in files:
			file.close()


def _take_one(files: list) -> None:
	deadline = time.monotonic() + PATIENCE_SECONDS
	while time.monotonic() < deadline:
		for file in files:
			try:
				return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
			except BlockingIOError:
				continue
		time.sleep(0.1)
	raise PrintFailed("现在打印的人较多，请过一两分钟再试。")
