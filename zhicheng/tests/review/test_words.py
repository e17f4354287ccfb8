"""Every name of ours that a clerk may meet has its Chinese word in translations/zh.csv."""

import csv

import frappe

from zhicheng.tests.base import ZhichengTestCase

NAMED = {
	"DocType": {"module": "Zhicheng"},
	"Workspace": {"module": "Zhicheng"},
	"Report": {"module": "Zhicheng"},
	"Number Card": {"module": "Zhicheng"},
	"Dashboard Chart": {"module": "Zhicheng"},
}


def _words() -> dict[str, str]:
	with open(frappe.get_app_path("zhicheng", "translations", "zh.csv"), encoding="utf-8", newline="") as stream:
		return {row[0]: row[1] for row in csv.reader(stream) if row}


class TestWords(ZhichengTestCase):
	def test_every_name_has_a_chinese_word(self):
		words = _words()
		for doctype, filters in NAMED.items():
			for name in frappe.get_all(doctype, filters=filters, pluck="name"):
				with self.subTest(f"{doctype} {name}"):
					self.assertTrue(_is_chinese(words.get(name, "")), f"{name} has no Chinese word")

	def test_translation_is_chinese_and_keeps_its_places(self):
		for source, word in _words().items():
			with self.subTest(source):
				self.assertTrue(_is_chinese(word) or not any(char.isalpha() for char in word.replace("{0}", "")))
				for place in ("{0}", "{1}"):
					self.assertLessEqual(word.count(place) > 0, source.count(place) > 0)


def _is_chinese(text: str) -> bool:
	return any("一" <= char <= "鿿" for char in text)
