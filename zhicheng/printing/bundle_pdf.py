"""The one-PDF dossier put together: sheets with headers and numbers below, form and proofs laid on them (pikepdf)."""

import io
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pikepdf
from pikepdf import OutlineItem, Rectangle

from zhicheng.printing import bundle_images
from zhicheng.printing.bundle_entries import Entry

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
# what the header and the page number leave of a sheet: left, bottom, width, height
BOX = (12 * MM, 15 * MM, 186 * MM, 258 * MM)
PDF = "application/pdf"
UNREADABLE = "此附件不能合入整卷，请在系统中单独查看。"
FAULTS = (pikepdf.PdfError, OSError, ValueError, RuntimeError, SyntaxError)


def open_proofs(entries: list[Entry], stack: ExitStack) -> None:
	"""Open each PDF and learn how many pages it takes; what cannot be read takes one page that says so."""
	for entry in entries:
		if entry.mime != PDF:
			continue
		try:
			entry.source = stack.enter_context(pikepdf.open(entry.path))
			entry.pages = len(entry.source.pages) or 1
			if "/AcroForm" in entry.source.Root:
				entry.source.generate_appearance_streams()
			entry.source.flatten_annotations("print")
		except FAULTS:
			entry.source, entry.fault, entry.pages = None, UNREADABLE, 1


def number(entries: list[Entry], first: int) -> int:
	"""Give each proof its first page; returns the number of the last page of all."""
	for entry in entries:
		entry.first_page = first
		first += entry.pages
	return first - 1


def assemble(
	path: Path, *, sheets: bytes, form: bytes, entries: list[Entry], front: int, title: str, tell: Callable[[int], None]
) -> None:
	"""Write the whole to `path`.

	:param sheets: cover and index, then one sheet for every page of form and proofs
	:param front: how many of the sheets are cover and index
	"""
	with pikepdf.open(io.BytesIO(sheets)) as book, pikepdf.open(io.BytesIO(form)) as paper:
		place = front
		for page in paper.pages:
			book.pages[place].add_overlay(page, Rectangle(0, 0, *A4))
			place += 1
		for done, entry in enumerate(entries, start=1):
			_lay(book, entry, place)
			place += entry.pages
			tell(done)
		_bookmarks(book, entries, front)
		with book.open_metadata(set_pikepdf_as_editor=False) as about:
			about["dc:title"] = title
		book.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _lay(book: pikepdf.Pdf, entry: Entry, place: int) -> None:
	if entry.fault:
		return
	if entry.source is None:
		bundle_images.place(book, book.pages[place], entry.path, BOX)
		return
	left, bottom, width, height = BOX
	for offset, page in enumerate(entry.source.pages):
		book.pages[place + offset].add_overlay(page, Rectangle(left, bottom, left + width, bottom + height))


def _bookmarks(book: pikepdf.Pdf, entries: list[Entry], front: int) -> None:
	with book.open_outline() as outline:
		outline.root += [OutlineItem("封面", 0), OutlineItem("目录", 1), OutlineItem("申报表", front)]
		section = None
		for entry in entries:
			if section is None or section.title != entry.section:
				section = OutlineItem(entry.section, entry.first_page - 1)
				outline.root.append(section)
			section.children.append(OutlineItem(f"{entry.place or '附件'}：{entry.file_name}", entry.first_page - 1))


def check_pictures(entries: list[Entry]) -> None:
	"""A picture that cannot be drawn is told on its sheet, so it is tried before the sheets are drawn."""
	for entry in entries:
		if entry.mime == PDF or entry.fault:
			continue
		try:
			bundle_images.probe(entry.path)
		except FAULTS:
			entry.fault = UNREADABLE
