"""The text of a PDF page by page, as somebody would copy it out; blanks and line breaks do not count."""

import io
import re
import shutil
import subprocess

from PIL import Image
from pypdf import PdfReader

PDFTOTEXT, PDFTOPPM = shutil.which("pdftotext"), shutil.which("pdftoppm")
_BLANKS = re.compile(r"\s+")


def pages(pdf: bytes) -> list[str]:
	return [plain(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def pictures(pdf: bytes) -> list[list]:
	"""The pictures page by page, as Pillow reads them."""
	return [[picture.image for picture in page.images] for page in PdfReader(io.BytesIO(pdf)).pages]


def copied(pdf: bytes) -> str:
	"""The text as poppler copies it out, which reads joined letters (Tibetan) as readers with ActualText do."""
	command = [PDFTOTEXT, "-raw", "-", "-"]
	return plain(subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode())


def seen(pdf: bytes, page: int) -> Image.Image:
	"""A page in shades of grey, as poppler draws it (72 dots per inch)."""
	command = [PDFTOPPM, "-r", "72", "-gray", "-f", str(page), "-l", str(page), "-"]
	drawn = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout
	return Image.open(io.BytesIO(drawn))


def plain(text: str) -> str:
	return _BLANKS.sub("", text)


def missing_in_order(text: str, values: list[str]) -> list[str]:
	"""The values that do not follow one another in the text."""
	position, missing = 0, []
	for value in values:
		found = text.find(plain(value), position)
		if found < 0:
			missing.append(value)
		else:
			position = found + len(plain(value))
	return missing
