"""A section is saved as a draft: what changed, nothing else, and never over somebody's head."""

import frappe

from zhicheng.domain.dossier import dossier
from zhicheng.domain.dossier.dossier_access import is_begun
from zhicheng.domain.dossier.sections import BY_KEY
from zhicheng.domain.queries import dossiers
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

	def test_comparison_signs_survive_and_tags_do_not_run(self):
		self.save("self_summary", {"summary_text": "血压<140 且 >90"})
		self.assertEqual(self.row().summary_text, "血压<140 且 >90")

		self.save("self_summary", {"summary_text": "<script>alert(1)</script>正文"})
		self.assertNotIn("<script>", self.row().summary_text)


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


class TestRows(DossierTestCase):
	def test_only_the_changed_row_is_written(self):
		first, second = self.rows("work")

		self.change_row("work", first, position="主任")

		after = {row.name: row for row in self.rows("work")}
		self.assertEqual(after[first.name].position, "主任")
		self.assertEqual(after[second.name].modified, second.modified)

	def test_two_rows_changed_in_two_windows(self):
		first, second = self.rows("work")
		self.change_row("work", first, position="一")
		self.change_row("work", second, position="二")

		self.assertEqual([row.position for row in self.rows("work")], ["一", "二"])

	def test_the_same_row_changed_in_two_windows_is_refused(self):
		first = self.rows("work")[0]
		self.change_row("work", first, position="一")

		with self.assertRaisesRegex(StaleForm, "修改过"):
			self.change_row("work", first, position="二")

	def test_a_deleted_row_cannot_be_changed(self):
		first = self.rows("work")[0]
		self.save("work", {"deleted": [{"name": first.name, "revision": str(first.modified)}]})

		with self.assertRaisesRegex(StaleForm, "删除"):
			self.change_row("work", first, position="二")

	def test_a_row_of_another_dossier_is_unknown(self):
		other = factories.create_draft(person="测试壬")
		frappe.set_user(self.user)
		foreign = dossiers.rows(dossiers.dossier(other).name, BY_KEY["work"])[0]

		with self.assertRaises(StaleForm):
			self.change_row("work", foreign, position="不该写入")
		with self.assertRaises(StaleForm):
			self.save("work", {"deleted": [{"name": foreign.name, "revision": str(foreign.modified)}]})

	def test_education_goes_from_low_to_high(self):
		answer = self.add_row("education", education_level="研究生(硕士)", end_date="2001-07-01", school="甲")
		self.add_row("education", education_level="高中", end_date="2030-07-01", school="乙")

		levels = [row.education_level for row in self.rows("education")]
		self.assertEqual(levels, ["高中", "大学专科", "大学本科", "研究生(硕士)"])
		self.assertEqual(set(answer["names"]), {"new-1"})
		self.assertEqual(self.row().top_education, "研究生(硕士)")

	def test_other_tables_go_by_time(self):
		self.add_row("work", start_date="1999-01-01", end_date="2000-01-01", employer="最早")

		self.assertEqual(self.rows("work")[0].employer, "最早")
		self.assertEqual([row.idx for row in self.rows("work")], [1, 2, 3])

	def test_order_of_entry_where_the_setting_says_so(self):
		regions = {"parent": "Zhicheng Settings", "row_order": "检查"}
		frappe.db.set_value("Zhicheng Region Setting", regions, "row_order", "不检查")
		with self.setting(enforce_row_order=0):
			self.add_row("work", start_date="1999-01-01", employer="最后填")

		self.assertEqual(self.rows("work")[-1].employer, "最后填")

	def test_wrong_values_name_their_row(self):
		with self.assertRaises(DossierInvalid) as refused:
			self.save("exam", {"rows": [{"name": "new-9", "row_no": 4, "values": {"exam_date": "昨天"}}]})

		self.assertIn("第 4 行", str(refused.exception))
		self.assertEqual(refused.exception.errors[0]["row"], "new-9")

	def test_a_deleted_row_takes_its_proofs_along(self):
		row = self.rows("education")[0]
		proofs = {"application": self.application, "row_name": row.name}
		self.assertTrue(frappe.db.count("Dossier Attachment", proofs))

		self.save("education", {"deleted": [{"name": row.name, "revision": str(row.modified)}]})

		self.assertFalse(frappe.db.count("Dossier Attachment", proofs))

	def test_no_more_rows_than_a_person_has(self):
		rows = [{"name": f"new-{n}", "values": {"subject": str(n)}} for n in range(201)]

		with self.assertRaisesRegex(DossierInvalid, "最多 200 行"):
			self.save("exam", {"rows": rows})


