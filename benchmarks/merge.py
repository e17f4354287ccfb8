#!/usr/bin/env python3
"""The one-PDF dossier: form and ten proofs put together by us (pikepdf) against pypdf with Pillow.

    env/bin/python apps/zhicheng/benchmarks/merge.py

Goal: 0.2 of pypdf's time at most. Ours also lays each page on a sheet with header and number; pypdf only appends.
"""

import io
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import measured
import pikepdf
from PIL import Image
from pypdf import PdfReader, PdfWriter

from zhicheng.printing import bundle_images, bundle_pdf
from zhicheng.printing.bundle_entries import Entry

FORM_PAGES, SCANNED_PAGES = 13, (1, 8, 3, 2, 6)


def main() -> None:
	with tempfile.TemporaryDirectory() as folder:
		place = Path(folder)
		form, proofs = blank(FORM_PAGES), make_proofs(place)
		target = place / "whole.pdf"
		ours_ms = measured.median_ms(lambda: ours(target, form, proofs), 5)
		pages = len(PdfReader(target).pages)
		pypdf_ms = measured.median_ms(lambda: by_pypdf(target, form, proofs), 5)
		size = sum(path.stat().st_size for path, _mime in proofs) / 1e6
		measured.table(
			["way", "ms", "against pypdf"],
			[["pikepdf, on sheets (in use)", f"{ours_ms:.0f}", f"{ours_ms / pypdf_ms:.2f}"], ["pypdf and Pillow", f"{pypdf_ms:.0f}", "1"]],
		)
		print(f"\n{len(proofs)} proofs of {size:.1f} MB, {pages} pages in all")


def ours(target: Path, form: bytes, proofs: list) -> None:
	entries = [Entry("一、节", "处", path.name, path.name, mime, path) for path, mime in proofs]
	with ExitStack() as stack:
		bundle_pdf.open_proofs(entries, stack)
		bundle_pdf.check_pictures(entries)
		last = bundle_pdf.number(entries, FORM_PAGES + 3)
		bundle_pdf.assemble(
			target, sheets=blank(last), form=form, entries=entries, front=2, title="整卷", tell=lambda done: None
		)


def by_pypdf(target: Path, form: bytes, proofs: list) -> None:
	writer = PdfWriter()
	writer.append(io.BytesIO(form))
	for path, mime in proofs:
		if mime == bundle_pdf.PDF:
			writer.append(path)
			continue
		buffer = io.BytesIO()
		with Image.open(path) as picture:
			picture.convert("RGB").save(buffer, "PDF", resolution=200)
		writer.append(buffer)
	writer.write(target)


def make_proofs(folder: Path) -> list[tuple[Path, str]]:
	"""Five photographs of certificates and five scans, grainy as scans are."""
	proofs = []
	for number in range(5):
		path = folder / f"{number}.jpg"
		grain((3000, 2000)).save(path, "JPEG", quality=80)
		proofs.append((path, "image/jpeg"))
	for number, pages in enumerate(SCANNED_PAGES):
		pdf, path = pikepdf.new(), folder / f"{number}.pdf"
		for _page in range(pages):
			scan = folder / "scan.jpg"
			grain((1240, 1754)).save(scan, "JPEG", quality=60)
			bundle_images.place(pdf, pdf.add_blank_page(page_size=bundle_pdf.A4), scan, (0, 0, *bundle_pdf.A4))
		pdf.save(path)
		proofs.append((path, bundle_pdf.PDF))
	return proofs


def grain(size: tuple[int, int]) -> Image.Image:
	return Image.effect_noise(size, 40).convert("RGB")


def blank(pages: int) -> bytes:
	pdf, buffer = pikepdf.new(), io.BytesIO()
	for _page in range(pages):
		pdf.add_blank_page(page_size=bundle_pdf.A4)
	pdf.save(buffer)
	return buffer.getvalue()


if __name__ == "__main__":
	main()
