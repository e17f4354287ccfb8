"""Files for tests: good ones, and what somebody might try instead."""

import io
import struct
import zlib

import pikepdf
from PIL import Image


def jpeg(size: tuple[int, int] = (80, 60), orientation: int = 0) -> bytes:
	stream = io.BytesIO()
	image = Image.new("RGB", size, "#8899aa")
	exif = image.getexif()
	if orientation:
		exif[0x0112] = orientation
	image.save(stream, "JPEG", exif=exif)
	return stream.getvalue()


def png(size: tuple[int, int] = (80, 60)) -> bytes:
	stream = io.BytesIO()
	Image.new("RGB", size, "#8899aa").save(stream, "PNG")
	return stream.getvalue()


def large_png() -> bytes:
	"""About 0.8 MB of noise."""
	stream = io.BytesIO()
	Image.effect_noise((900, 900), 90).save(stream, "PNG")
	return stream.getvalue()


def gif() -> bytes:
	stream = io.BytesIO()
	Image.new("P", (8, 8)).save(stream, "GIF")
	return stream.getvalue()


def pdf(pages: int = 1, change=None, drawing: bytes = b"72 720 200 40 re S", **saving) -> bytes:
	"""A PDF of pages with a box; `change` may put something into it before it is saved."""
	document = pikepdf.new()
	for _page in range(pages):
		page = document.add_blank_page(page_size=(595, 842))
		page.obj.Contents = document.make_stream(drawing)
	if change:
		change(document)
	stream = io.BytesIO()
	document.save(stream, **saving)
	return stream.getvalue()


def encrypted_pdf(user: str = "geheim") -> bytes:
	return pdf(encryption=pikepdf.Encryption(owner="owner", user=user))


def script_pdf() -> bytes:
	def add(document):
		script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
		document.Root.OpenAction = document.make_indirect(script)

	return pdf(change=add)


def page_script_pdf() -> bytes:
	def add(document):
		action = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("x")))
		document.pages[0].obj.AA = action

	return pdf(change=add)


def launch_pdf() -> bytes:
	def add(document):
		action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))
		note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
		document.pages[0].obj.Annots = document.make_indirect(pikepdf.Array([note]))

	return pdf(change=add)


def embedding_pdf() -> bytes:
	def add(document):
		document.attachments["x.exe"] = pikepdf.AttachedFileSpec(document, b"MZ", filename="x.exe")

	return pdf(change=add)


def pageless_pdf() -> bytes:
	return pdf(pages=0)


def huge_png(side: int = 12_000) -> bytes:
	"""A valid PNG of side x side pixels in a few kilobytes."""

	def chunk(kind: bytes, data: bytes) -> bytes:
		return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

	packer = zlib.compressobj(9)
	line = b"\0" * (1 + (side + 7) // 8)
	packed = b"".join(packer.compress(line) for _line in range(side)) + packer.flush()
	header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
	return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def bomb_pdf() -> bytes:
	"""An object stream that unpacks to far more than it weighs."""
	packed = zlib.compress(b"\0" * 80_000_000, 9)
	head = b"%PDF-1.5\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length "
	return head + str(len(packed)).encode() + b" >>\nstream\n" + packed + b"\nendstream\nendobj\n%%EOF"


def deep_pdf(depth: int = 50_000) -> bytes:
	"""A catalog of arrays within arrays."""
	nested = b"[" * depth + b"]" * depth
	body = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Deep " + nested + b" >>\nendobj\n"
	start = len(body)
	pages = b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
	table = f"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n{start:010d} 00000 n \n".encode()
	end = f"trailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n{start + len(pages)}\n%%EOF".encode()
	return body + pages + table + end
