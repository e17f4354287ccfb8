"""A picture on a page of the one-PDF dossier: a JPEG or a plain PNG goes in as it is, nothing is unpacked and packed again."""

import io
import struct
import zlib
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageOps

PNG_HEAD = b"\x89PNG\r\n\x1a\n"
PNG_COLOURS = {0: ("/DeviceGray", 1), 2: ("/DeviceRGB", 3)}
JPEG_COLOURS = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}
MOST_PIXELS = 80_000_000
ORIENTATION = 0x0112
# quarter turns to the left that each plain orientation of EXIF asks for
TURNS = {None: 0, 1: 0, 3: 2, 6: 3, 8: 1}
# a small picture is not blown up beyond so many dots per inch
COARSEST_DPI = 100


def place(pdf: pikepdf.Pdf, page: pikepdf.Page, path: Path, box: tuple[float, float, float, float]) -> None:
	"""Draw the picture into the box (left, bottom, width, height in points), upright, centred, its shape kept.

	:raises OSError: when it is no picture
	"""
	content = path.read_bytes()
	stream, width, height, turns = _embedded(pdf, content)
	name = page.add_resource(stream, Name.XObject)
	matrix = _matrix(width, height, turns, box)
	page.contents_add(b"q", prepend=True)
	page.contents_add(f"Q q {' '.join(f'{number:.3f}' for number in matrix)} cm {name} Do Q".encode())


def probe(path: Path) -> None:
	"""Whether it can be drawn; what goes in as it is needs only its head looked at.

	:raises OSError: when it cannot
	"""
	with Image.open(path) as picture:
		if picture.format == "PNG":
			picture.verify()
		elif picture.format != "JPEG" or picture.mode not in JPEG_COLOURS:
			picture.load()


def _embedded(pdf: pikepdf.Pdf, content: bytes) -> tuple[Stream, int, int, int]:
	with Image.open(io.BytesIO(content)) as picture:
		turns = TURNS.get(picture.getexif().get(ORIENTATION)) if picture.format == "JPEG" else 0
		if picture.format == "JPEG" and picture.mode in JPEG_COLOURS and turns is not None:
			return _jpeg(pdf, content, picture), picture.width, picture.height, turns
		plain = _plain_png(pdf, content) if picture.format == "PNG" else None
		if plain is not None:
			return plain, picture.width, picture.height, 0
		if picture.width * picture.height > MOST_PIXELS:
			raise OSError("too many pixels")
		upright = _on_white(ImageOps.exif_transpose(picture))
		return _flat(pdf, upright), upright.width, upright.height, 0


def _jpeg(pdf: pikepdf.Pdf, content: bytes, picture: Image.Image) -> Stream:
	more = {"Decode": Array([1, 0] * 4)} if picture.mode == "CMYK" else {}
	return _stream(pdf, content, picture.size, JPEG_COLOURS[picture.mode], Filter=Name.DCTDecode, **more)


def _plain_png(pdf: pikepdf.Pdf, content: bytes) -> Stream | None:
	"""Its packed rows are what a PDF takes as they are, unless it is interlaced, transparent or coloured by palette."""
	width, height, depth, colour, _packing, _filter, interlaced = struct.unpack(">IIBBBBB", content[16:29])
	if colour not in PNG_COLOURS or depth != 8 or interlaced:
		return None
	rows, place_ = [], len(PNG_HEAD)
	while place_ + 8 <= len(content):
		length, kind = struct.unpack(">I4s", content[place_ : place_ + 8])
		if kind == b"tRNS":
			return None
		if kind == b"IDAT":
			rows.append(content[place_ + 8 : place_ + 8 + length])
		place_ += 12 + length
	space, colours = PNG_COLOURS[colour]
	parameters = Dictionary(Predictor=15, Colors=colours, BitsPerComponent=8, Columns=width)
	return _stream(pdf, b"".join(rows), (width, height), space, Filter=Name.FlateDecode, DecodeParms=parameters)


def _flat(pdf: pikepdf.Pdf, picture: Image.Image) -> Stream:
	return _stream(pdf, zlib.compress(picture.tobytes(), 6), picture.size, "/DeviceRGB", Filter=Name.FlateDecode)


def _on_white(picture: Image.Image) -> Image.Image:
	whole = picture.convert("RGBA")
	white = Image.new("RGBA", whole.size, (255, 255, 255, 255))
	return Image.alpha_composite(white, whole).convert("RGB")


def _stream(pdf: pikepdf.Pdf, content: bytes, size: tuple[int, int], space: str, **more) -> Stream:
	shape = {"Width": size[0], "Height": size[1], "BitsPerComponent": 8, "ColorSpace": Name(space)}
	return Stream(pdf, content, Type=Name.XObject, Subtype=Name.Image, **shape, **more)


def _matrix(width: int, height: int, turns: int, box: tuple) -> tuple:
	"""From the unit square of an image to its place on the page."""
	left, bottom, room, rise = box
	across, up = (height, width) if turns % 2 else (width, height)
	scale = min(room / across, rise / up, 72 / COARSEST_DPI)
	w, h = across * scale, up * scale
	x, y = left + (room - w) / 2, bottom + rise - h
	return {
		0: (w, 0, 0, h, x, y),
		1: (0, h, -w, 0, x + w, y),
		2: (-w, 0, 0, -h, x + w, y + h),
		3: (0, -h, w, 0, x, y + h),
	}[turns]
