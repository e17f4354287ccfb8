"""A province of made-up units, clerks, applicants and committees (27 series × 3 levels of the province, 2 levels of each prefecture),
written past the forms."""

import frappe
from frappe.utils import now_datetime

# of ten units of a county: two departments, then what stands below them
SHARE = ("CNTY_DEPT", "CNTY_DEPT", "CNTY_AFFIL", "CNTY_AFFIL", "CNTY_AFFIL", "CNTY_AFFIL", "CNTY_SOE", "CNTY_PRIV", "CNTY_PRIV", "CNTY_PRIV")
# one unit in so many has nobody to act, one in so many an empty link
NO_CLERK, NO_LINK = 50, 70


def make(number: int, applicants: int = 0) -> list[dict]:
	"""Units, their clerks, committees, and so many applicants more; nothing of the site's own stays until the rollback."""
	_empty()
	_committees()
	found = _units(number)
	_people(found, applicants)
	return found


def _empty() -> None:
	for doctype in ("Unit", "Unit Member", "Unit Member Role", "Unit Industry Series", "Evaluation Committee"):
		frappe.db.delete(doctype)


def _committees() -> None:
	series = frappe.get_all("Title Series", pluck="name")
	places = [("省级", "510000", "O", ("高级", "中级", "初级"))]
	places += [("市(州)级", region, f"O{region}", ("中级", "初级")) for region in regions("市(州)级")]
	rows = []
	for scope, region, office, levels in places:
		for level in levels:
			rows += [(f"{region}{level}{name}"[:140], f"{region}{name}{level}", level, name, scope, region, office, "启用") for name in series]
	insert("Evaluation Committee", ("name", "committee_name", "level", "series", "scope", "region", "office_unit", "status"), rows)


def _units(number: int) -> list[dict]:
	"""Province ─ prefectures ─ counties, each with an HR bureau and an office; the rest in equal parts below the counties."""
	cities, counties = regions("市(州)级"), regions("县(区)级")
	above = {code: frappe.db.get_value("Region", code, "parent_region") for code in counties}
	found: list[dict] = [_unit("P", "PROV_DEPT", "510000", "", 1, "省级"), _unit("O", "PROV_DEPT", "510000", "P", 0, "省级")]
	for code in cities:
		found.append(_unit(f"H{code}", "CITY_DEPT", code, "P", 1, "市(州)级", city=f"H{code}"))
		found.append(_unit(f"O{code}", "CITY_DEPT", code, f"H{code}", 0, "市(州)级", city=f"H{code}"))
		for county in (one for one in counties if above[one] == code):
			found.append(_unit(f"H{county}", "CNTY_DEPT", county, f"H{code}", 1, "县(区)级", city=f"H{code}", county=f"H{county}"))
	left = number - len(found)
	for index in range(left):
		county, place = counties[index % len(counties)], index // len(counties)
		category = SHARE[place % len(SHARE)]
		bureau = f"H{county}"
		parent = bureau if category in ("CNTY_DEPT", "CNTY_PRIV") else f"{county}-{place - place % len(SHARE)}"
		found.append(_unit(f"{county}-{place}", category, county, parent, 0, "县(区)级", city=f"H{above[county]}", county=bureau))
	for index, row in enumerate(found):
		if index % NO_LINK == NO_LINK - 1:
			row["cnty_hrss"] = None
	_number(found)
	columns = tuple(found[0])
	insert("Unit", columns, [tuple(row[column] for column in columns) for row in found])
	return found


def _number(found: list[dict]) -> None:
	"""lft and rgt of the nested set."""
	below: dict[str | None, list[dict]] = {}
	for row in found:
		below.setdefault(row["parent_unit"], []).append(row)
	count, left = 0, [(row, False) for row in reversed(below[None])]
	while left:
		row, is_done = left.pop()
		count += 1
		row["rgt" if is_done else "lft"] = count
		if not is_done:
			left.append((row, True))
			left += [(child, False) for child in reversed(below.get(row["name"], []))]


def _unit(name: str, category: str, region: str, parent: str, is_hrss: int, level: str, city: str = "", county: str = "") -> dict:
	return {
		"name": name, "unit_name": f"测试单位{name}", "unit_category": category, "region": region, "status": "启用",
		"is_hrss_bureau": is_hrss, "prov_hrss": "P", "city_hrss": city or None, "cnty_hrss": county or None,
		"supervising_unit": parent if category in ("CNTY_AFFIL", "CNTY_SOE") else None, "parent_unit": parent or None,
		"unit_level": level, "lft": 0, "rgt": 0, "uscc": name,
	}  # fmt: skip


def _people(found: list[dict], applicants: int) -> None:
	roles = {row.name: row for row in frappe.get_all("Unit Category", fields=["name", "clerk_role", "hrss_role"])}
	offices = ("高评办经办人员(职称)", "中评办经办人员(职称)", "初评办经办人员(职称)")
	series = frappe.get_all("Title Series", pluck="name")
	people, held, duties = [], [], []
	for index, row in enumerate(found):
		if index % NO_CLERK == NO_CLERK - 1:
			continue
		category = roles[row["unit_category"]]
		people.append((row["name"], row["name"], "测试", f"bench{index}", "启用", f"h{index}"))
		own = [category.clerk_role, *([category.hrss_role] if row["is_hrss_bureau"] else []), *(offices if row["name"].startswith("O") else ())]
		held += [(f"{row['name']}{n}", row["name"], "Unit Member", "member_roles", role) for n, role in enumerate(own)]
		if row["unit_category"].endswith("DEPT"):
			one = series[index % len(series)]
			duties.append((row["name"], row["name"], "Unit", "industry_series", one))
	for index in range(applicants):
		people.append((f"a{index}", found[index * 7 % len(found)]["name"], f"测试{index}", f"applicant{index}", "启用", f"ha{index}"))
	insert("Unit Member", ("name", "unit", "member_name", "user", "status", "id_hash"), people)
	insert("Unit Member Role", ("name", "parent", "parenttype", "parentfield", "role"), held)
	insert("Unit Industry Series", ("name", "parent", "parenttype", "parentfield", "series"), duties)


def regions(level: str) -> list[str]:
	return frappe.get_all("Region", filters={"region_level": level}, pluck="name", order_by="name")


def insert(doctype: str, columns: tuple, rows: list[tuple]) -> None:
	now = now_datetime()
	fields = [*columns, "creation", "modified", "owner", "modified_by"]
	frappe.db.bulk_insert(doctype, fields=fields, values=[(*row, now, now, "Administrator", "Administrator") for row in rows], chunk_size=2_000)
