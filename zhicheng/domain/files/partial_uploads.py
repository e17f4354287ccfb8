"""Uploads that are on their way: what has arrived lies privately until the rest comes, a cut line goes on where it broke.

Each is bound to one person and one place by what stands beside it; its name is random and known to that person alone.
Nothing serves these files, and what is not finished within a day is taken away.
"""

import fcntl
import hashlib
import json
import os
import re
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import frappe

from zhicheng.exceptions import FileRefused, UploadGone

FOLDER = ("private", "partial_uploads")
# asked of the sender; what a request may bring is this at most
STEP = 256 * 1024
MAX_STEP = 4 * 1024 * 1024
HOURS = 24
# per person; the oldest makes room
MAX_OPEN = 30
TOKEN = re.compile(r"[0-9a-f]{40}")
GONE = "这次上传已过期或已取消，请重新选择文件上传。"


@dataclass(frozen=True)
class Partial:
	"""One upload on its way: whose, where to, what it will be."""

	token: str
	user: str
	application: str
	section: str
	fieldname: str
	row: str
	replace: str
	file_name: str
	size: int


def begin(**values) -> Partial:
	"""A new one, empty; `values` are those of Partial without the token."""
	partial = Partial(token=frappe.generate_hash(length=40), **values)
	folder = _folder(partial.user)
	os.makedirs(folder, mode=0o700, exist_ok=True)
	_make_room(folder)
	with open(_path(partial.user, partial.token, "json"), "w", encoding="utf-8") as stream:
		json.dump(asdict(partial), stream, ensure_ascii=False)
	with open(_path(partial.user, partial.token, "part"), "xb"):
		pass
	return partial


def read(user: str, token: str) -> Partial:
	"""The upload of this person.

	:raises UploadGone: unknown, somebody else's, finished or expired; none of these is told from another
	"""
	try:
		with open(_path(user, token, "json"), encoding="utf-8") as stream:
			partial = Partial(**json.load(stream))
	except (FileNotFoundError, ValueError, TypeError):
		raise UploadGone(GONE) from None
	if partial.user != user or not os.path.exists(_path(user, token, "part")):
		raise UploadGone(GONE)
	return partial


def arrived(partial: Partial) -> int:
	"""How many bytes the server holds: where the sender goes on."""
	return os.path.getsize(_path(partial.user, partial.token, "part"))


def append(partial: Partial, offset: int, content: bytes) -> int:
	"""Put the next bytes behind the others; bytes of any other place are passed over. Gives what is held now."""
	if len(content) > MAX_STEP:
		raise FileRefused("一次发送的内容过大，请刷新页面后重新上传。")
	with open(_path(partial.user, partial.token, "part"), "r+b") as stream:
		fcntl.flock(stream, fcntl.LOCK_EX)
		held = stream.seek(0, os.SEEK_END)
		if held != offset:
			return held
		if held + len(content) > partial.size:
			raise FileRefused(f"“{partial.file_name}”与开始上传时的大小不同，文件可能被改动过。请重新选择后上传。")
		stream.write(content)
		return held + len(content)


def content(partial: Partial) -> bytes:
	"""All of it.

	:raises FileRefused: while something is missing
	"""
	with open(_path(partial.user, partial.token, "part"), "rb") as stream:
		arrived_content = stream.read(partial.size + 1)
	if len(arrived_content) != partial.size:
		raise FileRefused(f"“{partial.file_name}”还没有传完，请继续上传。")
	return arrived_content


def remove(partial: Partial) -> None:
	_remove_files(_folder(partial.user), partial.token)


def remove_of(user: str, application: str) -> None:
	"""With a draft go the uploads on their way to it."""
	for partial in of_user(user):
		if partial.application == application:
			remove(partial)


def remove_expired() -> None:
	"""Every hour: what nobody has gone on with for a day."""
	oldest = time.time() - HOURS * 3600
	for folder, token in _tokens():
		if _changed(folder, token) < oldest:
			_remove_files(folder, token)


def of_user(user: str) -> list[Partial]:
	folder = _folder(user)
	found = [read_or_none(user, token) for known, token in _tokens() if known == folder]
	return [partial for partial in found if partial]


def read_or_none(user: str, token: str) -> Partial | None:
	try:
		return read(user, token)
	except UploadGone:
		return None


def described() -> Iterator[dict]:
	"""For the report: each with what it holds and when it last grew."""
	for folder, token in _tokens():
		row = {"held": _size(folder, token), "changed": _changed(folder, token)}
		try:
			with open(os.path.join(folder, f"{token}.json"), encoding="utf-8") as stream:
				row.update(json.load(stream))
		except (OSError, ValueError):
			row.update(application="", file_name="", size=0)
		yield row


def _folder(user: str) -> str:
	return frappe.get_site_path(*FOLDER, hashlib.sha256(user.encode()).hexdigest()[:24])


def _path(user: str, token: str, extension: str) -> str:
	if not TOKEN.fullmatch(token or ""):
		raise UploadGone(GONE)
	return os.path.join(_folder(user), f"{token}.{extension}")


def _tokens() -> Iterator[tuple[str, str]]:
	"""Folder and token of everything that lies there."""
	root = frappe.get_site_path(*FOLDER)
	for folder in sorted(os.listdir(root)) if os.path.isdir(root) else ():
		path = os.path.join(root, folder)
		tokens = {os.path.splitext(name)[0] for name in os.listdir(path)}
		for token in sorted(tokens):
			yield path, token


def _make_room(folder: str) -> None:
	tokens = sorted({os.path.splitext(name)[0] for name in os.listdir(folder)}, key=lambda token: _changed(folder, token))
	for token in tokens[: max(0, len(tokens) - MAX_OPEN + 1)]:
		_remove_files(folder, token)


def _changed(folder: str, token: str) -> float:
	times = [_stat(folder, token, extension, "st_mtime") for extension in ("part", "json")]
	return max(times)


def _size(folder: str, token: str) -> int:
	return int(_stat(folder, token, "part", "st_size"))


def _stat(folder: str, token: str, extension: str, key: str) -> float:
	try:
		return getattr(os.stat(os.path.join(folder, f"{token}.{extension}")), key)
	except FileNotFoundError:
		return 0


def _remove_files(folder: str, token: str) -> None:
	for extension in ("json", "part"):
		try:
			os.remove(os.path.join(folder, f"{token}.{extension}"))
		except FileNotFoundError:
			continue
