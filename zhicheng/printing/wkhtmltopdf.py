"""The fallback renderer where no Chromium is installed: pdfkit over wkhtmltopdf, offline.

Debian's build draws no page numbers, which are laid over afterwards, names some characters as radicals, which
is put right, and does not repeat table heads on further pages.
"""

import os
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pdfkit

from zhicheng.exceptions import PrintFailed
from zhicheng.printing import copied_text

MARGINS = {"margin-top": "22mm", "margin-right": "18mm", "margin-bottom": "18mm", "margin-left": "22mm"}
NO_MARGINS = {"margin-top": "0", "margin-right": "0", "margin-bottom": "0", "margin-left": "0"}
# Debian's build cannot be told to leave the scale alone; with this one a millimetre is a millimetre
SCALE_OF_UNPATCHED = "<style>html { zoom: 1.302 }</style></head>"
OPTIONS = {
	"page-size": "A4",
	"encoding": "UTF-8",
	"disable-javascript": "",
	"disable-local-file-access": "",
	"disable-plugins": "",
	"disable-external-links": "",
	"disable-smart-shrinking": "",
	"load-error-handling": "ignore",
	"load-media-error-handling": "ignore",
	# nothing leaves the machine: every address ends at a closed port
	"proxy": "http://127.0.0.1:9",
	"quiet": "",
}


def binary() -> str | None:
	return shutil.which("wkhtmltopdf")


def draws_margin_boxes() -> bool:
	return False


def render(html: str, *, margins: bool = True) -> bytes:
	"""The PDF of a self-contained document, on pages with the form's margins or with none.

	:raises PrintFailed: when wkhtmltopdf is missing or fails
	"""
	if not binary():
		raise PrintFailed("没有找到 wkhtmltopdf，无法生成 PDF。请管理员安装 chromium 或 wkhtmltopdf。")
	with TemporaryDirectory(prefix="zhicheng-print-") as folder:
		pdf = Path(folder, "form.pdf")
		html = html if _is_patched() else html.replace("</head>", SCALE_OF_UNPATCHED, 1)
		try:
			pdfkit.from_string(html, str(pdf), options=_options(folder, margins))
		except OSError as error:
			raise PrintFailed("生成 PDF 没有成功，请稍后重试；仍不行请管理员检查 wkhtmltopdf。") from error
		return copied_text.unified(pdf.read_bytes())


def _options(folder: str, margins: bool) -> dict:
	"""Without a display the Qt of Debian's build needs to be told so."""
	os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
	return {**OPTIONS, **(MARGINS if margins else NO_MARGINS), "cache-dir": folder}


@lru_cache(maxsize=1)
def _is_patched() -> bool:
	answer = subprocess.run([binary(), "--version"], capture_output=True, text=True, timeout=20, check=False)
	return "patched qt" in answer.stdout and "unpatched" not in answer.stdout
