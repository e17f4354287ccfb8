"""Page numbers, header and watermark where a renderer cannot draw them: a second PDF over the first."""

import io
from collections.abc import Callable

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from zhicheng.printing import images, templating


def lay_over(pdf: bytes, *, header: str, mark: str, render: Callable[..., bytes]) -> bytes:
	"""The PDF with 第 n 页 共 m 页, the header, and the watermark while there is a mark."""
	# the pages belong to the writer before anything is merged: newer pypdf refuses it otherwise
	writer = PdfWriter()
	writer.append(PdfReader(io.BytesIO(pdf)))
	values = {
		"header": header,
		"mark": mark,
		"pages": len(writer.pages),
		"watermark": images.watermark(),
	}
	page = templating.render("dossier/paper/overlay.html", values)
	marks = PdfReader(io.BytesIO(render(page, margins=False)))
	for number, page in enumerate(writer.pages):
		page.merge_page(_see_through(marks.pages[number]))
	buffer = io.BytesIO()
	writer.write(buffer)
	return buffer.getvalue()


def _see_through(page: PageObject) -> PageObject:
	"""Let the page below shine through the white ground of wkhtmltopdf: multiplied, white changes nothing."""
	resources = page[NameObject("/Resources")].get_object()
	states = resources.setdefault(NameObject("/ExtGState"), DictionaryObject()).get_object()
	states[NameObject("/Multiply")] = DictionaryObject({NameObject("/BM"): NameObject("/Multiply")})
	stream = DecodedStreamObject()
	stream.set_data(b"/Multiply gs\n" + page.get_contents().get_data())
	page[NameObject("/Contents")] = stream
	return page
