"""The engines themselves: few at once, no network, no files, nothing left behind."""

import fcntl
import threading
import unittest
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

import frappe
from frappe.tests.utils import FrappeTestCase

from zhicheng.exceptions import PrintFailed
from zhicheng.printing import chromium, slots, wkhtmltopdf
from zhicheng.tests.documents.reading import pages

ENGINES = [engine for engine in (chromium, wkhtmltopdf) if engine.binary()]


class Listener(BaseHTTPRequestHandler):
	asked: list = []  # noqa: RUF012

	def do_GET(self):
		self.asked.append(self.path)
		self.send_response(200)
		self.end_headers()

	def log_message(self, *args):
		pass


@unittest.skipUnless(ENGINES, "no renderer here")
class TestRenderers(FrappeTestCase):
	def test_nothing_is_fetched_from_network_or_disk(self):
		server = HTTPServer(("127.0.0.1", 0), Listener)
		threading.Thread(target=server.serve_forever, daemon=True).start()
		self.addCleanup(server.server_close)
		self.addCleanup(server.shutdown)
		with TemporaryDirectory() as folder:
			secret = Path(folder, "secret.html")
			secret.write_text("<p>SECRET</p>")
			address = f"http://127.0.0.1:{server.server_port}"
			html = (
				f'<!doctype html><html><head><meta charset="utf-8"><link rel="stylesheet" href="{address}/a.css"></head>'
				f'<body><p>plain</p><img src="{address}/b.png"><iframe src="{address}/c"></iframe>'
				f'<iframe src="{secret.as_uri()}"></iframe><script src="{address}/d.js"></script>'
				f'<script>document.body.append("RAN")</script></body></html>'
			)
			policy = """<meta http-equiv="Content-Security-Policy" content="default-src 'none'">"""
			guarded = html.replace("<meta", f"{policy}<meta", 1)
			for engine in ENGINES:
				with self.subTest(engine=engine.__name__):
					text = "".join(pages(engine.render(guarded)))
					self.assertIn("plain", text)
					self.assertNotIn("SECRET", text)
					self.assertNotIn("RAN", text)
					with suppress(PrintFailed):  # without the page's own policy the flags alone must do
						engine.render(html)
		self.assertEqual(Listener.asked, [])

	def test_no_temporary_folder_is_left(self):
		def left() -> set:
			return {path.name for path in Path(gettempdir()).glob("zhicheng-print-*")}

		before = left()
		for engine in ENGINES:
			engine.render("<p>once</p>")

		self.assertEqual(left() - before, set())

	def test_a_missing_chromium_is_said_in_a_sentence(self):
		before = frappe.conf.get("chromium_path")
		frappe.conf.chromium_path = "/nowhere/chromium"
		try:
			self.assertIsNone(chromium.binary())
			with self.assertRaisesRegex(PrintFailed, "chromium_path"):
				chromium.render("<p>x</p>")
		finally:
			frappe.conf.chromium_path = before

	def test_who_waits_too_long_is_told_so(self):
		patience, slots.PATIENCE_SECONDS = slots.PATIENCE_SECONDS, 0.3
		folder = Path(frappe.get_site_path("locks"))
		files = [open(folder / f"zhicheng-print-{n}.lock", "w") for n in range(slots.AT_ONCE)]  # noqa: SIM115
		try:
			with slots.slot():
				pass
			for file in files:
				fcntl.flock(file, fcntl.LOCK_EX)
			with self.assertRaisesRegex(PrintFailed, "再试"), slots.slot():
				pass
		finally:
			slots.PATIENCE_SECONDS = patience
			for file in files:
				file.close()
