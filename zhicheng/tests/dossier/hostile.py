"""What somebody might send instead of a proof: two kinds at once, bombs, and things hidden in or behind a good file."""

import io
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image, ImageCms

from zhicheng.tests.dossier import files

HTML = b"<html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'
WHERE = "N31.90 E102.22"


def zipped() -> bytes:
	stream = io.BytesIO()
	with zipfile.ZipFile(stream, "w") as archive:
		archive.writestr("x.html", HTML)
	return stream.getvalue()


def segment(mark: int, data: bytes) -> bytes:
	return struct.pack(">BBH", 0xFF, mark, len(data) + 2) + data


def jpeg_with(*segments: bytes) -> bytes:
	"""A JPEG with segments of the sender's own behind its first mark."""
	content = files.jpeg()
	return content[:2] + b"".join(segments) + content[2:]


def chunk(kind: bytes, data: bytes) -> bytes:
	return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_with(*chunks: bytes) -> bytes:
	"""A PNG with chunks of the sender's own behind its header."""
	content = files.png()
	return content[:33] + b"".join(chunks) + content[33:]


def gps_jpeg() -> bytes:
	"""A phone's photo, held upright, that tells where it was taken."""
	image = Image.new("RGB", (80, 60), "#8899aa")
	exif = image.getexif()
	exif[0x0112] = 6
	exif[0x010E] = WHERE
	exif.get_ifd(0x8825)[1] = "N"
	stream = io.BytesIO()
	image.save(stream, "JPEG", exif=exif, comment=HTML)
	return stream.getvalue()


def exif_bomb() -> bytes:
	"""Camera notes that lead to themselves and claim four thousand million entries."""
	tiff = b"II*\0\x08\0\0\0" + struct.pack("<H", 1) + struct.pack("<HHII", 0x0112, 4, 0xFFFFFFF0, 8) + struct.pack("<I", 8)
	return jpeg_with(segment(0xE1, b"Exif\0\0" + tiff))


def icc_png() -> bytes:
	"""A colour profile that unpacks to 50 MB."""
	return png_with(chunk(b"iCCP", b"x\0\0" + zlib.compress(b"\0" * 50_000_000, 9)))


def profile_jpeg() -> bytes:
	stream = io.BytesIO()
	profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
	Image.new("RGB", (80, 60), "#8899aa").save(stream, "JPEG", icc_profile=profile)
	return stream.getvalue()


def cmyk_jpeg() -> bytes:
	stream = io.BytesIO()
	Image.new("CMYK", (80, 60), (10, 20, 30, 40)).save(stream, "JPEG")
	return stream.getvalue()


def scans_jpeg() -> bytes:
	"""A progressive JPEG that asks to be drawn a thousand times."""
	content = files.jpeg((400, 400))
	start = content.index(b"\xff\xda")
	return content[:start] + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" * 1000 + content[start:]


def animated_png() -> bytes:
	stream = io.BytesIO()
	frames = [Image.new("RGB", (40, 30), color) for color in ("#ff0000", "#00ff00", "#0000ff")]
	frames[0].save(stream, "PNG", save_all=True, append_images=frames[1:])
	return stream.getvalue()


def clear_png() -> bytes:
	stream = io.BytesIO()
	Image.new("RGBA", (40, 30), (200, 0, 0, 120)).save(stream, "PNG")
	return stream.getvalue()


def linked_pdf() -> bytes:
	"""A link to somewhere, a title, metadata and an outline."""

	def add(document):
		action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("http://boese.example"))
		note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
		document.pages[0].obj.Annots = document.make_indirect(pikepdf.Array([note]))
		document.docinfo["/Author"] = WHERE
		document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])

	return files.pdf(change=add)


def stamped_pdf() -> bytes:
	"""A page that is empty but for a seal, as electronic certificates have it."""

	def add(document):
		look = document.make_stream(b"1 0 0 RG 5 5 90 90 re S")
		look.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": [0, 0, 100, 100]})
		seal = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=[50, 50, 150, 150], F=4)
		seal.AP = pikepdf.Dictionary(N=look)
		document.pages[0].obj.Annots = document.make_indirect(pikepdf.Array([document.make_indirect(seal)]))

	return files.pdf(drawing=b" ", change=add)


def counting_pdf() -> bytes:
	"""One page that calls itself ten thousand."""

	def add(document):
		document.Root.Pages.Count = 10_000

	return files.pdf(change=add)


def repeating_pdf() -> bytes:
	"""One page, named ten thousand times."""

	def add(document):
		document.Root.Pages.Kids = pikepdf.Array([document.pages[0].obj] * 10_000)
		document.Root.Pages.Count = 10_000

	return files.pdf(change=add)


def looping_pdf() -> bytes:
	"""A tree of pages that is its own branch."""
	body = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
	start = len(body)
	pages = b"2 0 obj\n<< /Type /Pages /Kids [2 0 R 2 0 R 2 0 R] /Count 3 >>\nendobj\n"
	table = f"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n{start:010d} 00000 n \n".encode()
	return body + pages + table + f"trailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n{start + len(pages)}\n%%EOF".encode()


def hidden_bomb_pdf() -> bytes:
	"""An object stream whose type is written in another way, packed twice."""
	packed = zlib.compress(zlib.compress(b"\0" * 80_000_000, 9), 9)
	head = b"%PDF-1.5\n1 0 obj\n<< /Type /Obj#53tm /N 1 /First 4 /Filter [/FlateDecode /FlateDecode] /Length "
	return head + str(len(packed)).encode() + b" >>\nstream\n" + packed + b"\nendstream\nendobj\n%%EOF"


def outside_pdf() -> bytes:
	"""A picture whose content would be read from the reviewer's own disk."""

	def add(document):
		document.pages[0].obj.Contents.F = pikepdf.String("C:/secret.txt")

	return files.pdf(change=add)


def noted_pdf() -> bytes:
	"""A note on the page that carries a program."""

	def add(document):
		spec = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F="x.exe", EF=pikepdf.Dictionary(F=document.make_stream(b"MZ")))
		note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9], FS=spec)
		document.pages[0].obj.Annots = document.make_indirect(pikepdf.Array([note]))

	return files.pdf(change=add)
