"""A PDF proof opens without a password, has pages that show something, carries no scripts and no embedded files."""

import io
import re
import zlib

import pikepdf

from zhicheng.domain.files import pdf_paper
from zhicheng.exceptions import FileRefused

MAX_PAGES = 300
MAX_OBJECTS = 100_000
MAX_DEPTH = 60
# streams that every reader unpacks while opening: bounded, so that a small file cannot fill the memory
MAX_UNPACKED = 64 * 1024 * 1024
STEP = 64 * 1024
LOOK_BACK = 4096
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_OTHER_FILTERS = (b"LZW", b"RunLength", b"ASCII85", b"ASCIIHex", b"/A85", b"/AHx", b"/RL")
FORBIDDEN_ACTIONS = ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/GoToR", "/Rendition")
FORBIDDEN_KEYS = ("/JS", "/EmbeddedFiles", "/EF", "/RichMediaContent", "/XFA")
_FAULTS = (
	*(pikepdf.PdfError, pikepdf.DataDecodingError, pikepdf.ForeignObjectError),
	*(ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError, RecursionError, NotImplementedError),
)


def as_paper(content: bytes, name: str) -> tuple[bytes, int]:
	"""The PDF as a printer would give it, and its number of pages; refused when broken, encrypted, active or blank."""
	_require_small_when_unpacked(content, name)
	try:
		with pikepdf.open(io.BytesIO(content)) as pdf:
			if pdf.is_encrypted:
				raise FileRefused(_encrypted(name))
			pages = _count_pages(pdf, name)
			_require_passive(pdf, name)
			if pdf_paper.is_blank(pdf):
				raise FileRefused(f"“{name}”的每一页都是空白，没有任何内容。请检查扫描件或重新生成后再上传。")
			return pdf_paper.printed(pdf), pages
	except pikepdf.PasswordError:
		raise FileRefused(_encrypted(name)) from None
	except FileRefused:
		raise
	except _FAULTS:
		raise FileRefused(f"“{name}”打不开，PDF 可能已损坏或没有传完整。请重新生成后再上传。") from None


def _encrypted(name: str) -> str:
	return f"“{name}”设有密码或加密保护，审核人员无法打开。请去掉密码，或打印成新的 PDF 后再上传。"


def _too_complex(name: str) -> FileRefused:
	return FileRefused(f"“{name}”的结构过于复杂，请打印成新的 PDF 后再上传。")


def _count_pages(pdf: pikepdf.Pdf, name: str) -> int:
	"""Walks the tree itself, so that neither a false count nor a page named a million times costs anything."""
	count, waiting, nodes = 0, [(pdf.Root.get("/Pages"), 0)], 0
	while waiting and count <= MAX_PAGES:
		node, depth = waiting.pop()
		nodes += 1
		if depth > MAX_DEPTH or nodes > MAX_PAGES * 20:
			raise _too_complex(name)
		if not isinstance(node, pikepdf.Dictionary):
			continue
		kids = node.get("/Kids")
		if isinstance(kids, pikepdf.Array):
			waiting += [(kids[number], depth + 1) for number in range(min(len(kids), MAX_PAGES + 1))]
		else:
			count += 1
	if count > MAX_PAGES:
		raise FileRefused(f"“{name}”超过 {MAX_PAGES} 页的上限。请只上传需要的页，或分成几个文件。")
	if not count or not len(pdf.pages):
		raise FileRefused(f"“{name}”里没有页面，请检查后重新上传。")
	return len(pdf.pages)


def _require_passive(pdf: pikepdf.Pdf, name: str) -> None:
	if len(pdf.objects) > MAX_OBJECTS:
		raise _too_complex(name)
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
	if isinstance(item, pikepdf.Stream) and "/F" in item:
		# its content would lie in another file
		return True
	return any(_is_active(part, depth + 1) for part in item.values() if not _is_indirect(part))


def _is_indirect(part) -> bool:
	return getattr(part, "is_indirect", False)


def _require_small_when_unpacked(content: bytes, name: str) -> None:
	"""Object and cross-reference streams are unpacked before anybody is asked: they are measured first."""
	left, view = MAX_UNPACKED, memoryview(content)
	for match in _STREAM.finditer(content):
		start = content.rfind(b" obj", max(0, match.start() - LOOK_BACK), match.start())
		head = content[max(start, match.start() - LOOK_BACK, 0) : match.start()]
		if start >= 0 and not any(word in head for word in (b"ObjStm", b"XRef", b"#")):
			continue
		if start >= 0 and (any(word in head for word in _OTHER_FILTERS) or head.count(b"FlateDecode") > 1):
			raise _too_complex(name)
		left -= _unpacked_size(view[match.end() :], left)
		if left < 0:
			raise FileRefused(f"“{name}”解压后过大，请打印成新的 PDF 后再上传。")


def _unpacked_size(packed: memoryview, most: int) -> int:
	"""How much a stream unpacks to, counted to a little over `most`; read in steps, so that nothing is copied."""
	unpacker, size = zlib.decompressobj(), 0
	for place in range(0, len(packed), STEP):
		part = packed[place : place + STEP]
		while part and not unpacker.eof:
			try:
				size += len(unpacker.decompress(part, STEP * 16))
			except zlib.error:
				return size
			if size > most:
				return size
			part = unpacker.unconsumed_tail
		if unpacker.eof:
			break
	return size
