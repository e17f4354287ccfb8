"""What a PDF really draws: the glyphs of every text that is shown, read from its content streams.

Glyph 0 of every font is .notdef, the empty box. Both engines embed what they draw, so a box is a shown code that leads
to glyph 0: in composite fonts (ISO 32000, 9.7) through the CIDToGIDMap, in Type 3 fonts through the glyph's name.
"""

import io

from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject, StreamObject

SHOWING = (b"Tj", b"TJ", b"'", b'"')


def shown(pdf: bytes) -> tuple[int, list[str]]:
	"""How many glyphs are shown, and the fonts of those that are .notdef."""
	reader, number, boxes = PdfReader(io.BytesIO(pdf)), 0, []
	for page in reader.pages:
		for font, codes in _texts(page, page.get_contents(), reader):
			number += len(codes)
			boxes += [str(font.get("/BaseFont", font.get("/Name", "?"))) for code in codes if _is_box(font, code)]
	return number, boxes


def _texts(holder: DictionaryObject, stream: StreamObject, reader: PdfReader):
	"""Font and codes of every text shown on a page or in a form that it draws."""
	resources = holder.get("/Resources", {})
	resources = resources.get_object() if resources else {}
	fonts = {name: font.get_object() for name, font in resources.get("/Font", {}).items()}
	forms = {name: form.get_object() for name, form in resources.get("/XObject", {}).items()}
	font = None
	for operands, operator in ContentStream(stream, reader).operations:
		if operator == b"Tf":
			font = fonts[operands[0]]
		elif operator in SHOWING:
			yield font, _codes(font, operands)
		elif operator == b"Do" and forms[operands[0]].get("/Subtype") == "/Form":
			yield from _texts(forms[operands[0]], forms[operands[0]], reader)


def _codes(font: DictionaryObject, operands: list) -> list[int]:
	texts = operands[-1] if isinstance(operands[-1], list) else [operands[-1]]
	data = b"".join(_raw(text) for text in texts if isinstance(text, str | bytes))
	if font["/Subtype"] != "/Type0":
		return list(data)
	return [int.from_bytes(data[place : place + 2], "big") for place in range(0, len(data), 2)]


def _raw(text) -> bytes:
	return text if isinstance(text, bytes) else text.original_bytes


def _is_box(font: DictionaryObject, code: int) -> bool:
	if font["/Subtype"] == "/Type3":
		return _name_of(font, code) in ("/g0", "/.notdef")
	if font["/Subtype"] != "/Type0":
		return False  # the standard fonts know their letters by name
	places = font["/DescendantFonts"][0].get_object().get("/CIDToGIDMap", "/Identity")
	if isinstance(places, str):
		return code == 0
	data = places.get_object().get_data()
	return int.from_bytes(data[2 * code : 2 * code + 2], "big") == 0


def _name_of(font: DictionaryObject, code: int) -> str:
	at = 0
	for item in font["/Encoding"]["/Differences"]:
		if isinstance(item, int):
			at = item
		elif at == code:
			return str(item)
		else:
			at += 1
	return "/.notdef"
