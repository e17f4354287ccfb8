"""A page that saves by itself beside another window: nobody's words are lost."""

import frappe

from zhicheng.domain.dossier import dossier
from zhicheng.domain.dossier.dossier_access import is_begun
from zhicheng.domain.queries import dossiers
from zhicheng.setup.demo import world
from zhicheng.tests import factories
from zhicheng.tests.dossier.base import DossierTestCase


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
