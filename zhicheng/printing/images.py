"""The photo on the form, as a data: URI: the form fetches nothing when it is drawn."""

import base64
import io

import frappe
from PIL import Image, ImageOps, UnidentifiedImageError

from zhicheng.domain.files import file_store
from zhicheng.printing import templating

PHOTO_FIELD = "photo"
# a 35 x 49 mm photo at 300 dpi
PHOTO_PIXELS = (420, 590)
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


def watermark() -> str:
	"""草稿/非正式 across the page, drawn as outlines: copied text stays clean."""
	drawing = str(templating.read("dossier/paper/watermark.svg"))
	return f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}"


def data_uri(file: str) -> str:
	"""A stored picture, upright and no larger than the form shows it; empty when it cannot be read."""
	try:
		jpeg = _small_jpeg(file_store.read(file))
	except OSError:
		return ""
	return f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode()}" if jpeg else ""


def _small_jpeg(content: bytes) -> bytes | None:
	try:
		picture = Image.open(io.BytesIO(content))
		if picture.width * picture.height > MOST_PIXELS:
			return None
		picture = ImageOps.exif_transpose(picture).convert("RGB")
	except (UnidentifiedImageError, OSError, ValueError):
		return None
	picture.thumbnail(PHOTO_PIXELS)
	buffer = io.BytesIO()
	picture.save(buffer, "JPEG", quality=88)
	return buffer.getvalue()
