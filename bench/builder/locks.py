"""One set-up, one server and one test run at a time in a checkout; the kernel frees a lock when its holder dies."""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

from .console import Failure, say


@contextlib.contextmanager
def held(file: Path, *, waiting: str = "", refusing: str = "") -> Iterator[None]:
	"""waiting: said while another holder is waited for; refusing: the failure when waiting makes no sense."""
	file.parent.mkdir(parents=True, exist_ok=True)
	with file.open("a+") as handle:
		try:
			fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
		except BlockingIOError:
			if refusing:
				handle.seek(0)
				raise Failure(refusing.format(handle.read().strip() or "another process")) from None
			say(waiting)
			fcntl.flock(handle, fcntl.LOCK_EX)
		yield


def note(file: Path, text: str) -> None:
	"""What a later process reads when the lock is refused to it."""
	file.write_text(text)
