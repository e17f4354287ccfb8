"""Some glyphs are named as radicals (⽬ for 目) or as other marks: the page looks right, the copied text is wrong. It is put right here.

Noto CJK shares one glyph between a radical and the character, and wkhtmltopdf and Chromium name the radical
(Chromium adds the true text, which not every reader heeds). The unified character is what the person typed.
"""

import io
import re
import unicodedata

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

# what shares its glyph with a character in Noto Serif CJK SC and is named in its place, beside what NFKC knows
_NAMED = "⺂⺃⺅⺉⺎⺏⺐⺒⺓⺔⺕⺖⺘⺙⺛⺞⺟⺠⺡⺣⺦⺨⺫⺲⺭⺯⺰⺱⺹⺺⺾⻁⻂⻃⻅⻆⻈⻉⻋⻌⻐⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻮⻯⻰⻱⻲⻳"
_TYPED = "乛乚亻刂兀尣尢巳幺彑彐忄扌攵旡歺母民氵灬丬犭罒罒礻糹纟罓耂肀艹虎衤覀见角讠贝车辶钅長镸长门阝青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐齿竜龙龜亀龟"
_MARKS = {"\u2003": "\u3000", "‒": "–", "―": "—", "∕": "／", "〜": "～", "\u2329": "〈", "\u232a": "〉", "⋯": "…"}
_CHARACTERS = {**dict(zip(_NAMED, _TYPED, strict=True)), **_MARKS}
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end(?:bfchar|bfrange)", re.DOTALL)
_PAIR = re.compile(rb"(<[0-9A-F]+>\s*)<([0-9A-F]{4})>", re.IGNORECASE)
# a range of one code, or a list of names
_SINGLE = re.compile(rb"(<([0-9A-F]+)>\s*<\2>\s*)<([0-9A-F]{4})>", re.IGNORECASE)
_LISTED = re.compile(rb"\[[^\]]*\]")
_CODE = re.compile(rb"<([0-9A-F]{4})>", re.IGNORECASE)


def unified(pdf: bytes) -> bytes:
	"""The same PDF, its text naming unified characters instead of radicals."""
	writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
	for page in writer.pages:
		for font in (page["/Resources"].get("/Font") or {}).values():
			_mend(writer, font.get_object())
	buffer = io.BytesIO()
	writer.write(buffer)
	return buffer.getvalue()


def _mend(writer: PdfWriter, font) -> None:
	names = font.get("/ToUnicode")
	data = names.get_object().get_data() if names else b""
	mended = _BLOCK.sub(_mend_block, data)
	if mended == data:
		return
	stream = DecodedStreamObject()
	stream.set_data(mended)
	font[NameObject("/ToUnicode")] = writer._add_object(stream)


def _mend_block(block: re.Match) -> bytes:
	"""Only names change, never the codes they stand for."""
	if block.group(1) == b"bfchar":
		return _PAIR.sub(lambda pair: pair.group(1) + _name(pair.group(2)), block.group())
	listed = _LISTED.sub(lambda names: _CODE.sub(lambda code: _name(code.group(1)), names.group()), block.group())
	return _SINGLE.sub(lambda single: single.group(1) + _name(single.group(3)), listed)


def _name(code: bytes) -> bytes:
	character = chr(int(code, 16))
	is_radical = "\u2f00" <= character <= "\u2fd5"
	typed = unicodedata.normalize("NFKC", character) if is_radical else _CHARACTERS.get(character, character)
	return b"<%04X>" % ord(typed)
