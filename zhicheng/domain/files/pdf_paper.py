"""A PDF becomes paper: the pages and what is to be seen on them, nothing else.

Seals, stamps and form fields are drawn into the page; links, notes, attachments, outlines, metadata and whatever stood
before or after the document stay behind. Streams are taken over as they are packed, so that nothing is unpacked here.
"""

import io
import re
import zlib

import pikepdf

# what a page is drawn from
KEPT = ("/Type", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/Group", "/UserUnit")
# operators that leave something on the page: text, pictures and forms, filled or stroked lines, shadings
_PAINTS = re.compile(rb"(?:^|[\s\])>])(?:Tj|TJ|'|\"|Do|EI|f\*?|F|[Ss]|[Bb]\*?|sh)(?=$|[\s\[(</%])")
# as much of a page's drawing as is looked at
LOOKED_AT = 1024 * 1024


def printed(pdf: pikepdf.Pdf) -> bytes:
	"""A new PDF of the same pages."""
	if any("/Annots" in page for page in pdf.pages):
		pdf.flatten_annotations("screen")
	layers = pdf.Root.get("/OCProperties")
	with pikepdf.new() as paper:
		for page in pdf.pages:
			for key in [key for key in page.keys() if key not in KEPT]:
				del page[key]
		paper.pages.extend(pdf.pages)
		if isinstance(layers, pikepdf.Dictionary):
			# without it, layers that are switched off would show
			paper.Root.OCProperties = paper.copy_foreign(pdf.make_indirect(layers))
		stream = io.BytesIO()
		undecoded = pikepdf.StreamDecodeLevel.none
		paper.save(stream, stream_decode_level=undecoded, compress_streams=False, deterministic_id=True)
	return stream.getvalue()


def is_blank(pdf: pikepdf.Pdf) -> bool:
	"""Whether no page has anything on it. What cannot be told cheaply counts as something."""
	return not any(_shows_something(page) for page in pdf.pages)


def _shows_something(page: pikepdf.Page) -> bool:
	if any(_is_drawn(note) for note in _parts(page.get("/Annots"))):
		return True
	return any(_paints(stream) for stream in _parts(page.get("/Contents")))


def _parts(value) -> list:
	if value is None:
		return []
	return list(value) if isinstance(value, pikepdf.Array) else [value]


def _is_drawn(note) -> bool:
	return isinstance(note, pikepdf.Dictionary) and "/AP" in note


def _paints(stream) -> bool:
	if not isinstance(stream, pikepdf.Stream):
		return False
	packed = stream.read_raw_bytes()
	filters = [str(name) for name in _parts(stream.get("/Filter"))]
	if filters and filters != ["/FlateDecode"]:
		return True
	if not filters:
		drawing = packed[:LOOKED_AT]
	else:
		try:
			drawing = zlib.decompressobj().decompress(packed, LOOKED_AT)
		except zlib.error:
			return True
	return len(drawing) >= LOOKED_AT or bool(_PAINTS.search(drawing))
