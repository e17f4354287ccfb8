"""Every check of the unit form (domain 3.1): one wrong value each, told in a sentence, nothing stored."""

import frappe

from zhicheng.domain.people import units
from zhicheng.exceptions import CategoryNotAllowed, UnitInvalid
from zhicheng.setup.demo import world
from zhicheng.tests.base import ZhichengTestCase

CODE, OTHER_CODE = "91519999000000377J", "11519999000000027L"
# what is put wrong in a good 县(区)部门所属单位 of 马尔康市, and what the sentence must say
BROKEN = (
	({"uscc": "9151999900000037"}, "应为18位"),
	({"uscc": "91519999000000377I"}, "应为18位"),
	({"uscc": "91519999000000377K"}, "校验位不对"),
	({"uscc": OTHER_CODE}, "已经登记过"),
	({"unit_name": "马尔康镇卫生院（测试）"}, "已有名为"),
	({"unit_name": "  "}, "单位名称"),
	({"unit_nature": "民营企业"}, "单位性质不能是"),
	({"region": "513200"}, "应选到县(区)"),
	({"region": "513221"}, "不在上级机构"),
	({"cnty_hrss": "DY-HRSS"}, "填错了"),
	({"city_hrss": "DY-HRSS"}, "填错了"),
	({"prov_hrss": "AB-HRSS"}, "填错了"),
	({"supervising_unit": "AB-HEALTH"}, "主管部门应是县(区)级"),
	({"supervising_unit": "MEK-HAIFENG"}, "主管部门应是县(区)级"),
	({"is_hrss_bureau": 1}, "不能是人社部门"),
	({"industry_series": [{"series": "卫生技术人员"}]}, "没有行业主管职能"),
	({"contact_phone": "12345"}, "联系电话应为"),
	({"contact_name": ""}, "联系人"),
	({"postcode": "62400"}, "邮政编码应为6位"),
	({"email": "不是邮箱"}, "电子邮箱的格式"),
)


def good(**values) -> dict:
	return {
		"unit_name": "马尔康市示范中心卫生院（测试）",
		"uscc": CODE,
		"unit_category": "CNTY_AFFIL",
		"region": "513201",
		"parent_unit": world.unit("MEK-HEALTH"),
		"contact_name": "测试联系人",
		"contact_phone": "0837-2820000",
		**{key: world.unit(value) if _is_unit(key, value) else value for key, value in values.items()},
	}


def _is_unit(key: str, value) -> bool:
	return bool(value) and key.endswith(("_unit", "_hrss"))


class TestUnitForm(ZhichengTestCase):
	def test_each_wrong_value_is_refused_with_its_sentence(self):
		for wrong, sentence in BROKEN:
			with self.subTest(wrong=wrong), self.assertRaises(UnitInvalid) as caught:
				units.create_unit(**good(**wrong))
			self.assertIn(sentence, str(caught.exception))
			self.assertFalse(frappe.db.exists("Unit", {"uscc": CODE}))

	def test_bureaus_and_supervisor_are_filled_from_region_and_parent(self):
		made = units.create_unit(**good())

		self.assertEqual(made.prov_hrss, world.unit("SC-HRSS"))
		self.assertEqual(made.city_hrss, world.unit("AB-HRSS"))
		self.assertEqual(made.cnty_hrss, world.unit("MEK-HRSS"))
		self.assertEqual(made.supervising_unit, world.unit("MEK-HEALTH"))
		self.assertEqual((made.unit_nature, made.unit_level), ("事业单位", "县(区)级"))

	def test_code_is_compared_in_its_normal_form(self):
		made = units.create_unit(**good(uscc=" 9151-9999-0000-0037-7j ".replace("-", " ")))

		self.assertEqual(made.uscc, CODE)

	def test_private_enterprise_has_no_supervisor(self):
		made = units.create_unit(
			**good(unit_category="CNTY_PRIV", supervising_unit="MEK-HEALTH", parent_unit="MEK-HRSS")
		)

		self.assertFalse(made.supervising_unit)

	def test_one_bureau_per_region(self):
		with self.assertRaisesRegex(UnitInvalid, "已有人社部门"):
			units.create_unit(**good(unit_category="CNTY_DEPT", is_hrss_bureau=1, parent_unit="AB-HRSS"))

	def test_missing_bureau_of_the_county_is_told(self):
		"""汶川县 has no bureau in the demo world: its units cannot be made yet."""
		with self.assertRaisesRegex(UnitInvalid, "县\\(区\\)人社部门还没有登记"):
			units.create_unit(**good(unit_category="CNTY_DEPT", region="513221", parent_unit="AB-HRSS"))

	def test_missing_fields_are_told_together(self):
		with self.assertRaisesRegex(UnitInvalid, "统一社会信用代码.*联系人.*联系电话"):
			units.create_unit(unit_name="测试", unit_category="CNTY_AFFIL", region="513201")

	def test_parent_may_not_be_oneself_or_below(self):
		health = frappe.get_doc("Unit", world.unit("MEK-HEALTH"))
		for parent in ("MEK-HEALTH", "MEK-CLINIC"):
			health.reload()
			health.parent_unit = world.unit(parent)
			with self.subTest(parent), self.assertRaisesRegex(UnitInvalid, "自己或本单位的下级"):
				health.save()

	def test_second_root_is_refused(self):
		with self.assertRaisesRegex(UnitInvalid, "请选择上级机构名称"):
			units.create_unit(**good(parent_unit=""))

	def test_category_stays_while_applications_run(self):
		from zhicheng.tests import factories

		factories.create_application(person="测试甲")
		clinic = frappe.get_doc("Unit", world.unit("MEK-CLINIC"))
		clinic.unit_category, clinic.unit_nature = "CNTY_PRIV", "民营企业"

		with self.assertRaisesRegex(UnitInvalid, "正在办理"):
			clinic.save()

	def test_clerk_may_not_hang_a_unit_outside_his_branch(self):
		with self.as_user("马市人社经办"), self.assertRaisesRegex(CategoryNotAllowed, "上级机构只能是"):
			frappe.get_doc({"doctype": "Unit", **good(unit_category="CNTY_PRIV", parent_unit="AB-HRSS")}).insert()
