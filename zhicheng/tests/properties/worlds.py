"""Small worlds made up by hypothesis: units that hang together somehow, clerks, committees, routes; and the settings of a run."""

import os

import frappe
from frappe.utils import getdate, now_datetime
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from zhicheng.constants import Category, Level, Resolver, Role, StageKind

YEAR = getdate().year
MORE = int(os.environ.get("ZHICHENG_EXAMPLES") or 0)
SERIES = ("卫生技术人员", "工程技术人员")
REGION_OF = {"县(区)级": ("513201", "513221"), "市(州)级": ("513200", "510600"), "省级": ("510000",), "中央": ("510700",)}


def tried(examples: int):
	"""The same examples in every run of the suite; many others when asked for."""
	return settings(
		max_examples=MORE or examples, derandomize=not MORE, database=None, deadline=None,
		suppress_health_check=list(HealthCheck),
	)  # fmt: skip


@st.composite
def unit_rows(draw, most: int = 7) -> list[dict]:
	"""Units whose links lead anywhere: to another, to none, to one that does not exist."""
	number = draw(st.integers(1, most))
	links = st.one_of(st.none(), st.integers(0, number - 1), st.just("nobody"))
	levels = dict(frappe.get_all("Unit Category", fields=["name", "category_level"], as_list=True))
	rows = []
	for _index in range(number):
		category = draw(st.sampled_from(list(Category))).value
		row = {"unit_category": category, "unit_level": levels[category], "region": draw(st.sampled_from(REGION_OF[levels[category]]))}
		row["status"] = draw(st.sampled_from(("启用", "启用", "启用", "停用")))
		row["is_hrss_bureau"] = int(category.endswith("DEPT") and draw(st.booleans()))
		row["links"] = {field: draw(links) for field in ("parent_unit", "supervising_unit", "prov_hrss", "city_hrss", "cnty_hrss")}
		row["duties"] = draw(st.sets(st.sampled_from(SERIES)))
		row["clerks"] = draw(st.lists(st.tuples(st.sampled_from(list(Role)), st.sampled_from(("启用", "启用", "停用"))), max_size=3))
		# most units have whom their own category asks for
		row["own_clerk"] = draw(st.sampled_from((True, True, False)))
		rows.append(row)
	return rows


@st.composite
def stage_rows(draw) -> list[dict]:
	"""个人申报, 所在单位, some stages between, 资格审查, 评审, 终审; a row may say another unit or nobody at all."""
	kinds: dict[str, list[str]] = {}
	for code, kind in frappe.get_all("Approval Stage", fields=["name", "stage_kind"], order_by="name", as_list=True):
		kinds.setdefault(kind, []).append(code)
	between = draw(st.lists(st.sampled_from(kinds[StageKind.REVIEW]), unique=True, max_size=3))
	last = [draw(st.sampled_from(kinds[kind])) for kind in (StageKind.OFFICE, StageKind.COMMITTEE, StageKind.FINAL)]
	other = st.one_of(st.none(), st.none(), st.sampled_from([resolver.value for resolver in Resolver]))
	return [{"stage": code, "resolver": draw(other) if code not in ("A", "U") else None} for code in ["A", "U", *between, *last]]


@st.composite
def routes(draw) -> list[dict]:
	found = draw(st.lists(stage_rows(), max_size=3))
	return [
		{
			"level": draw(st.sampled_from(list(Level))).value,
			"unit_category": draw(st.sampled_from(list(Category))).value,
			"committee_scope": draw(st.sampled_from(("", None, "省级", "市(州)级", "县(区)级"))),
			"valid_from_year": draw(st.sampled_from((2020, YEAR, YEAR + 1))),
			"status": draw(st.sampled_from(("已发布", "已发布", "草稿"))),
			"stages": stages,
		}
		for stages in found
	]


@st.composite
def committees(draw) -> list[dict]:
	places = {"省级": ("510000",), "市(州)级": ("513200",), "县(区)级": ("513201",)}
	rows = []
	for _index in range(draw(st.integers(1, 2))):
		scope = draw(st.sampled_from(list(places)))
		row = {"scope": scope, "region": draw(st.sampled_from(places[scope])), "level": draw(st.sampled_from(list(Level))).value}
		row.update({"series": draw(st.sampled_from(SERIES)), "office": draw(st.one_of(st.none(), st.integers(0, 6), st.just("nobody")))})
		rows.append(row)
	return rows


def write_units(rows: list[dict]) -> list[str]:
	names = [frappe.generate_hash(length=10) for _row in rows]
	own_role = dict(frappe.get_all("Unit Category", fields=["name", "clerk_role"], as_list=True))
	start = frappe.db.get_value("Unit", {"rgt": [">", 0]}, "rgt", order_by="rgt desc") + 1
	for index, (name, row) in enumerate(zip(names, rows, strict=True)):
		values = {field: _named(names, link) for field, link in row["links"].items()}
		values.update({key: row[key] for key in ("unit_category", "unit_level", "region", "status", "is_hrss_bureau")})
		values.update({"unit_name": f"测试单位{index}", "uscc": name, "lft": start + 2 * index, "rgt": start + 2 * index + 1})
		insert("Unit", name, **values)
		for series in row["duties"]:
			insert("Unit Industry Series", None, parent=name, parenttype="Unit", parentfield="industry_series", series=series)
		own = [(own_role[row["unit_category"]], "启用")] if row["own_clerk"] else []
		for role, status in [*own, *row["clerks"]]:
			write_clerk(name, str(role), status)
	return names


def write_clerk(unit: str, role: str, status: str) -> None:
	member = frappe.generate_hash(length=10)
	insert("Unit Member", member, unit=unit, member_name="测试", user=f"{member}@title.invalid", status=status, id_hash=member)
	insert("Unit Member Role", None, parent=member, parenttype="Unit Member", parentfield="member_roles", role=role)


def write_route(row: dict) -> str:
	name = frappe.generate_hash(length=10)
	stages = row["stages"]
	values = {key: value for key, value in row.items() if key != "stages"}
	insert("Approval Route", name, title="测试流程", route_code=name, version=99, **values)
	for idx, stage in enumerate(stages, start=1):
		insert("Approval Route Stage", None, parent=name, parenttype="Approval Route", parentfield="stages", idx=idx, **stage)
	return name


def write_committee(row: dict, units: list[str]) -> str:
	name = frappe.generate_hash(length=10)
	values = {key: value for key, value in row.items() if key != "office"}
	insert("Evaluation Committee", name, committee_name=f"测试评委会{name}", status="启用", office_unit=_named(units, row["office"]), **values)
	return name


def insert(doctype: str, name: str | None, **values) -> str:
	"""A row past every rule: base data as no form would let it be."""
	now = now_datetime()
	doc = frappe.get_doc({"doctype": doctype, "name": name or frappe.generate_hash(length=10), "docstatus": 0, **values})
	doc.update({"creation": now, "modified": now, "owner": "Administrator", "modified_by": "Administrator"})
	doc.db_insert()
	return doc.name


def _named(names: list[str], link) -> str | None:
	if link is None or link == "nobody":
		return link
	return names[link % len(names)]
