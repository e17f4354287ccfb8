"""A proof is judged by its content, never by its name: one JPEG or PNG image, or one PDF (manual 4.1.1.2).

What passes is written anew before it is kept, so that nothing of the sender's bytes reaches a reviewer but what is to be seen.
"""

import hashlib
import os
import re
import unicodedata
from dataclasses import dataclass

import filetype

from zhicheng.domain import settings
from zhicheng.domain.audit import scrub
from zhicheng.domain.files import image_check, pdf_check
from zhicheng.exceptions import FileRefused

KINDS = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}
EXTENSIONS = {"image/jpeg": (".jpg", ".jpeg"), "image/png": (".png",), "application/pdf": (".pdf",)}
NAME_LENGTH = 120
MEGABYTE = 1024 * 1024


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
	"""The file written anew, with a tidy name and its true type; refused with a sentence that says what to do."""
	name = tidy_name(file_name)
	require_announced(name, len(content))
	mime = _true_type(content, name)
	if mime == "application/pdf":
		content, pages = pdf_check.as_paper(content, name)
	else:
		content, pages = image_check.redrawn(content, name, mime), 1
	return Checked(content, _named(name, mime), mime, KINDS[mime], pages, hashlib.sha256(content).hexdigest())


def require_announced(file_name: str, size: int) -> None:
	"""What name and size alone tell, also before the first byte has come."""
	name = tidy_name(file_name)
	if not name.lower().endswith(sum(EXTENSIONS.values(), ())):
		raise FileRefused(f"“{name}”不是图片或 PDF。请上传 jpg、jpeg、png 或 pdf 文件。")
	if size <= 0:
		raise FileRefused(f"“{name}”是空文件（0 字节），请重新选择。")
	limit = limits()["max_file_mb"]
	if size > limit * MEGABYTE:
		raise FileRefused(
			f"“{name}”有 {size / MEGABYTE:.1f} MB，超过单个文件 {limit} MB 的上限。请压缩或降低扫描分辨率后再上传。"
		)


def tidy_name(file_name: str) -> str:
	"""The last part of the name without path, control and direction characters; long ones are cut before the dot.

	An ID number or a telephone in it is masked: the name goes into answers' headers, other people's folders and prints.
	"""
	name = os.path.basename((file_name or "").replace("\\", "/"))
	name = "".join(char for char in name if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
	name = re.sub(r'[<>:"|?*&;`$]', "_", scrub.clean_name(name)).strip(" .")
	stem, extension = os.path.splitext(name)
	return f"{stem[:NAME_LENGTH] or '附件'}{extension[:10]}"


def _true_type(content: bytes, name: str) -> str:
	mime = filetype.guess_mime(content[:8192])
	if mime not in KINDS:
		raise FileRefused(f"“{name}”的内容不是图片或 PDF（可能只改了文件名后缀）。请另存为 jpg、png 或 pdf 后再上传。")
	return mime


def _named(name: str, mime: str) -> str:
	"""The ending tells the true type, so that the file opens wherever it is saved."""
	stem, extension = os.path.splitext(name)
	return name if extension.lower() in EXTENSIONS[mime] else f"{stem}.{KINDS[mime]}"
