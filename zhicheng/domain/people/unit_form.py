"""The checks of the unit form (domain 3.1): region, parent, HR bureaus, code, nature, contact."""

import re

import frappe
from frappe.utils import cint
from stdnum.cn import uscc

from zhicheng.domain.people import open_work
from zhicheng.domain.queries import regions, units
from zhicheng.exceptions import UnitInvalid

RANK = {"中央": 1, "省级": 1, regions.CITY: 2, regions.COUNTY: 3}
BUREAUS = {"prov_hrss": "省人社部门", "city_hrss": "市(州)人社部门", "cnty_hrss": "县(区)人社部门"}
# which HR bureaus a unit of this level names
BUREAUS_OF_LEVEL = {
	"中央": ("prov_hrss",),
	"省级": ("prov_hrss",),
	regions.CITY: ("prov_hrss", "city_hrss"),
	regions.COUNTY: ("prov_hrss", "city_hrss", "cnty_hrss"),
}
# categories that stand under a department, and those that have none
SUPERVISED = ("PROV_AFFIL", "PROV_ENT", "CITY_AFFIL", "CITY_SOE", "CNTY_AFFIL", "CNTY_SOE")
UNSUPERVISED = ("CENTRAL", "CITY_PRIV", "CNTY_PRIV")
# GB 32100-2015: no I, O, S, V, Z
CODE_ALPHABET = set("0123456789ABCDEFGHJKLMNPQRTUWXY")
MOBILE = re.compile(r"1\d{10}")
LANDLINE = re.compile(r"0\d{2,3}-?\d{7,8}(-\d{1,6})?")


def prepare(doc) -> None:
	"""Trim what was typed and fill what follows from category, region and parent."""
	for fieldname in ("unit_name", "short_name", "contact_name", "contact_phone", "head_name", "postcode"):
		doc.set(fieldname, (doc.get(fieldname) or "").strip())
	doc.uscc = uscc.compact(doc.uscc or "")
	doc.is_group = 1
	if not (doc.unit_category and doc.region):
		return
	category = frappe.get_cached_doc("Unit Category", doc.unit_category)
	doc.unit_level = category.category_level
	doc.unit_nature = doc.unit_nature or natures(category)[0]
	_fill_bureaus(doc)
	_fill_supervising_unit(doc)


def require_filled(doc) -> None:
	"""Every field marked * at once, so that the clerk fills them in one go."""
	missing = [field.label for field in doc.meta.fields if field.reqd and not doc.get(field.fieldname)]
	if missing:
		raise UnitInvalid(f"请填写：{'、'.join(missing)}。")


def check(doc) -> None:
	"""All checks; the first broken rule is told."""
	for _fieldname, rule in CHECKS:
		rule(doc)


def faults(doc) -> list[tuple[str, str]]:
	"""All checks, each told with its field: what a table of units shows beside its cells."""
	found = []
	for fieldname, rule in CHECKS:
		try:
			rule(doc)
		except UnitInvalid as refusal:
			found.append((fieldname, str(refusal)))
	return found


def natures(category) -> list[str]:
	return [line.strip() for line in (category.allowed_natures or "").splitlines() if line.strip()] or ["其他"]


def _fill_bureaus(doc) -> None:
	found = units.hrss_bureaus_for(doc.region)
	own = BUREAUS_OF_LEVEL[doc.unit_level][-1]
	for fieldname in BUREAUS:
		if fieldname not in BUREAUS_OF_LEVEL[doc.unit_level]:
			doc.set(fieldname, None)
		elif doc.is_hrss_bureau and fieldname == own:
			doc.set(fieldname, doc.name)
		elif _moved(doc, fieldname) or not doc.get(fieldname):
			doc.set(fieldname, found[fieldname] or None)


def _moved(doc, fieldname: str) -> bool:
	"""The region was changed and the bureau of the old region was left standing."""
	before = doc.get_doc_before_save()
	return bool(before) and before.region != doc.region and before.get(fieldname) == doc.get(fieldname)


def _fill_supervising_unit(doc) -> None:
	if doc.unit_category in UNSUPERVISED:
		doc.supervising_unit = None
		return
	is_open = doc.unit_category in SUPERVISED and not doc.supervising_unit and doc.parent_unit
	if is_open and not _supervision_fault(doc, doc.parent_unit):
		doc.supervising_unit = doc.parent_unit


