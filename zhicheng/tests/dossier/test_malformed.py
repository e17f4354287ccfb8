"""What no page of ours sends gets a sentence, never an error page."""

import frappe

from zhicheng.api import portal, reuse
from zhicheng.api import print as printing
from zhicheng.exceptions import Refusal
from zhicheng.tests.dossier.base import DossierTestCase

WORK = (
	*({"rows": [1]}, {"rows": "x"}, {"rows": {}}, {"rows": {"a": 1}}, {"deleted": ["x"]}, {"deleted": "x"}),
	*({"rows": [{"values": [1]}]}, {"rows": [{"values": {}, "seen": [1]}]}, "[1,2]", [1], "{", "5"),
)
FIELDS = ([1], "[1,2]", "{", "5", "x")


class TestMalformed(DossierTestCase):
	def test_a_section_is_refused_with_a_sentence(self):
		for merge in (0, 1):
			for values in WORK:
				with self.subTest(values, merge=merge), self.assertRaisesRegex(Refusal, "无法识别"):
					portal.save_section(self.application, "work", values, 1, merge=merge)
			for values in FIELDS:
				with self.subTest(values, merge=merge), self.assertRaisesRegex(Refusal, "无法识别"):
					portal.save_section(self.application, "basic_info", values, 1, merge=merge)
				with self.subTest(seen=values, merge=merge), self.assertRaisesRegex(Refusal, "无法识别"):
					portal.save_section(self.application, "basic_info", {}, 0, seen=values, merge=merge)

	def test_nothing_sent_is_nothing_changed(self):
		for values in ({}, "{}", "", {"rows": None}, {"rows": []}):
			with self.subTest(values):
				portal.save_section(self.application, "work", values, 1, merge=1)

	def test_copying_and_printing(self):
		before = frappe.db.count("Title Application")
		for sent in ("5", "{", "[1]", '{"a": 1}'):
			with self.subTest(sent), self.assertRaisesRegex(Refusal, "无法识别"):
				reuse.start("x", self.application, sent)
			with self.subTest(sent), self.assertRaisesRegex(Refusal, "无法识别"):
				printing.applications_pdf.__wrapped__.__wrapped__(sent)
		self.assertEqual(frappe.db.count("Title Application"), before)
