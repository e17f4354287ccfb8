"""A field that an administrator adds in Desk needs no code: form, preview, 检查 and the paper's 补充信息 have it (design 7)."""

import io
import unittest

import frappe
from frappe.custom.doctype.custom_field.custom_field import create_custom_field
from PIL import Image

from zhicheng.printing import chromium, renderer, wkhtmltopdf
from zhicheng.printing.paper import paper
from zhicheng.tests.documents.reading import pages, plain
from zhicheng.tests.portal.base import PortalTestCase

ENGINES = [engine for engine in (chromium, wkhtmltopdf) if engine.binary()]
SECTION, TABLE = "Application Dossier", "Application Work"
FIELDS = (
	(SECTION, {"fieldname": "zc_plateau", "label": "援藏援彝经历", "fieldtype": "Data", "insert_after": "work_start_date", "reqd": 1}),
	(SECTION, {"fieldname": "zc_posts", "label": "岗位等级", "fieldtype": "Select", "options": "\n五级\n六级", "insert_after": "zc_plateau"}),
	(
		SECTION,
		{
			"fieldname": "zc_why", "label": "六级说明", "fieldtype": "Small Text", "insert_after": "zc_posts",
			"depends_on": "eval:doc.zc_posts == '六级'", "mandatory_depends_on": "eval:doc.zc_posts == '六级'",
		},
	),
	(TABLE, {"fieldname": "zc_altitude", "label": "海拔", "fieldtype": "Int", "insert_after": "position", "reqd": 1}),
	(TABLE, {"fieldname": "zc_contract", "label": "聘用合同", "fieldtype": "Attach", "insert_after": "zc_altitude", "reqd": 1}),
)  # fmt: skip


class TestCustomField(PortalTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.addClassCleanup(take_fields_away)
		for doctype, field in FIELDS:
			create_custom_field(doctype, dict(field))
		frappe.db.commit()

	def test_the_whole_way(self):
		form = self.page("basic_info")
		for _, field in FIELDS[:3]:
			self.assertIn(field["label"], form)
			self.assertIn(f'name="{field["fieldname"]}"', form)
		self.assertIn('data-depends-on="eval:doc.zc_posts', form)
		work = self.page("work")
		self.assertIn('name="zc_altitude"', work)
		row = self.work_row(work)
		self.assertIn(f'data-proof="zc_contract" data-row="{row["name"]}"', work)
		lacking = {("basic_info", "zc_plateau"), ("work", "zc_altitude"), ("work", "zc_contract")}
		self.assertLessEqual(lacking, self.missing())

		self.save("basic_info", {"zc_plateau": "援藏三年", "zc_posts": "六级"})
		self.assertIn(("basic_info", "zc_why"), self.missing())
		self.save("basic_info", {"zc_why": "聘期内"})
		self.save("work", {"rows": [{**one, "values": {"zc_altitude": "3500"}} for one in self.work_rows()]})
		for one in self.work_rows():
			values = {
				"application": self.application,
				"section": "work",
				"fieldname": "zc_contract",
				"row": one["name"],
			}
			answer = self.visitor.upload((picture(), "聘用合同.jpg"), **values)
			self.assertEqual(answer.status_code, 200, answer.text)
		self.assertFalse({name for _, name in self.missing()} & {field["fieldname"] for _, field in FIELDS})

		preview = self.visitor.page(f"/portal/detail?name={self.application}").text
		for word in ("援藏援彝经历", "援藏三年", "岗位等级", "六级", "聘期内", "海拔", "3500", "聘用合同"):
			self.assertIn(word, preview)
		self.on_paper()

	@unittest.skipUnless(ENGINES, "no renderer here")
	def on_paper(self):
		frappe.db.rollback()
		text = "".join(pages(renderer.draw(paper(self.application), ENGINES[0])))
		parts = text.split("补充信息")
		self.assertGreaterEqual(len(parts), 3)
		for word in ("援藏援彝经历", "援藏三年", "海拔", "3500"):
			self.assertIn(plain(word), "".join(parts[1:]))

	def page(self, section: str) -> str:
		answer = self.visitor.page(f"/portal/dossier?name={self.application}&section={section}")
		self.assertEqual(answer.status_code, 200)
		return answer.text

	def missing(self) -> set:
		answer = self.visitor.post("zhicheng.api.portal.check", application=self.application)
		return {(item["section"], item["fieldname"]) for item in answer.json["message"]["missing"]}

	def save(self, section: str, values: dict):
		answer = self.visitor.post(
			"zhicheng.api.portal.save_section",
			application=self.application, section=section, values=values, revision=0, merge=1,
			seen=dict.fromkeys(values, ""),
		)  # fmt: skip
		self.assertEqual((answer.json["message"]["errors"], answer.json["message"]["conflicts"]), ([], []))

	def work_rows(self) -> list[dict]:
		frappe.db.rollback()
		name = frappe.db.get_value("Title Application", self.application, "dossier")
		rows = frappe.get_all(TABLE, {"parent": name, "parentfield": "work"}, ["name", "modified"], order_by="idx")
		return [{"name": row.name, "revision": str(row.modified), "seen": {"zc_altitude": ""}} for row in rows]

	def work_row(self, page: str) -> dict:
		return next(row for row in self.work_rows() if row["name"] in page)


def picture() -> io.BytesIO:
	"""A photograph that no other place holds."""
	content = io.BytesIO()
	Image.effect_noise((320, 240), 60).convert("RGB").save(content, "JPEG")
	content.seek(0)
	return content


def take_fields_away() -> None:
	"""A new column commits, so the fields are taken back by hand."""
	frappe.db.rollback()
	frappe.set_user("Administrator")
	names = [field["fieldname"] for _, field in FIELDS]
	for name in frappe.get_all("Custom Field", filters={"fieldname": ["in", names]}, pluck="name"):
		frappe.delete_doc("Custom Field", name, force=True)
	frappe.clear_cache()
	frappe.db.commit()
