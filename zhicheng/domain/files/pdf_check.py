"""A PDF proof opens without a password, has pages, carries no scripts and no embedded files."""

import io
import re
import zlib

import pikepdf

from zhicheng.exceptions import FileRefused

MAX_PAGES = 300
MAX_OBJECTS = 100_000
# streams that every reader unpacks while opening: bounded, so that a small file cannot fill the memory
MAX_UNPACKED = 64 * 1024 * 1024
_OPENING_STREAM = re.compile(rb"/(?:ObjStm|XRef)\b[^>]*>>\s*stream\r?\n", re.DOTALL)
FORBIDDEN_ACTIONS = ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm")
FORBIDDEN_KEYS = ("/JS", "/EmbeddedFiles", "/RichMediaContent", "/XFA")


def require_sound(content: bytes, name: str) -> int:
	"""The number of pages; refused when broken, encrypted, active or too long."""
	_require_small_when_unpacked(content, name)
	try:
		with pikepdf.open(io.BytesIO(content)) as pdf:
			if pdf.is_encrypted:
				raise FileRefused(_encrypted(name))
			pages = _count_pages(pdf, name)
			_require_passive(pdf, name)
			return pages
	except pikepdf.PasswordError:
		raise FileRefused(_encrypted(name)) from None
	except FileRefused:
		raise
	except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, RecursionError):
		raise FileRefused(f"“{name}”打不开，PDF 可能已损坏或没有传完整。请重新生成后再上传。") from None


def _encrypted(name: str) -> str:
	return f"“{name}”设有密码或加密保护，审核人员无法打开。请去掉密码后再上传。"


def _count_pages(pdf: pikepdf.Pdf, name: str) -> int:
	pages = len(pdf.pages)
	if not pages:
		raise FileRefused(f"“{name}”里没有页面，请检查后重新上传。")
	if pages > MAX_PAGES:
		raise FileRefused(f"“{name}”有 {pages} 页，超过 {MAX_PAGES} 页的上限。请只上传需要的页，或分成几个文件。")
	for page in pdf.pages:
		if "/MediaBox" not in page and page.mediabox is None:
			raise FileRefused(f"“{name}”的页面不完整，请重新生成后再上传。")
	return pages


def _require_passive(pdf: pikepdf.Pdf, name: str) -> None:
	if len(pdf.objects) > MAX_OBJECTS:
		raise FileRefused(f"“{name}”的结构过于复杂，请打印成新的 PDF 后再上传。")
	for item in pdf.objects:
		if _is_active(item, depth=0):
			raise FileRefused(f"“{name}”里含有脚本、表单程序或嵌入文件，不能接收。请打印成新的 PDF 后再上传。")


def _is_active(item, depth: int) -> bool:
	"""Direct objects are looked into a few levels deep; indirect ones come by themselves."""
	if depth > 6:
		return False
	if isinstance(item, pikepdf.Array):
		return any(_is_active(part, depth + 1) for part in item if not _is_indirect(part))
	if not isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
		return False
	if str(item.get("/S", "")) in FORBIDDEN_ACTIONS or any(key in item for key in FORBIDDEN_KEYS):
		return True
	return any(_is_active(part, depth + 1) for part in item.values() if not _is_indirect(part))


def _is_indirect(part) -> bool:
	return getattr(part, "is_indirect", False)


def _require_small_when_unpacked(content: bytes, name: str) -> None:
	left = MAX_UNPACKED
	for match in _OPENING_STREAM.finditer(content):
		unpacker = zlib.decompressobj()
		try:
			left -= len(unpacker.decompress(content[match.end() :], left + 1))
		except zlib.error:
			continue
		if left < 0:
			raise FileRefused(f"“{name}”解压后过大，请打印成新的 PDF 后再上传。")
