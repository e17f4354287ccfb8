"""What is copied out of the PDF is what was typed, also where the font shares a glyph.

Noto CJK draws ⽬ and 目 with one glyph, and wkhtmltopdf and Chromium name the first (Chromium adds the true
text, which not every reader heeds). The page looks right, the copied text is wrong; here it is put right.
"""

import io
import re
import unicodedata

from pypdf import PdfReader
from pypdf.generic import IndirectObject

# what Noto Serif CJK SC draws as a character and is named in its place, beside what NFKC knows
_NAMED = (
	"⺂⺃⺅⺉⺎⺏⺐⺒⺓⺔⺕⺖⺘⺙⺛⺞⺟⺠⺡⺣⺦⺨⺫⺲⺭⺯⺰⺱⺹⺺⺾⻁⻂⻃⻅"
	"⻆⻈⻉⻋⻌⻐⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻮⻯⻰⻱⻲⻳"
)
_TYPED = (
	"乛乚亻刂兀尣尢巳幺彑彐忄扌攵旡歺母民氵灬丬犭罒罒礻糹纟罓耂肀艹虎衤覀见"
	"角讠贝车辶钅長镸长门阝青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐齿竜龙龜亀龟"
)
_MARKS = {
	**{"\u2003": "\u3000", "‒": "–", "―": "—", "∕": "／"},
	**{"〜": "～", "\u2329": "〈", "\u232a": "〉", "⋯": "…"},
}
_CHARACTERS = {**dict(zip(_NAMED, _TYPED, strict=True)), **_MARKS}
_START = re.compile(rb"startxref\s+(\d+)")
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end(?:bfchar|bfrange)", re.DOTALL)
_PAIR = re.compile(rb"(<[0-9A-F]+>\s*)<([0-9A-F]{4})>", re.IGNORECASE)
# codes from the first to the second stand for characters from the third on, or for those listed
_RANGE = re.compile(rb"<([0-9A-F]+)>\s*<([0-9A-F]+)>\s*<([0-9A-F]{4})>", re.IGNORECASE)
_LISTED = re.compile(rb"\[[^\]]*\]")
_CODE = re.compile(rb"<([0-9A-F]{4})>", re.IGNORECASE)


def unified(pdf: bytes) -> bytes:
	"""The same PDF, its text naming unified characters instead of radicals; nothing else is touched."""
	reader = PdfReader(io.BytesIO(pdf))
	mended = {}
	for page in reader.pages:
		for font in (page["/Resources"].get("/Font") or {}).values():
			names = font.get_object().raw_get("/ToUnicode") if "/ToUnicode" in font.get_object() else None
			if isinstance(names, IndirectObject) and names.idnum not in mended:
				before = names.get_object().get_data()
				after = _BLOCK.sub(_mend_block, before)
				mended[names.idnum] = after if after != before else None
	return _appended(pdf, reader, {number: data for number, data in mended.items() if data})


def _appended(pdf: bytes, reader: PdfReader, streams: dict[int, bytes]) -> bytes:
	"""An incremental update (ISO 32000, 7.5.6): new streams behind the old file; a rewrite takes seconds."""
	start = int(_START.findall(pdf)[-1])
	if not streams or not pdf.startswith(b"xref", start):
		return pdf
	body, table = bytearray(pdf.rstrip() + b"\n"), bytearray(b"xref\n")
	for number, data in sorted(streams.items()):
		table += b"%d 1\n%010d 00000 n \n" % (number, len(body))
		body += b"%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, len(data), data)
	kept = {key: reader.trailer.raw_get(key) for key in ("/Root", "/Info") if key in reader.trailer}
	entries = b" ".join(b"%s %d %d R" % (key.encode(), at.idnum, at.generation) for key, at in kept.items())
	trailer = b"trailer\n<</Size %d %s /Prev %d>>" % (reader.trailer["/Size"], entries, start)
	return bytes(body + table + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % len(body))


def _mend_block(block: re.Match) -> bytes:
	"""Only names change, never the codes they stand for."""
	if block.group(1) == b"bfchar":
		return _PAIR.sub(lambda pair: pair.group(1) + _name(pair.group(2)), block.group())
	listed = _LISTED.sub(_mend_list, block.group())
	return _RANGE.sub(_mend_range, listed)


def _mend_list(names: re.Match) -> bytes:
	return _CODE.sub(lambda code: _name(code.group(1)), names.group())


def _mend_range(found: re.Match) -> bytes:
	"""A range in which one name changes becomes a list of names."""
	first, last, start = (int(found.group(number), 16) for number in (1, 2, 3))
	if last - first > 255:  # a whole code space, not a run of glyphs
		return found.group()
	before = [b"%04X" % character for character in range(start, start + last - first + 1)]
	after = [_name(code) for code in before]
	if after == [b"<%s>" % code for code in before]:
		return found.group()
	return b"<%s> <%s> [%s]" % (found.group(1), found.group(2), b" ".join(after))


def _name(code: bytes) -> bytes:
	character = chr(int(code, 16))
	is_radical = "\u2f00" <= character <= "\u2fd5"
	typed = unicodedata.normalize("NFKC", character) if is_radical else _CHARACTERS.get(character, character)
	return b"<%04X>" % ord(typed)