class TestMerge(DossierTestCase):
	"""A page that saves by itself: whatever can be kept is kept, the rest comes back by place."""

	def merge(self, section: str, values: dict, revision: int = 1, **more) -> dict:
		return dossier.save_section(self.application, section, values, revision, self.user, merge=True, **more)

	def test_a_wrong_value_does_not_hold_up_the_others(self):
		answer = self.merge("basic_info", {"work_start_date": "昨天", "address": "新地址"})

		self.assertEqual([error["fieldname"] for error in answer["errors"]], ["work_start_date"])
		self.assertEqual(self.row().address, "新地址")

	def test_sub_level_and_qualification_wait_together(self):
		answer = self.merge("cover_page", {"sub_level": "正高级", "ce_hours": "91"})

		self.assertEqual([error["fieldname"] for error in answer["errors"]], ["qualification"])
		self.assertEqual((self.row().sub_level, self.row().ce_hours), ("副高级", 91))

	def test_two_windows_in_two_fields(self):
		before = self.row()
		self.save("basic_info", {"birth_place": "甲地"}, revision=1)

		answer = self.merge("basic_info", {"address": "乙地"}, seen={"address": before.address or ""})

		self.assertEqual((self.row().birth_place, self.row().address), ("甲地", "乙地"))
		self.assertTrue(answer["stale"])
		self.assertEqual(answer["fields"]["birth_place"]["value"], "甲地")

	def test_two_windows_in_the_same_field(self):
		before = self.row().birth_place
		self.save("basic_info", {"birth_place": "甲地"}, revision=1)

		answer = self.merge(
			"basic_info",
			{"birth_place": "乙地", "address": "丙地"},
			seen={"birth_place": before, "address": self.row().address or ""},
		)

		conflict = answer["conflicts"][0]
		self.assertEqual((conflict["fieldname"], conflict["value"]), ("birth_place", "甲地"))
		self.assertEqual((self.row().birth_place, self.row().address), ("甲地", "丙地"))

		self.merge("basic_info", {"birth_place": "乙地"}, revision=answer["revision"], seen={"birth_place": "甲地"})
		self.assertEqual(self.row().birth_place, "乙地")

	def test_the_same_words_twice_are_no_conflict(self):
		self.merge("basic_info", {"birth_place": "甲地"}, seen={"birth_place": self.row().birth_place})

		answer = self.merge("basic_info", {"birth_place": "甲地"}, seen={"birth_place": "旧"})

		self.assertEqual(answer["conflicts"], [])

	def test_a_new_row_sent_twice_is_one_row(self):
		key = "new-" + "0123456789abcdef" * 2
		before = len(self.rows("exam"))
		first = self.merge("exam", {"rows": [{"name": key, "values": {"subject": "外语"}}]})
		again = self.merge("exam", {"rows": [{"name": key, "values": {"subject": "外语（一）"}}]})

		self.assertEqual(first["names"], again["names"])
		self.assertEqual(len(self.rows("exam")), before + 1)
		self.assertIn("外语（一）", [row.subject for row in self.rows("exam")])

	def test_a_new_row_with_a_wrong_value_is_kept_without_it(self):
		answer = self.merge("exam", {"rows": [{"name": "new-1", "values": {"exam_date": "昨天", "subject": "外语"}}]})

		name = answer["names"]["new-1"]
		self.assertEqual([(error["row"], error["fieldname"]) for error in answer["errors"]], [(name, "exam_date")])
		self.assertIn(name, [row.name for row in self.rows("exam")])

	def test_two_windows_in_one_row(self):
		first = self.rows("work")[0]
		self.change_row("work", first, position="甲")
		mine = {"position": "乙", "witness": "测试乙"}
		seen = {"position": first.position, "witness": first.witness or ""}

		row = {"name": first.name, "revision": str(first.modified), "values": mine, "seen": seen}
		answer = self.merge("work", {"rows": [row]})

		after = next(row for row in self.rows("work") if row.name == first.name)
		self.assertEqual((after.position, after.witness), ("甲", "测试乙"))
		self.assertEqual([(one["row"], one["fieldname"]) for one in answer["conflicts"]], [(first.name, "position")])
		self.assertEqual(
			{row["name"] for row in answer["rows"] if "values" in row}, {r.name for r in self.rows("work")}
		)

	def test_a_row_gone_or_changed_meanwhile_is_asked_about(self):
		first, second = self.rows("work")
		self.save("work", {"deleted": [{"name": first.name, "revision": str(first.modified)}]})
		self.change_row("work", second, position="刚改过")

		answer = self.merge(
			"work",
			{
				"rows": [{"name": first.name, "revision": str(first.modified), "values": {"position": "乙"}}],
				"deleted": [{"name": second.name, "revision": str(second.modified)}],
			},
		)

		self.assertEqual(
			{(one["row"], one["kind"]) for one in answer["conflicts"]}, {(first.name, "gone"), (second.name, "changed")}
		)
		self.assertEqual([row.position for row in self.rows("work")], ["刚改过"])

	def test_the_first_page_saved_by_itself_opens_nothing(self):
		draft = factories.create_draft(person="测试壬")
		name = dossiers.dossier(draft).name
		frappe.db.set_value("Application Dossier", name, "section_revisions", "{}")
		user = world.user("测试壬")
		frappe.set_user(user)

		answer = dossier.save_section(draft, "cover_page", {"ce_hours": "90"}, 0, user, merge=True, auto=True)
		self.assertFalse(is_begun(dossiers.dossier(draft)))

		dossier.save_section(draft, "cover_page", {}, answer["revision"], user, merge=True)
		self.assertTrue(is_begun(dossiers.dossier(draft)))

	def test_an_emptied_number_is_an_empty_field(self):
		self.save("cover_page", {"years_in_speciality": "", "appointed_on": ""})

		self.assertIn(("cover_page", "years_in_speciality"), self.missing())
		self.assertEqual(self.row().appointed_years, 0)


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
