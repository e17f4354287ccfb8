"""The fallback renderer where no Chromium is installed: pdfkit over wkhtmltopdf, offline.

Debian's build draws neither page numbers nor repeated heads and writes some characters as Kangxi radicals
(performance.md §5), so numbers are laid over afterwards; copied text is then right only after NFKC.
"""

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pdfkit

from zhicheng.exceptions import PrintFailed

OPTIONS = {
	"page-size": "A4",
	"margin-top": "22mm",
	"margin-right": "18mm",
	"margin-bottom": "18mm",
	"margin-left": "22mm",
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


def render(html: str) -> bytes:
	"""The PDF of a self-contained document.

	:raises PrintFailed: when wkhtmltopdf is missing or fails
	"""
	if not binary():
		raise PrintFailed("没有找到 wkhtmltopdf，无法生成 PDF。请管理员安装 chromium 或 wkhtmltopdf。")
	with TemporaryDirectory(prefix="zhicheng-print-") as folder:
		pdf = Path(folder, "form.pdf")
		try:
			pdfkit.from_string(html, str(pdf), options=_options(folder))
		except OSError as error:
			raise PrintFailed("生成 PDF 没有成功，请稍后重试；仍不成功时请管理员检查 wkhtmltopdf。") from error
		return pdf.read_bytes()


def _options(folder: str) -> dict:
	"""Without a display the Qt of Debian's build needs to be told so."""
	os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
	return {**OPTIONS, "cache-dir": folder}
