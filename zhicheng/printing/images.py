"""Photo and signatures on the form, as data: URIs: the form fetches nothing when it is drawn."""

import base64
import hashlib
import io

import frappe
from PIL import Image, ImageOps, UnidentifiedImageError

from zhicheng.domain.files import file_store
from zhicheng.printing import templating

PHOTO_FIELD = "photo"
# a 35 x 49 mm photo at 300 dpi
PHOTO_PIXELS = (420, 590)
# a signature of 40 x 13 mm at 300 dpi
SIGNATURE_PIXELS = (480, 160)
MOST_PIXELS = 60_000_000


def photo(cover_page: dict) -> str:
	"""The photo proof of 首页; empty when there is none or it is no picture (a PDF is allowed there)."""
	cells = [cell for group in cover_page["groups"] for cell in group["fields"]]
	proofs = [proof for cell in cells if cell["fieldname"] == PHOTO_FIELD for proof in cell["proofs"]]
	for proof in proofs:
		file = frappe.db.get_value("Dossier Attachment", proof["name"], "file")
		uri = file and data_uri(file)
		if uri:
			return uri
	return ""


def signature(name: str) -> str:
	"""The picture that an opinion names, as it was when the opinion was given; empty without one or when it was changed.

	The row is append-only and its file is written once: the digest of the upload shows that it still is that file.
	"""
	kept = name and frappe.db.get_value("Signature Picture", name, ("file", "sha256"), as_dict=True)
	try:
		content = kept and file_store.read(kept.file)
	except OSError:
		return ""
	is_the_one = content and hashlib.sha256(content).hexdigest() == kept.sha256
	return _uri(_small_jpeg(content, SIGNATURE_PIXELS)) if is_the_one else ""


def watermark() -> str:
	"""草稿/非正式 across the page, drawn as outlines: copied text stays clean."""
	drawing = str(templating.read("dossier/paper/watermark.svg"))
	return f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}"


def data_uri(file: str) -> str:
	"""A stored picture, upright and no larger than the form shows it; empty when it cannot be read."""
	try:
		return _uri(_small_jpeg(file_store.read(file), PHOTO_PIXELS))
	except OSError:
		return ""


def _uri(jpeg: bytes | None) -> str:
	return f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode()}" if jpeg else ""


def _small_jpeg(content: bytes, pixels: tuple[int, int]) -> bytes | None:
	try:
		picture = Image.open(io.BytesIO(content))
		if picture.width * picture.height > MOST_PIXELS:
			return None
		picture = _on_white(ImageOps.exif_transpose(picture))
	except (UnidentifiedImageError, OSError, ValueError):
		return None
	picture.thumbnail(pixels)
	buffer = io.BytesIO()
	picture.save(buffer, "JPEG", quality=88)
	return buffer.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
	"""What is transparent is paper: a JPEG would show it black."""
	if picture.mode not in ("RGBA", "LA", "PA") and "transparency" not in picture.info:
		return picture.convert("RGB")
	clear = picture.convert("RGBA")
	paper = Image.new("RGBA", clear.size, "white")
	return Image.alpha_composite(paper, clear).convert("RGB")
