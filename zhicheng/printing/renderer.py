"""Paper in, PDF out: Chromium where it is installed, else wkhtmltopdf with the numbers laid over."""

import io
from types import ModuleType

import frappe
from pypdf import PdfReader, PdfWriter

from zhicheng.exceptions import PrintFailed
from zhicheng.printing import chromium, overlay, wkhtmltopdf
from zhicheng.printing.paper import Paper
from zhicheng.printing.slots import slot

ENGINES = {"chromium": chromium, "wkhtmltopdf": wkhtmltopdf}


def pdf(paper: Paper) -> bytes:
	"""The form as a PDF, by the engine of this site."""
	return draw(paper, engine())


def draw(paper: Paper, drawing: ModuleType) -> bytes:
	"""The form as a PDF by the given engine, page numbers included."""
	with slot():
		return _draw(paper, drawing)


def _draw(paper: Paper, drawing: ModuleType) -> bytes:
	if drawing.draws_margin_boxes():
		return drawing.render(paper.html())
	plain = drawing.render(paper.html(running=False))
	return overlay.lay_over(plain, header=paper.header, mark=paper.mark, render=drawing.render)


def sheets(html: str) -> bytes:
	"""Pages that fill the paper to its edges, without margins of their own."""
	with slot():
		return engine().render(html, margins=False)


def engine() -> ModuleType:
	"""The engine named in the site configuration (`zhicheng_pdf_engine`), else the first that is installed.

	:raises PrintFailed: when none is installed
	"""
	named = ENGINES.get(frappe.conf.get("zhicheng_pdf_engine") or "")
	if named:
		return named
	for candidate in ENGINES.values():
		if candidate.binary():
			return candidate
	raise PrintFailed("服务器上没有生成 PDF 的程序。请管理员安装 chromium（推荐）或 wkhtmltopdf。")


def joined(parts: list[bytes]) -> bytes:
	"""Several PDFs as one, in the given order."""
	writer = PdfWriter()
	for part in parts:
		writer.append(PdfReader(io.BytesIO(part)))
	buffer = io.BytesIO()
	writer.write(buffer)
	return buffer.getvalue()
