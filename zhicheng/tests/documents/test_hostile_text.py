"""Whatever was typed stands on the paper form as text: nothing runs, nothing is fetched, nothing is lost."""

import threading
import unittest
from http.server import BaseHTTPRequestHandler, HTTPServer

import frappe
from frappe.tests.utils import FrappeTestCase

from zhicheng.printing import chromium, renderer
from zhicheng.printing.paper import paper
from zhicheng.tests.documents import builder
from zhicheng.tests.documents.reading import PDFTOTEXT, copied, plain

# formulas, templates, signs of HTML, a character beyond the first plane, marks that turn the line round
SHORT = (
	"=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "{{7*7}} {% raw %}", "R&D <AI> &lt;b&gt;", "</style></td></table>",
	"𠮷𡈽𪚥野家", "左\u200f右\u200e中", "一\x07二\x1b三", '"><b onmouseover=alert(1)>', "\\u0026 %00 ${7*7} #{7*7}",
)  # fmt: skip
FETCHING = (
	'<img src="{0}/img" onerror="fetch(\'{0}/js\')">', "<script src={0}/script></script>", "<link rel=stylesheet href={0}/css>",
	"<iframe src={0}/frame></iframe>", "<style>@import url({0}/import);</style>", "<svg><image href={0}/svg /></svg>",
	'<object data="file:///etc/passwd"></object>', "<meta http-equiv=refresh content='0;url={0}/meta'>",
)  # fmt: skip
LONG = "很长的文字没有空格" * 600
UNBROKEN = "W" * 900


class Listener:
	"""A web server on this machine that counts who asks it for anything."""

	def __enter__(self) -> "Listener":
		self.asked = asked = []

		class Answer(BaseHTTPRequestHandler):
			def do_GET(self):
				asked.append(self.path)
				self.send_response(204)
				self.end_headers()

			def log_message(self, *args):
				"""Nothing on the terminal."""

		self.server = HTTPServer(("127.0.0.1", 0), Answer)
		self.address = f"http://127.0.0.1:{self.server.server_port}"
		threading.Thread(target=self.server.serve_forever, daemon=True).start()
		return self

	def __exit__(self, *error):
		self.server.shutdown()
		self.server.server_close()


@unittest.skipUnless(chromium.binary() and PDFTOTEXT, "no Chromium or no pdftotext here")
class TestHostileText(FrappeTestCase):
	def tearDown(self):
		frappe.db.rollback()

	def test_typed_text_is_text_on_paper(self):
		frappe.set_user("Administrator")
		with Listener() as listener:
			fetching = [text.format(listener.address) for text in FETCHING]
			rows = [{**builder.ROWS["work"], "employer": text, "work_content": text} for text in (*SHORT, *fetching)]
			fields = {"summary_text": LONG, "party_info": UNBROKEN, "current_work": SHORT[7]}
			name = builder.build_case(fields=fields, rows={"work": rows}, print_unlocked=1)
			builder.add_opinion(name, "U", "U2", "\n".join((*SHORT, *fetching)), leader_name="<b>院长</b>")

			drawn = renderer.draw(paper(name), chromium)

		self.assertEqual(listener.asked, [])
		text = copied(drawn)
		for typed in (*SHORT, *fetching):
			with self.subTest(typed):
				# twice in the row, once in the opinion
				self.assertGreaterEqual(visible(text).count(visible(plain(typed))), 3)
		for typed in (UNBROKEN, SHORT[7]):
			self.assertIn(typed, text)
		# it runs over several pages, with their edges between
		self.assertEqual(text.count("很"), LONG.count("很"))
		self.assertNotIn("root:", text)
		self.assertIn("<b>院长</b>", text)


def visible(text: str) -> str:
	"""Without what has no glyph: control characters and marks of direction."""
	return "".join(sign for sign in text if sign.isprintable())

