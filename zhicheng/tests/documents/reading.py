"""The text of a PDF page by page, as somebody would copy it out; blanks and line breaks do not count."""

import io
import re
import shutil
import subprocess

from pypdf import PdfReader

PDFTOTEXT = shutil.which("pdftotext")
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
