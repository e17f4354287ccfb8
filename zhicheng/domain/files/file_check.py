"""A proof is judged by its content, never by its name: one JPEG or PNG image, or one PDF (manual 4.1.1.2)."""

import hashlib
import io
import os
import re
import unicodedata
from dataclasses import dataclass

import filetype
from PIL import Image, UnidentifiedImageError

from zhicheng.domain import settings
from zhicheng.domain.files import pdf_check
from zhicheng.exceptions import FileRefused

KINDS = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}
EXTENSIONS = (".jpg", ".jpeg", ".png", ".pdf")
FORMATS = {"image/jpeg": ("JPEG", "MPO"), "image/png": ("PNG",)}
# how a picture that came through whole ends; Frappe tells Pillow to overlook a missing end
ENDS = {"image/jpeg": b"\xff\xd9", "image/png": b"IEND\xaeB`\x82"}
MAX_PIXELS = 60_000_000
MAX_SIDE = 20_000
NAME_LENGTH = 120


@dataclass(frozen=True)
class Checked:
	"""What is known of a file that passed."""

	content: bytes
	file_name: str
	mime: str
	extension: str
	pages: int
	sha256: str

	@property
	def size(self) -> int:
		return len(self.content)


def limits() -> dict:
	"""The limits that a person is told before picking a file."""
	return {"max_file_mb": settings.get("max_file_mb") or 10, "max_dossier_mb": settings.get("max_dossier_mb") or 200}


def check(content: bytes, file_name: str) -> Checked:
	"""The file with a tidy name and its true type; refused with a sentence that says what to do."""
	name = tidy_name(file_name)
	_require_size(content, name)
	mime = _true_type(content, name)
	pages = pdf_check.require_sound(content, name) if mime == "application/pdf" else _sound_image(content, name, mime)
	return Checked(content, name, mime, KINDS[mime], pages, hashlib.sha256(content).hexdigest())


def tidy_name(file_name: str) -> str:
	"""The last part of the name without path, control and direction characters; long ones are cut before the dot."""
	name = os.path.basename((file_name or "").replace("\\", "/"))
	name = "".join(char for char in name if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
	name = re.sub(r'[<>:"|?*&;`$]', "_", name).strip(" .")
	stem, extension = os.path.splitext(name)
	return f"{stem[:NAME_LENGTH] or '附件'}{extension[:10]}"


def _require_size(content: bytes, name: str) -> None:
	if not content:
		raise FileRefused(f"“{name}”是空文件（0 字节），请重新选择。")
	limit = limits()["max_file_mb"]
	if len(content) > limit * 1024 * 1024:
		size = len(content) / 1024 / 1024
		raise FileRefused(f"“{name}”有 {size:.1f} MB，超过单个文件 {limit} MB 的上限。请压缩或降低扫描分辨率后再上传。")


def _true_type(content: bytes, name: str) -> str:
	if not name.lower().endswith(EXTENSIONS):
		raise FileRefused(f"“{name}”不是图片或 PDF。请上传 jpg、jpeg、png 或 pdf 文件。")
	mime = filetype.guess_mime(content)
	if mime not in KINDS:
		raise FileRefused(f"“{name}”的内容不是图片或 PDF（可能只改了文件名后缀）。请另存为 jpg、png 或 pdf 后再上传。")
	return mime


def _sound_image(content: bytes, name: str, mime: str) -> int:
	"""Opens fully and is not a picture bomb; one page."""
	broken = f"“{name}”打不开，图片可能已损坏或没有传完整。请检查后重新上传。"
	# a JPEG's small preview has an end of its own, far in front
	if content.rfind(ENDS[mime]) < len(content) // 4:
		raise FileRefused(broken)
	try:
		with Image.open(io.BytesIO(content), formats=FORMATS[mime]) as image:
			width, height = image.size
			if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
				raise FileRefused(f"“{name}”的尺寸为 {width}×{height} 像素，过大。请缩小到 6000 万像素以内再上传。")
			image.draft("RGB", (width // 4, height // 4))
			image.load()
	except FileRefused:
		raise
	except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, EOFError):
		raise FileRefused(broken) from None
	return 1
