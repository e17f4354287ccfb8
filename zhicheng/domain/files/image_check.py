"""A picture is drawn anew: upright, without metadata, without anything that was hidden in or behind it.

What is kept are the pixels alone. So a picture that is a web page or an archive as well becomes a picture, a place where
a photo was taken is not told to anybody, and readers and print need to know nothing of rotations.
"""

import io
import threading

from PIL import Image, JpegImagePlugin, UnidentifiedImageError

from zhicheng.exceptions import FileRefused

FORMATS = {"image/jpeg": ("JPEG", "MPO"), "image/png": ("PNG",)}
# how a picture that came through whole ends; Frappe tells Pillow to overlook a missing end
ENDS = {"image/jpeg": b"\xff\xd9", "image/png": b"IEND\xaeB`\x82"}
MAX_PIXELS = 60_000_000
MAX_SIDE = 20_000
# a JPEG of more pixels is halved while it is unpacked: enough for A3 at 300 dpi
WHOLE_PIXELS = 36_000_000
# a progressive JPEG is drawn once per scan: real ones have about ten
MAX_SCANS = 100
ORIENTATION = 0x0112
TURNS = {
	2: (Image.Transpose.FLIP_LEFT_RIGHT,),
	3: (Image.Transpose.ROTATE_180,),
	4: (Image.Transpose.FLIP_TOP_BOTTOM,),
	5: (Image.Transpose.TRANSPOSE,),
	6: (Image.Transpose.ROTATE_270,),
	7: (Image.Transpose.TRANSVERSE,),
	8: (Image.Transpose.ROTATE_90,),
}
# one large picture at a time in each process
_LARGE = threading.BoundedSemaphore(1)


def redrawn(content: bytes, name: str, mime: str) -> bytes:
	"""The picture alone, as a new JPEG or PNG; refused when it is broken or a picture bomb."""
	broken = f"“{name}”打不开，图片可能已损坏或没有传完整。请检查后重新上传。"
	# a JPEG's small preview has an end of its own, far in front
	if content.rfind(ENDS[mime]) < len(content) // 4:
		raise FileRefused(broken)
	# in a PNG these two bytes are chance: a large one has them hundreds of times
	if mime == "image/jpeg" and content.count(b"\xff\xda") > MAX_SCANS:
		raise FileRefused(broken)
	try:
		with Image.open(io.BytesIO(content), formats=FORMATS[mime]) as image:
			_require_bounded(image, name)
			with _LARGE:
				return _jpeg(image) if mime == "image/jpeg" else _png(image)
	except FileRefused:
		raise
	except (
		*(UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, EOFError),
		*(TypeError, KeyError, IndexError, OverflowError, MemoryError),
	):
		raise FileRefused(broken) from None


def _require_bounded(image: Image.Image, name: str) -> None:
	"""Told by the header, before anything is unpacked."""
	width, height = image.size
	if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
		raise FileRefused(f"“{name}”的尺寸为 {width}×{height} 像素，过大。请缩小到 6000 万像素以内再上传。")


def _jpeg(image: Image.Image) -> bytes:
	turns = TURNS.get(_orientation(image), ())
	tables, sampling = _as_it_was(image)
	if image.width * image.height > WHOLE_PIXELS:
		image.draft(image.mode, (image.width // 2, image.height // 2))
	image.load()
	plain = image if image.mode in ("L", "RGB") else image.convert("RGB")
	if plain.mode != image.mode:
		tables, sampling = None, -1
	for turn in turns:
		plain = plain.transpose(turn)
	# the tables of the original: a second packing loses next to nothing
	quality = {"qtables": tables, "subsampling": sampling} if tables else {"quality": 90}
	return _saved(plain, "JPEG", **quality)


def _as_it_was(image: Image.Image) -> tuple:
	tables = getattr(image, "quantization", None)
	if not tables or image.mode not in ("L", "RGB"):
		return None, -1
	return tables, (JpegImagePlugin.get_sampling(image) if image.mode == "RGB" else -1)


def _png(image: Image.Image) -> bytes:
	turns = TURNS.get(_orientation(image), ())
	image.load()
	plain = image
	for turn in turns:
		plain = plain.transpose(turn)
	transparency = image.info.get("transparency")
	more = {"transparency": transparency} if transparency is not None else {}
	return _saved(plain, "PNG", **more)


def _orientation(image: Image.Image) -> int:
	try:
		return int(image.getexif().get(ORIENTATION) or 1)
	except Exception:
		# whatever stands where the camera's notes should: the picture is taken as it lies
		return 1


def _saved(image: Image.Image, kind: str, **options) -> bytes:
	# Pillow writes profiles, notes and comments that it finds here
	image.info = {}
	stream = io.BytesIO()
	image.save(stream, kind, **options)
	return stream.getvalue()
