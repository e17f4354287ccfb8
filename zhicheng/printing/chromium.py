"""The default renderer: headless Chromium, one process per document, no network, a profile of its own.

It repeats table heads; from version 131 it numbers pages by CSS margin boxes.
"""

import os
import re
import shutil
import signal
import subprocess
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import frappe

from zhicheng.exceptions import PrintFailed
from zhicheng.printing import copied_text

BINARIES = (
	*("chromium", "chromium-headless-shell", "chromium-browser"),
	*("google-chrome", "google-chrome-stable"),
)
MARGIN_BOXES_SINCE = 131
TIMEOUT_SECONDS = 60
FLAGS = (
	"--headless",
	"--disable-gpu",
	"--no-first-run",
	"--no-default-browser-check",
	"--disable-extensions",
	"--disable-sync",
	"--disable-default-apps",
	"--disable-component-update",
	"--disable-background-networking",
	"--disable-client-side-phishing-detection",
	"--disable-domain-reliability",
	"--disable-dev-shm-usage",
	"--metrics-recording-only",
	"--no-pings",
	"--password-store=basic",
	"--use-mock-keychain",
	# no name resolves, and what needs none ends at a closed port
	"--host-resolver-rules=MAP * ~NOTFOUND",
	"--proxy-server=http://127.0.0.1:9",
	"--proxy-bypass-list=<-loopback>",
	"--no-pdf-header-footer",
	"--print-to-pdf-no-header",
)


def binary() -> str | None:
	"""The Chromium to use: `chromium_path` of the site configuration, else the first one on the path."""
	configured = frappe.conf.get("chromium_path")
	if configured:
		return configured if os.access(configured, os.X_OK) else None
	return next((path for path in map(shutil.which, BINARIES) if path), None)


def draws_margin_boxes() -> bool:
	"""Whether this Chromium prints page numbers and headers from CSS (131 and later)."""
	return _version(binary() or "") >= MARGIN_BOXES_SINCE


def render(html: str, *, margins: bool = True) -> bytes:
	"""The PDF of a self-contained document; its own @page rule says the margins.

	:raises PrintFailed: when Chromium is missing, takes too long or writes nothing
	"""
	program = binary()
	if not program:
		raise PrintFailed("没有找到 Chromium，不能生成 PDF。请管理员安装它，或在站点配置中填写 chromium_path。")
	with TemporaryDirectory(prefix="zhicheng-print-") as folder:
		page, pdf = Path(folder, "form.html"), Path(folder, "form.pdf")
		page.write_text(html, encoding="utf-8")
		_run([program, *_flags(folder), f"--print-to-pdf={pdf}", page.as_uri()], folder)
		if not pdf.exists():
			raise PrintFailed("生成 PDF 没有成功，请稍后重试；仍不成功时请管理员检查 Chromium 能否正常运行。")
		return copied_text.unified(pdf.read_bytes())


def _flags(folder: str) -> list[str]:
	flags = [*FLAGS, f"--user-data-dir={Path(folder, 'profile')}"]
	# Chromium refuses its sandbox to root; production runs the bench under a user of its own
	return [*flags, "--no-sandbox"] if os.geteuid() == 0 else flags


def _run(command: list[str], folder: str) -> None:
	"""Run in a process group of its own, so that exactly this Chromium and its children can be ended."""
	environment = {"PATH": os.environ.get("PATH", ""), "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8"}
	process = subprocess.Popen(
		command,
		stdin=subprocess.DEVNULL,
		stdout=subprocess.DEVNULL,
		stderr=subprocess.DEVNULL,
		env=environment,
		start_new_session=True,
	)
	try:
		process.wait(timeout=TIMEOUT_SECONDS)
	except subprocess.TimeoutExpired:
		raise PrintFailed("生成 PDF 用时过长，已停止。请稍后重试。") from None
	finally:
		_end(process)


def _end(process: subprocess.Popen) -> None:
	"""End the group that this call started, also what outlived its parent."""
	with suppress(ProcessLookupError):
		os.killpg(process.pid, signal.SIGKILL)
	process.wait()


@lru_cache(maxsize=4)
def _version(program: str) -> int:
	if not program:
		return 0
	answer = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20, check=False)
	found = re.search(r"(\d+)\.\d+\.\d+", answer.stdout)
	return int(found.group(1)) if found else 0
