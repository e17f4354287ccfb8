"""Units, committees, people and notices of the demo world (domain 9.1, 9.2)."""

import csv
from functools import cache
from pathlib import Path

import frappe
from frappe.utils import add_days, add_to_date, get_datetime, now_datetime

from zhicheng.domain.accounts import privacy
from zhicheng.domain.people import members, units
from zhicheng.setup.demo import conditions

DATA = Path(__file__).parent
COMMITTEES = (
	# name, level, series, scope, region, office unit, members
	("四川省农业技术高级职称评审委员会", "高级", "农业技术人员", "省级", "510000", "SC-AGRI", 25),
	("四川省卫生系列高级职称评审委员会（测试）", "高级", "卫生技术人员", "省级", "510000", "SC-HEALTH", 25),
	("阿坝州卫生系列中级职称评审委员会", "中级", "卫生技术人员", "市(州)级", "513200", "AB-HEALTH", 15),
	("阿坝州工程系列中级职称评审委员会", "中级", "工程技术人员", "市(州)级", "513200", "AB-IND", 15),
	("马尔康市卫生系列初级职称评审委员会", "初级", "卫生技术人员", "县(区)级", "513201", "MEK-HEALTH", 7),
)
NOTICES = (
	# title, committee, issuer, region
	("关于开展{year}年度卫生系列高级职称申报评审工作的通知（测试）", 1, "SC-HEALTH", ""),
	("关于开展{year}年度农业技术系列高级职称申报评审工作的通知（测试）", 0, "SC-AGRI", ""),
	("关于开展{year}年度阿坝州卫生系列中级职称申报评审工作的通知（测试）", 2, "AB-HEALTH", "513200"),
	("关于开展{year}年度阿坝州工程系列中级职称申报评审工作的通知（测试）", 3, "AB-IND", "513200"),
	("关于开展{year}年度马尔康市卫生系列初级职称申报评审工作的通知（测试）", 4, "MEK-HEALTH", "513201"),
)
BODY = """<h3>一、申报范围</h3><p>{series}在职人员（公务员、参公人员、离退休人员除外）。</p>
<h3>二、申报条件</h3><p>符合{series}{level}职称基本条件；任职年限、业绩截至{cutoff}年12月31日。</p>
<h3>三、申报程序</h3><p>个人网上填报，所在单位审核并公示不少于5个工作日，逐级审核，资格审查，评审，公示，确认。</p>
<h3>四、材料要求</h3><p>学历学位、现职称证书、业绩、论文、近五年年度考核、继续教育；破格申报的另附破格材料。</p>
<h3>五、纪律要求</h3><p>弄虚作假的，取消申报资格，并按规定三年内不得申报。严禁上传涉密材料。</p>"""
# the one who has not yet agreed to the privacy notice: it is shown at his first log-in
UNDECIDED = "测试丙"
LAST_USCC = "91519999000000246N"


def _rows(file: str) -> list[dict]:
	with (DATA / file).open(encoding="utf-8", newline="") as stream:
		return list(csv.DictReader(stream))


@cache
def _unit_rows() -> dict[str, dict]:
	return {row["key"]: row for row in _rows("units.csv")}


def people() -> list[dict]:
	"""The rows of people.csv."""
	return _rows("people.csv")


def unit_name(key: str) -> str:
	return _unit_rows()[key]["unit_name"]


def unit(key: str) -> str:
	"""The record's name of a unit by its key in domain 9.1."""
	return frappe.db.get_value("Unit", {"uscc": _unit_rows()[key]["uscc"]})


def member(name: str) -> str:
	"""The Unit Member of a demo person."""
	return frappe.db.get_value("Unit Member", {"member_name": name})


def user(name: str) -> str:
	"""The User of a demo person."""
	return frappe.db.get_value("Unit Member", {"member_name": name}, "user")


def notice(series: str, level: str) -> str:
	"""The open demo notice of a series and level."""
	filters = {"series": series, "level": level, "status": "发布", "declare_year": now_datetime().year}
	return frappe.db.get_value("Evaluation Notice", filters)


def is_whole() -> bool:
	"""Whether nothing of the world is missing."""
	return frappe.db.count("Unit Member") >= len(people()) and bool(notice("卫生技术人员", "初级"))