def _check_code(doc) -> None:
	code = doc.uscc
	if len(code) != 18 or set(code) - CODE_ALPHABET:
		raise UnitInvalid(
			"统一社会信用代码应为18位数字和大写字母（不含I、O、S、V、Z）。请对照营业执照或法人证书检查。"
		)
	if code[-1] != uscc.calc_check_digit(code[:-1]):
		raise UnitInvalid("统一社会信用代码的校验位不对，可能有一位输错。请对照营业执照或法人证书逐位检查。")
	if _others(doc, "uscc", code):
		raise UnitInvalid("这个统一社会信用代码已经登记过，不能重复添加。请先查询该单位。")


def _check_name(doc) -> None:
	if not doc.unit_name:
		raise UnitInvalid("请填写单位名称，与单位公章一致。")
	if _others(doc, "unit_name", doc.unit_name, doc.region):
		place = regions.name_of(doc.region)
		raise UnitInvalid(f"“{place}”已有名为“{doc.unit_name}”的单位，不能重复添加。请先查询该单位。")


def _check_nature(doc) -> None:
	category = _category(doc)
	if doc.unit_nature not in natures(category):
		raise UnitInvalid(
			f"“{category.category_name}”的单位性质不能是“{doc.unit_nature}”，请从“{'、'.join(natures(category))}”中选择。"
		)


def _check_region(doc) -> None:
	level = regions.level_of(doc.region)
	if RANK[doc.unit_level] > 1 and level != doc.unit_level:
		name = "市(州)" if doc.unit_level == regions.CITY else "县(区)"
		raise UnitInvalid(
			f"{doc.unit_level}单位的所属行政区域应选到{name}，现在选的是{level}“{regions.name_of(doc.region)}”。请重新选择。"
		)


def _check_parent(doc) -> None:
	if not doc.parent_unit:
		root = units.root_unit()
		if root and root != doc.name:
			raise UnitInvalid("请选择上级机构名称，一般为创建本单位的单位。")
		if not (doc.is_hrss_bureau and doc.unit_category == "PROV_DEPT"):
			raise UnitInvalid("没有上级机构的单位只能是省人社厅，请选择上级机构名称。")
		return
	parent = units.get_unit(doc.parent_unit)
	_check_parent_state(doc, parent)
	if RANK[parent.unit_level] > RANK[doc.unit_level]:
		raise UnitInvalid(f"上级机构“{parent.unit_name}”的层级低于本单位，请重新选择上级机构。")
	if RANK[parent.unit_level] > 1 and not regions.is_within(doc.region, parent.region):
		raise UnitInvalid(
			f"“{regions.name_of(doc.region)}”不在上级机构“{parent.unit_name}”所在的"
			f"“{regions.name_of(parent.region)}”范围内。请检查所属行政区域和上级机构。"
		)


def _check_parent_state(doc, parent) -> None:
	if not doc.is_new() and units.is_within(doc.parent_unit, doc.name):
		raise UnitInvalid("上级机构不能是本单位自己或本单位的下级，请重新选择。")
	before = doc.get_doc_before_save()
	if parent.status != units.ENABLED and not (before and before.parent_unit == doc.parent_unit):
		raise UnitInvalid(f"上级机构“{parent.unit_name}”已停用，请选择其他上级机构。")


def _check_bureau_flag(doc) -> None:
	category = _category(doc)
	if not doc.is_hrss_bureau:
		return
	if not category.is_department:
		raise UnitInvalid(f"“{category.category_name}”不能是人社部门，请取消勾选“是否人社部门”。")
	level = regions.level_of(doc.region)
	if level != doc.unit_level:
		raise UnitInvalid(f"{doc.unit_level}人社部门的所属行政区域应是{doc.unit_level}，请重新选择。")
	if _others(doc, "is_hrss_bureau", 1, doc.region):
		raise UnitInvalid(f"“{regions.name_of(doc.region)}”已有人社部门，每个行政区域只能有一个。")


def _check_bureaus(doc) -> None:
	found = units.hrss_bureaus_for(doc.region)
	for fieldname in BUREAUS_OF_LEVEL[doc.unit_level]:
		_check_bureau(doc, fieldname, found[fieldname])


