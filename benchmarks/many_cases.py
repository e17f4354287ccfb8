"""Made-up submitted cases in bulk, with their paths and register entries, inside the present transaction."""

import datetime
import random

import frappe
from frappe.utils import now

from zhicheng.constants import Role, State
from zhicheng.setup.demo import world

YEAR = 2019
STAGES = (
	("U", "MEK-CLINIC", Role.COUNTY_AFFILIATE), ("CS", "MEK-HEALTH", Role.COUNTY_DEPARTMENT), ("CH", "MEK-HRSS", Role.COUNTY_HRSS),
	("MH", "AB-HRSS", Role.CITY_HRSS), ("PH", "SC-HRSS", Role.PROVINCE_HRSS),
)  # fmt: skip
CASE = (
	"name", "owner", "creation", "modified", "modified_by", "docstatus", "application_no", "applicant", "applicant_name",
	"member", "notice", "declare_year", "level", "series", "qualification_name", "speciality", "exceptional", "declare_type",
	"unit", "unit_name", "unit_category", "province", "city", "county", "workflow_state", "current_stage",
	"current_unit_name", "first_submitted_on", "submitted_on", "birth_date", "gender", "id_masked", "mobile_masked", "round_no",
)  # fmt: skip
ENTRY = (
	"name", "owner", "creation", "modified", "modified_by", "docstatus", "application", "work_start_date",
	"current_speciality", "years_in_speciality", "current_title", "current_title_date", "appointed_years",
	"current_title_authority", "education", "degree", "school", "major", "grad_date", "foreign_language", "computer", "assessments",
)  # fmt: skip
TASK = (
	"name", "owner", "creation", "modified", "modified_by", "docstatus", "application", "seq", "stage", "unit", "role", "status",
	"opened_on", "round_no", "applicant",
)  # fmt: skip


def add(number: int, *, start: int = 0, with_path: bool = True, small_share: float = 0.002) -> None:
	"""So many cases of one year; a small share of them from the unit MEK-CLINIC, the rest from all over."""
	chance = random.Random(start)
	units = frappe.get_all("Unit", fields=["name", "unit_name", "unit_category", "region"])
	small = next(unit for unit in units if unit.name == world.unit("MEK-CLINIC"))
	series = frappe.get_all("Title Series", pluck="name")
	notices = frappe.get_all("Evaluation Notice", pluck="name")
	offices = {code: world.unit(key) for code, key, _role in STAGES}
	first, stamp = datetime.datetime(YEAR, 1, 1), now()
	cases, entries, tasks = [], [], []
	for place in range(start, start + number):
		name = f"b{place:09d}"
		unit = small if chance.random() < small_share else chance.choice(units)
		at = first + datetime.timedelta(seconds=place * 37)
		stage, state = chance.choice(STAGES), chance.choice(("", "", *(str(one) for one in State)))
		common = (name, "Administrator", stamp, stamp, "Administrator", 0)
		cases.append((
			*common, f"BM{place:09d}", "Administrator", f"测试{chance.choice('甲乙丙丁戊己庚辛')}{place % 97}", None,
			chance.choice(notices), YEAR, "高级", chance.choice(series), "副主任护师", "内科护理", int(place % 23 == 0), "正常申报",
			unit.name, unit.unit_name, unit.unit_category, "510000", f"{unit.region[:4]}00", unit.region, state or stage[0],
			stage[0] if not state else None, "某办理单位（测试）", at, at, "1985-03-12", "女", "510000********0018",
			"130****0001", 1,
		))  # fmt: skip
		entries.append((
			*common, name, "2008-07-01", "临床护理", 16, "主管护师", "2015-07-01", 10, "示范评审委员会（测试）", "大学本科", "学士",
			"示范大学（测试）", "护理学", "2008-06-30", "英语 82", "计算机 合格", "2018优秀、2017合格、2016合格",
		))  # fmt: skip
		for seq, (code, _key, role) in enumerate(STAGES if with_path else (), start=1):
			unit_at = unit.name if code == "U" else offices[code]
			tasks.append((f"t{place:09d}{seq}", *common[1:], name, seq, code, unit_at, str(role), "已处理", at, 1, "Administrator"))
	for doctype, fields, rows in (("Title Application", CASE, cases), ("Register Entry", ENTRY, entries), ("Approval Task", TASK, tasks)):
		if rows:
			frappe.db.bulk_insert(doctype, fields, rows, chunk_size=5000)
