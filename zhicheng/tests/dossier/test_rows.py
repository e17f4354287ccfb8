"""The rows of a table section: only what changed is written, in an order that reads well."""

import frappe

from zhicheng.domain.dossier.sections import BY_KEY
from zhicheng.domain.queries import dossiers
from zhicheng.exceptions import DossierInvalid, StaleForm
from zhicheng.tests import factories
from zhicheng.tests.dossier.base import DossierTestCase


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
