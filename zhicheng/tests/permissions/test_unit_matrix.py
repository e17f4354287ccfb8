"""Who may do what with units and people, by role and relation (design 5, domain 2.4, 3.1), written out as a table.

L list, R read, W write, D delete as the permission says; what hangs on a unit is asked later. "-" nothing.
"""

import frappe

from zhicheng.setup.demo import world
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.permissions.test_matrix import table

# SC-HRSS ─ AB-HRSS ─ MEK-HRSS ─ MEK-HEALTH ─ MEK-CLINIC;  MEK-SAMR beside MEK-HEALTH;  AB-HOSP and DY-HRSS in other branches
UNITS = """
person      SC-HRSS  AB-HRSS  MEK-HRSS  MEK-HEALTH  MEK-CLINIC  MEK-SAMR  AB-HOSP  DY-HRSS
省厅经办    LRW      LRWD     LRWD      LRWD        LRWD        LRWD      LRWD     LRWD
州人社经办  -        LRW      LRWD      LRWD        LRWD        LRWD      LRWD     -
德阳人社经办 -       -        -         -           -           -         -        LRW
马市人社经办 -       -        LRW       LRWD        LRWD        LRWD      -        -
马市卫健经办 -       -        -         LRW         LRWD        -         -        -
卫生院经办  -        -        -         -           LRW         -         -        -
市监经办    -        -        -         -           -           LRW       -        -
州医院经办  -        -        -         -           -           -         LRW      -
海风经办    -        -        -         -           -           -         -        -
测试甲      -        -        -         -           -           -         -        -
Guest       -        -        -         -           -           -         -        -
"""
# 测试甲 is an applicant of MEK-CLINIC, 卫生院经办 its clerk, 马市卫健经办 the clerk above, 海风经办 of another branch
PEOPLE = """
person      测试甲  卫生院经办  马市卫健经办  马市人社经办  海风经办  州医院经办  德阳人社经办
省厅经办    LRWD    LRWD        LRWD          LRWD          LRWD      LRWD        LRWD
州人社经办  LRWD    LRWD        LRWD          LRWD          LRWD      LRWD        -
马市人社经办 LRWD   LRWD        LRWD          LR            LRWD      -           -
马市卫健经办 LRWD   LRWD        LR            -             -         -           -
卫生院经办  LRWD    LR          -             -             -         -           -
市监经办    -       -           -             -             -         -           -
海风经办    -       -           -             -             LR        -           -
州医院经办  -       -           -             -             -         LR          -
测试甲      -       -           -             -             -         -           -
测试卯      -       -           -             -             -         -           -
Guest       -       -           -             -             -         -           -
"""
ASKED = (("R", "read"), ("W", "write"), ("D", "delete"))


class TestUnitMatrix(ZhichengTestCase):
	def test_units_are_as_the_table_says(self):
		self.check(UNITS, "Unit", world.unit)

	def test_people_are_as_the_table_says(self):
		self.check(PEOPLE, "Unit Member", world.member)

	def check(self, text: str, doctype: str, find) -> None:
		for person, row in table(text).items():
			with self.as_user(person):
				listed = self.listed(doctype)
				for key, letters in row.items():
					name = find(key)
					doc = frappe.get_doc(doctype, name)
					found = "L" if name in listed else ""
					found += "".join(letter for letter, ptype in ASKED if doc.has_permission(ptype))
					with self.subTest(person=person, record=key):
						self.assertEqual(found or "-", letters)

	def test_the_id_number_and_its_hash_are_told_to_nobody(self):
		"""The hash finds a person; the number stands sealed and is opened for dossier and print alone."""
		member = world.member("测试甲")
		number = next(row["id_number"] for row in world.people() if row["member_name"] == "测试甲")
		for person in ("省厅经办", "马市卫健经办", "卫生院经办"):
			with self.subTest(person=person), self.as_user(person):
				row = frappe.get_list("Unit Member", filters={"name": member}, fields=["*"])[0]
				doc = frappe.get_doc("Unit Member", member)
				doc.apply_fieldlevel_read_permissions()
				self.assertFalse(row.get("id_hash") or doc.get("id_hash"))
				self.assertNotIn(number, frappe.as_json([row, doc.as_dict()]))

	def test_what_the_permission_refuses_is_not_saved(self):
		for person, unit in (("卫生院经办", "MEK-HEALTH"), ("马市卫健经办", "MEK-SAMR"), ("测试甲", "MEK-CLINIC")):
			with self.subTest(person=person), self.as_user(person):
				doc = frappe.get_doc("Unit", world.unit(unit))
				doc.contact_name = "别人"
				with self.assertRaises(frappe.PermissionError):
					doc.save()

	def listed(self, doctype: str) -> set[str]:
		try:
			return set(frappe.get_list(doctype, pluck="name", limit_page_length=0))
		except frappe.PermissionError:
			return set()
