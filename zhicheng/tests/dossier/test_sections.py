"""The 13 sections are the manuals', drawn from metadata alone."""

import json

import frappe

from zhicheng.domain.dossier import dossier, section_fields
from zhicheng.domain.dossier.sections import BY_KEY, EDUCATION_RANK, ROW_PROOF, SECTIONS
from zhicheng.setup.demo import dossiers as demo
from zhicheng.tests import factories
from zhicheng.tests.base import ZhichengTestCase

# headings 4.1.1.2 to 4.1.1.14 of the province manual, in order
MANUAL = """首页（基本信息）
诚信承诺
基本信息
教育经历
学习培训经历
工作经历
任职前主要专业技术工作业绩登记
任职后主要专业技术工作业绩登记
著作、论文及重要技术报告登记
考试成绩
年度考核情况
个人专业技术水平及业绩综述
其他附件""".splitlines()


class TestSections(ZhichengTestCase):
	def test_titles_are_the_manuals(self):
		self.assertEqual([section.title for section in SECTIONS], MANUAL)

	def test_each_section_is_a_tab_of_the_dossier(self):
		meta = frappe.get_meta(section_fields.DOSSIER)
		for section in SECTIONS:
			with self.subTest(section.key):
				tab = meta.get_field(f"tab_{section.key}")
				self.assertEqual((tab.fieldtype, tab.label), ("Tab Break", section.title))
				self.assertTrue(section_fields.own_fields(section))

	def test_every_name_in_the_list_is_a_field(self):
		meta = frappe.get_meta(section_fields.DOSSIER)
		for section in SECTIONS:
			with self.subTest(section.key):
				own = {df.fieldname for df in section_fields.own_fields(section)}
				self.assertLessEqual({p.fieldname for p in section.proofs} - {ROW_PROOF}, own)
				self.assertTrue(all(meta.get_field(name) for name in section.repeats))
				self.assertLessEqual(set(section.order_by), own)

	def test_the_first_page_takes_one_proof_per_field_the_others_several(self):
		for section in SECTIONS:
			for proof in section_fields.proofs(section):
				with self.subTest(f"{section.key}.{proof.fieldname}"):
					self.assertEqual(proof.many, section.key != "cover_page")

	def test_the_id_number_is_no_field(self):
		names = {df.fieldname for section in SECTIONS for df in section_fields.own_fields(section)}
		self.assertNotIn("id_number", names)
		self.assertIn("id_masked", names)

	def test_education_levels_are_ranked(self):
		options = frappe.get_meta("Application Education").get_field("education_level").options.split("\n")
		self.assertEqual(set(options) - {""}, set(EDUCATION_RANK))

	def test_hidden_fields_are_not_drawn(self):
		names = {df.fieldname for df in section_fields.own_fields(BY_KEY["basic_info"])}
		self.assertNotIn("standard_salary", names)


class TestCustomField(ZhichengTestCase):
	"""A field that an administrator adds in Desk needs no code (design 7)."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.made = [
			_custom("Application Dossier", "extra_note", "补充说明", "work_start_date", reqd=1),
			_custom("Application Work", "extra_grade", "岗位等级", "position", reqd=1),
		]
		cls.addClassCleanup(_drop, cls.made)

	def test_it_belongs_to_the_section_of_its_neighbour(self):
		for key, name in (("basic_info", "extra_note"), ("work", "extra_grade")):
			names = [df.fieldname for df in section_fields.own_fields(BY_KEY[key])]
			self.assertIn(name, names)

	def test_it_is_saved_checked_and_frozen(self):
		application = factories.create_draft()
		lacking = {(item["section"], item["fieldname"]) for item in dossier.missing(application)}
		self.assertLessEqual({("basic_info", "extra_note"), ("work", "extra_grade")}, lacking)

		demo.save(application, "basic_info", {"extra_note": "补充内容"})

		lacking = {item["fieldname"] for item in dossier.missing(application)}
		self.assertNotIn("extra_note", lacking)
		frozen = json.dumps(dossier.as_snapshot(application), ensure_ascii=False)
		self.assertIn("补充内容", frozen)


def _custom(doctype: str, fieldname: str, label: str, after: str, **values) -> str:
	field = {"dt": doctype, "fieldname": fieldname, "label": label, "fieldtype": "Data", "insert_after": after}
	name = frappe.get_doc({"doctype": "Custom Field", **field, **values}).insert().name
	frappe.clear_cache(doctype=doctype)
	return name


def _drop(names: list[str]) -> None:
	frappe.db.rollback()
	for name in names:
		frappe.delete_doc("Custom Field", name, force=True)
	frappe.clear_cache()
	frappe.db.commit()