def _check_bureau(doc, fieldname: str, expected: str) -> None:
	label, chosen = BUREAUS[fieldname], doc.get(fieldname)
	if chosen == doc.name and doc.is_hrss_bureau:
		return
	if not chosen:
		raise UnitInvalid(f"请填写{label}；本地区的{label}还没有登记时，请先联系上级单位添加。")
	before = doc.get_doc_before_save()
	unchanged = before and before.get(fieldname) == chosen and before.region == doc.region
	if chosen != expected and not unchanged:
		right = f"应为“{units.name_of(expected)}”" if expected else "本地区的还没有登记"
		raise UnitInvalid(f"{label}填错了：“{units.name_of(chosen)}”不是本地区的{label}，{right}。")


def _check_supervising_unit(doc) -> None:
	if doc.unit_category in SUPERVISED and not doc.supervising_unit:
		raise UnitInvalid("请选择主管部门：同级的部门单位，一般同上级机构。")
	if doc.supervising_unit:
		fault = _supervision_fault(doc, doc.supervising_unit)
		if fault:
			raise UnitInvalid(fault)


def _supervision_fault(doc, supervisor: str) -> str:
	"""Why this unit cannot be the 主管部门; empty when it can."""
	row = units.get_unit(supervisor)
	if not row:
		return "选择的主管部门不存在，请重新选择。"
	category = frappe.get_cached_doc("Unit Category", row.unit_category)
	if not category.is_department or category.category_level != doc.unit_level:
		return f"主管部门应是{doc.unit_level}的部门单位，“{row.unit_name}”不是。请重新选择。"
	if RANK[doc.unit_level] > 1 and row.region != doc.region:
		return f"主管部门“{row.unit_name}”与本单位不在同一行政区域，请重新选择。"
	return "主管部门不能是本单位自己，请重新选择。" if supervisor == doc.name else ""


def _check_industry(doc) -> None:
	category = _category(doc)
	if doc.industry_series and not category.is_department:
		raise UnitInvalid(f"“{category.category_name}”没有行业主管职能，请清空“行业主管职能”。")


def _check_contact(doc) -> None:
	phone = doc.contact_phone
	if not (doc.contact_name and phone):
		raise UnitInvalid("请填写联系人和联系电话，上级单位和用户需要与本单位联系。")
	if not (MOBILE.fullmatch(phone) or LANDLINE.fullmatch(phone)):
		raise UnitInvalid("联系电话应为11位手机号码，或带区号的固定电话，如0837-2820000。请检查。")


def _check_postcode(doc) -> None:
	if doc.postcode and not re.fullmatch(r"\d{6}", doc.postcode):
		raise UnitInvalid("邮政编码应为6位数字，请检查。")


def _check_email(doc) -> None:
	if doc.email and not frappe.utils.validate_email_address(doc.email):
		raise UnitInvalid("电子邮箱的格式不对，请检查。")


def _check_category_change(doc) -> None:
	"""Whoever changes the category has seen every running case, on the form that lists them; a blind save is refused."""
	before = doc.get_doc_before_save()
	if not before or before.unit_category == doc.unit_category:
		return
	running = units.running_cases(doc.name)
	if running and cint(doc.get("cases_seen")) != running:
		raise UnitInvalid(
			f"本单位有{running}份申报正在办理。修改单位隶属关系前，请在单位表单上逐份选择保持原流程或改派，再保存。"
		)


def _others(doc, *asked) -> bool:
	return any(name != doc.name for name in units.holders_of(*asked))


def _category(doc):
	return frappe.get_cached_doc("Unit Category", doc.unit_category)


# every check with the field that its sentence is about, in the order in which the form tells them
CHECKS = (
	("uscc", _check_code),
	("unit_name", _check_name),
	("unit_nature", _check_nature),
	("region", _check_region),
	("parent_unit", _check_parent),
	("is_hrss_bureau", _check_bureau_flag),
	("region", _check_bureaus),
	("supervising_unit", _check_supervising_unit),
	("industry_series", _check_industry),
	("contact_phone", _check_contact),
	("postcode", _check_postcode),
	("email", _check_email),
	("unit_category", _check_category_change),
	("status", open_work.require_unit_free),
)
