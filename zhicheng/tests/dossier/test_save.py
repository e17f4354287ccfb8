"""A section is saved as a draft: what changed, nothing else, and never over somebody's head."""

import frappe

from zhicheng.domain.dossier import dossier
from zhicheng.exceptions import DossierInvalid, DossierLocked, StaleForm
from zhicheng.setup.demo import cases, world
from zhicheng.tests import factories
from zhicheng.tests.dossier.base import DossierTestCase


class TestFieldsSection(DossierTestCase):
	def test_what_changed_is_kept_and_counted(self):
		before = self.row()

		answer = self.save("basic_info", {"birth_place": "四川省茂县"})

		after = self.row()
		self.assertEqual(after.birth_place, "四川省茂县")
		self.assertEqual(after.ethnicity, before.ethnicity)
		self.assertEqual(after.revision, before.revision + 1)
		self.assertEqual(answer["revision"], 2)

	def test_required_fields_may_wait(self):
		self.save("basic_info", {"birth_place": ""})

		self.assertIn(("basic_info", "birth_place"), self.missing())

	def test_an_older_page_is_refused_and_nothing_is_lost(self):
		self.save("basic_info", {"birth_place": "甲地"}, revision=1)

		with self.assertRaisesRegex(StaleForm, "别的窗口"):
			self.save("basic_info", {"birth_place": "乙地"}, revision=1)

		self.assertEqual(self.row().birth_place, "甲地")

	def test_another_section_does_not_disturb(self):
		self.save("basic_info", {"birth_place": "甲地"}, revision=1)
		self.save("self_summary", {"summary_text": "综述"}, revision=1)

		self.assertEqual(self.row().summary_text, "综述")

	def test_read_only_and_unknown_fields_are_not_written(self):
		self.save(
			"cover_page",
			{
				"name_cn": "别人",
				"unit": "x",
				"series": "x",
				"photo": "/private/files/x.pdf",
				"owner": "x",
				"nonsense": 1,
			},
		)

		row = self.row()
		self.assertEqual(row.name_cn, "测试甲")
		self.assertEqual(row.series, factories.HEALTH)
		self.assertNotEqual(row.photo, "/private/files/x.pdf")

	def test_fields_of_another_section_are_not_written(self):
		self.save("self_summary", {"birth_place": "混入"})

		self.assertNotEqual(self.row().birth_place, "混入")

	def test_wrong_values_are_named_and_nothing_is_saved(self):
		values = {
			"work_start_date": "2008-13-40",
			"political_status": "不存在的选项",
			"email": "没有@号",
			"birth_place": "长" * 141,
			"address": "新地址",
		}

		with self.assertRaises(DossierInvalid) as refused:
			self.save("basic_info", values)

		wrong = {error["fieldname"] for error in refused.exception.errors}
		self.assertEqual(wrong, {"work_start_date", "political_status", "email", "birth_place"})
		self.assertNotEqual(self.row().address, "新地址")

	def test_numbers_and_links(self):
		for values, word in (
			({"years_in_speciality": "十年"}, "整数"),
			({"years_in_speciality": "-1"}, "负数"),
			({"mobile": "电话<script>"}, "电话号码"),
			({"qualification": "没有这个"}, "已不存在"),
			({"sub_level": "中级"}, "不属于高级"),
			({"declare_type": ["正常晋升"]}, "无法识别"),
		):
			with self.subTest(values), self.assertRaisesRegex(DossierInvalid, word):
				self.save("cover_page", values)

	def test_a_qualification_belongs_to_its_sub_level_and_series(self):
		senior = {"series": factories.HEALTH, "sub_level": "正高级"}
		other = frappe.get_all("Title Qualification", filters=senior, pluck="name", limit=1)[0]

		with self.assertRaisesRegex(DossierInvalid, "先选申报层级"):
			self.save("cover_page", {"qualification": other})

		self.save("cover_page", {"qualification": other, "sub_level": "正高级"})
		self.assertEqual(self.row().qualification, other)

	def test_a_speciality_not_in_the_list_may_be_typed(self):
		self.save("cover_page", {"speciality": "高原病防治"})

		self.assertEqual(dossier.summary(self.application)["speciality"], "高原病防治")

	def test_computed_columns_follow(self):
		year = self.row().declare_year
		self.save("cover_page", {"declare_type": "破格", "appointed_on": f"{year - 7}-01-01"})

		row = self.row()
		self.assertEqual((row.exceptional, row.appointed_years), (1, 7))
		self.assertIn(("cover_page", "exceptional_reason"), self.missing())

	def test_long_names_and_rare_characters_survive(self):
		text = "བཀྲ་ཤིས་ ꆈꌠ 𠮷𡈽 买买提·吐尔逊 " + "长" * 60
		self.save("basic_info", {"former_name": text})

		self.assertEqual(self.row().former_name, text)


class TestPledge(DossierTestCase):
	def test_the_signature_keeps_time_and_address(self):
		self.save("integrity_pledge", {"signer": ""})
		revision = 2
		dossier.save_section(
			self.application, "integrity_pledge", {"signer": "测试甲"}, revision, self.user, ip="10.0.0.8"
		)

		row = self.row()
		self.assertEqual(row.pledge_ip, "10.0.0.8")
		self.assertTrue(row.pledge_signed_on)

	def test_changed_words_need_a_new_signature(self):
		self.assertEqual(self.row().signer, "测试甲")

		self.save("cover_page", {"speciality": "另一专业"})

		row = self.row()
		self.assertIn("另一专业", row.pledge_text)
		self.assertFalse(row.signer)
		self.assertIn(("integrity_pledge", "signer"), self.missing())


class TestWho(DossierTestCase):
	def test_only_the_applicant_writes(self):
		for person in ("测试壬", "卫生院经办", "省厅经办"):
			with self.subTest(person), self.as_user(person), self.assertRaises(frappe.PermissionError):
				self.save("basic_info", {"birth_place": "x"}, user=world.user(person))
		with self.assertRaises(frappe.PermissionError):
			self.save("basic_info", {"birth_place": "x"}, user="Administrator")

	def test_nothing_is_written_after_submission(self):
		cases.submit(self.application)

		with self.assertRaisesRegex(DossierLocked, "撤回"):
			self.save("basic_info", {"birth_place": "x"})

	def test_a_returned_dossier_is_withdrawn_first(self):
		application = factories.create_returned(person="测试壬")
		user = world.user("测试壬")

		with self.as_user("测试壬"), self.assertRaisesRegex(DossierLocked, "撤回"):
			dossier.save_section(application, "basic_info", {"birth_place": "x"}, 1, user)


class TestCost(DossierTestCase):
	def test_a_section_costs_few_statements(self):
		row = self.rows("assessment")[0]
		for name, save in (
			("fields", lambda: self.save("basic_info", {"birth_place": "某地"}, revision=1)),
			("row", lambda: self.change_row("assessment", row, remark="备注")),
		):
			with self.subTest(name):
				save_cost = _statements(save)
				self.assertLessEqual(save_cost, 15)


def _statements(work) -> int:
	count = 0
	original = frappe.db.sql

	def counted(*args, **kwargs):
		nonlocal count
		count += 1
		return original(*args, **kwargs)

	frappe.db.sql = counted
	try:
		work()
	finally:
		frappe.db.sql = original
	return count
