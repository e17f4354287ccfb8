"""The cascading selects of 首页: level, sub-level, series, speciality, qualification (domain 4.1)."""

import frappe

from zhicheng.constants import SUB_LEVELS


def for_cover(dossier: dict) -> dict:
	"""Options by field; a qualification says its sub-level, so that the page can narrow the list."""
	return {
		"sub_level": [{"value": word, "label": word} for word in SUB_LEVELS.get(dossier.level, ())],
		"speciality": [{"value": word, "label": word} for word in specialities(dossier.series)],
		"qualification": [
			{"value": row.name, "label": row.qualification_name, "when": row.sub_level}
			for row in qualifications(dossier.series, dossier.level)
		],
	}


def specialities(series: str) -> list[str]:
	return frappe.get_all(
		"Title Speciality",
		filters={"series": series, "enabled": 1},
		order_by="speciality_name asc",
		pluck="speciality_name",
	)


def qualifications(series: str, level: str) -> list[dict]:
	return frappe.get_all(
		"Title Qualification",
		filters={"series": series, "enabled": 1, "sub_level": ["in", list(SUB_LEVELS.get(level, ()))]},
		fields=["name", "qualification_name", "sub_level"],
		order_by="sub_level asc, qualification_name asc",
	)


def mismatch(values: dict) -> list[dict]:
	"""Errors when sub-level or qualification do not belong to the notice's level and series."""
	errors = []
	if values.get("sub_level") and values["sub_level"] not in SUB_LEVELS.get(values.get("level"), ()):
		errors.append(
			{
				"fieldname": "sub_level",
				"label": "申报层级",
				"message": f"“{values['sub_level']}”不属于{values.get('level')}，请重新选择申报层级。",
			}
		)
	if values.get("qualification") and not _fits(values):
		errors.append(
			{
				"fieldname": "qualification",
				"label": "申报资格名称",
				"message": "所选资格名称与申报系列、层级不一致，请先选申报层级，再选资格名称。",
			}
		)
	return errors


def _fits(values: dict) -> bool:
	row = frappe.db.get_value("Title Qualification", values["qualification"], ["series", "sub_level"], as_dict=True)
	return bool(row) and row.series == values.get("series") and row.sub_level == values.get("sub_level")
