"""wkhtmltopdf names some glyphs as radicals (⽬ for 目): looks right, copies wrong. The names are put right here.

Noto CJK shares one glyph between a radical and the character; the unified character is what the person typed.
"""

import io
import re
import unicodedata

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

# radicals of U+2E80… that NFKC leaves alone and that share their glyph with a character
_SUPPLEMENT = dict(
	zip(
		"⺁⺇⺌⺎⺕⺝⺟⺠⺪⺫⺮⺯⺶⺷⺹⺻⺾⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻐⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
		"厂几小兀彐月母民疋目竹糸羊羊耂肀艹虎衤覀西见角讠贝车辶钅长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
		strict=True,
	)
)
_LISTED = re.compile(rb"\[[^\]]*\]")
_CODE = re.compile(rb"<(2[EF][0-9A-F]{2})>", re.IGNORECASE)


def unified(pdf: bytes) -> bytes:
	"""The same PDF, its text naming unified characters instead of radicals."""
	writer = PdfWriter()
	writer.append(PdfReader(io.BytesIO(pdf)))
	for page in writer.pages:
		for font in (page["/Resources"].get("/Font") or {}).values():
			_mend(writer, font.get_object())
	buffer = io.BytesIO()
	writer.write(buffer)
	return buffer.getvalue()


def _mend(writer: PdfWriter, font) -> None:
	names = font.get("/ToUnicode")
	data = names.get_object().get_data() if names else b""
	mended = _LISTED.sub(lambda listed: _CODE.sub(_unified_code, listed.group()), data)
	if mended == data:
		return
	stream = DecodedStreamObject()
	stream.set_data(mended)
	font[NameObject("/ToUnicode")] = writer._add_object(stream)


def _unified_code(found: re.Match) -> bytes:
	character = chr(int(found.group(1), 16))
	plain = _SUPPLEMENT.get(character) or unicodedata.normalize("NFKC", character)
	return b"<%04X>" % ord(plain) if len(plain) == 1 and ord(plain) < 0x10000 else found.group()