def load(password: str) -> None:
	"""Make what is missing, as Administrator."""
	before = frappe.session.user
	frappe.set_user("Administrator")
	frappe.db.set_single_value("Zhicheng Settings", "allow_test_id_prefix", "510000")
	frappe.db.set_single_value("Zhicheng Settings", "slider_captcha", "多次失败后")
	frappe.clear_document_cache("Zhicheng Settings", "Zhicheng Settings")
	try:
		for key, row in _unit_rows().items():
			_ensure_unit(key, row)
		for row in COMMITTEES:
			_ensure_committee(*row)
		for row in people():
			_ensure_person(row, password)
		for row in NOTICES:
			_ensure_notice(*row)
		_ensure_old_notice()
	finally:
		frappe.set_user(before)


def _ensure_unit(key: str, row: dict) -> None:
	if unit(key):
		return
	series = [{"series": name} for name in row["industry_series"].split(";") if name]
	number = list(_unit_rows()).index(key) + 1
	units.create_unit(
		unit_name=row["unit_name"],
		uscc=row["uscc"],
		unit_category=row["unit_category"],
		is_hrss_bureau=int(row["is_hrss_bureau"]),
		region=row["region"],
		parent_unit=unit(row["parent"]) if row["parent"] else None,
		industry_series=series,
		contact_name="测试联系人",
		contact_phone=f"130000001{number:02d}",
	)


def _ensure_committee(name, level, series, scope, region, office, count) -> None:
	if frappe.db.exists("Evaluation Committee", {"committee_name": name}):
		return
	year = now_datetime().year
	doc = frappe.new_doc("Evaluation Committee")
	doc.update({"committee_name": name, "level": level, "series": series, "scope": scope, "region": region})
	doc.update({"office_unit": unit(office), "members_count": count, "status": "启用"})
	doc.update({"valid_from": f"{year - 1}-01-01", "valid_to": f"{year + 1}-12-31"})
	doc.insert(ignore_permissions=True)


def _ensure_person(row: dict, password: str) -> None:
	if member(row["member_name"]):
		return
	number = [person["member_name"] for person in people()].index(row["member_name"]) + 1
	roles = row["roles"].split(";")
	doc = members.create_member(
		unit(row["unit"]), row["member_name"], row["id_number"], roles, mobile=f"130000000{number:02d}"
	)
	members.set_password(doc.name, password, must_change=False)
	if privacy.text() and row["member_name"] != UNDECIDED:
		agreed = {"privacy_version": privacy.version(), "privacy_accepted_on": now_datetime()}
		frappe.db.set_value("Unit Member", doc.name, agreed)


def _ensure_notice(title: str, committee: int, issuer: str, region: str) -> None:
	name, level, series = COMMITTEES[committee][:3]
	if notice(series, level):
		return
	today = get_datetime(now_datetime().date())
	_insert_notice(
		title=title.format(year=today.year),
		committee=name,
		issuer=issuer,
		region=region,
		year=today.year,
		apply_from=add_to_date(today, days=-30, hours=9),
		apply_to=add_to_date(today, days=60, hours=18),
	)


def _ensure_old_notice() -> None:
	"""Last year's, closed: so that the list shows why it cannot be chosen."""
	year = now_datetime().year - 1
	if frappe.db.exists("Evaluation Notice", {"declare_year": year}):
		return
	_insert_notice(
		title=NOTICES[0][0].format(year=year),
		committee=COMMITTEES[1][0],
		issuer="SC-HEALTH",
		region="",
		year=year,
		apply_from=get_datetime(f"{year}-06-01 00:00:00"),
		apply_to=get_datetime(f"{year}-06-30 18:00:00"),
		status="截止",
	)


def _insert_notice(*, title, committee, issuer, region, year, apply_from, apply_to, status="发布") -> None:
	row = frappe.db.get_value(
		"Evaluation Committee", {"committee_name": committee}, ["name", "level", "series"], as_dict=True
	)
	doc = frappe.new_doc("Evaluation Notice")
	doc.update({"title": title, "doc_no": f"测试〔{year}〕{frappe.db.count('Evaluation Notice') + 1}号"})
	doc.update({"committee": row.name, "level": row.level, "series": row.series, "declare_year": year})
	doc.update({"issuer_unit": unit(issuer), "eligible_region": region or None, "status": status})
	doc.update({"apply_from": apply_from, "apply_to": apply_to, "resubmit_deadline": add_days(apply_to, 30)})
	doc.update({"cutoff_date": f"{year - 1}-12-31", "assessment_years": 5, "contact": "测试联系人 13000000100"})
	for rule in conditions.rules(row.level, row.series):
		doc.append("eligibility_rules", rule)
	doc.body = BODY.format(series=row.series, level=row.level, cutoff=year - 1)
	doc.insert(ignore_permissions=True)
