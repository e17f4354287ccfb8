"""Page numbers, header and watermark for a renderer that cannot draw them itself: a second PDF laid over the first."""

import io
from collections.abc import Callable

from pypdf import PdfReader, PdfWriter

from zhicheng.printing import templating


def lay_over(pdf: bytes, *, header: str, mark: str, render: Callable[[str], bytes]) -> bytes:
	"""The PDF with 第 n 页 共 m 页, the header, and the watermark while there is a mark."""
	body = PdfReader(io.BytesIO(pdf))
	values = {
		"header": header,
		"mark": mark,
		"pages": len(body.pages),
		"watermark": templating.read("dossier/paper/watermark.svg"),
	}
	marks = PdfReader(io.BytesIO(render(templating.render("dossier/paper/overlay.html", values))))
	writer = PdfWriter()
	for number, page in enumerate(body.pages):
		page.merge_page(marks.pages[number])
		writer.add_page(page)
	buffer = io.BytesIO()
	writer.write(buffer)
	return buffer.getvalue()
