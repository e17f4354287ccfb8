"""What a reviewer wants corrected, field by field (issue of 返回修改 and 拒绝; design 3, Correction).

Written in the one door with the act that sends the case back, against the dossier as it was submitted. A correction
stays open until its applicant sends the case again, or until the stage that asked for it passes the case after all.
"""

import frappe
from frappe import _
from frappe.utils import now_datetime

from zhicheng.constants import APPLICANT_STATES, Action
from zhicheng.domain import records
from zhicheng.domain.approval import inputs
from zhicheng.domain.dossier import section_fields
from zhicheng.domain.dossier.anchors import anchor
from zhicheng.domain.dossier.sections import BY_KEY, SECTIONS, Section
from zhicheng.domain.people import members
from zhicheng.domain.queries import dossiers, rows
from zhicheng.exceptions import ActionNotAllowed, CorrectionInvalid

DOCTYPE = "Correction"
TAKES = (Action.RETURN, Action.REJECT)
MOST, LONGEST = 60, 300
FIELDS = ("name", "section", "row_name", "row_no", "fieldname", "label", "reason", "round_no", "stage_name", "unit_name")


def read(application: str, action: str, items: object) -> list[dict]:
	"""What the form sent, each with its section, row, field, label and remark; nothing is written.

	:raises ActionNotAllowed: when the act sends nothing back
	:raises CorrectionInvalid: when a place does not exist or a remark is missing
	"""
	if not items:
		return []
	if action not in TAKES:
		raise ActionNotAllowed(_("只有“返回修改”和“拒绝”可以列出需要补正的内容。"))
	if not isinstance(items, list) or len(items) > MOST:
		raise CorrectionInvalid(_("需要补正的内容最多列 {0} 处，请把同类问题合并成一条。").format(MOST))
	dossier = dossiers.dossier(application)
	return [_item(dossier, number, item) for number, item in enumerate(items, start=1)]


def summary(items: list[dict]) -> str:
	"""The reason of the act, where the reviewer wrote none beside the items."""
	titles = "、".join(dict.fromkeys(BY_KEY[item["section"]].title for item in items))
	return _("共有{0}处需要补正（{1}），请逐项修改。").format(len(items), titles) if items else ""


def keep(case: dict, task: dict, items: list[dict]) -> None:
	"""Write them beside the act that sends the case back."""
	member = members.member_of(frappe.session.user)
	for item in items:
		row = frappe.new_doc(DOCTYPE)
		row.update({**item, "application": case.name, "task": task.name, "round_no": case.round_no})
		row.update({"stage": task.stage, "stage_name": task.stage_name, "unit_name": task.unit_name})
		row.raised_by_name = member.member_name if member else frappe.session.user
		row.raised_on = now_datetime()
		records.insert(row)


def close(application: str, *, stage: str = "") -> None:
	"""Sent again: all are dealt with; passed at a stage: those that this stage asked for."""
	filters = {"application": application, "resolved": 0}
	if stage:
		filters["stage"] = stage
	for name in frappe.get_all(DOCTYPE, filters=filters, pluck="name"):
		frappe.db.set_value(DOCTYPE, name, {"resolved": 1, "resolved_on": now_datetime()})


def open_for(application: str) -> list[dict]:
	"""The open ones in the order of the sections, each with its place as it stands now.

	:return: FIELDS of each plus section_title, row (empty when the row is gone), message, anchor
	"""
	return _placed(application, of_case(application, resolved=0))


def open_sections(application: str) -> dict[str, int]:
	"""How many are open in each section that has any: the state 待修改 of the list at the left."""
	found: dict[str, int] = {}
	for row in of_case(application, resolved=0):
		found[row.section] = found.get(row.section, 0) + 1
	return found


def asked_of_applicant(application: str, state: str) -> list[dict]:
	"""What the applicant is to correct now: nothing while the case is with somebody else."""
	return open_for(application) if state in (str(one) for one in APPLICANT_STATES) else []


def of_case(application: str, **filters) -> list[frappe._dict]:
	"""All of a case, or those that the filters name."""
	columns = (*FIELDS, "resolved", "resolved_on", "raised_by_name", "raised_on")
	return rows.many(DOCTYPE, columns, ordered=("raised_on", "creation"), application=application, **filters)


def places(application: str) -> list[dict]:
	"""What a correction can point at: sections with their fields, and the rows of the table ones."""
	dossier = dossiers.dossier(application)
	return [_place(dossier, section) for section in SECTIONS]


def _place(dossier: dict, section: Section) -> dict:
	rows = dossiers.rows(dossier.name, section) if section.is_table else []
	first = section_fields.grid_fields(section)[:2] if section.is_table else []
	return {
		"section": section.key,
		"title": section.title,
		"fields": [{"fieldname": name, "label": label} for name, label in _labels(section).items()],
		"rows": [
			{"row": row.name, "row_no": row.idx, "title": " ".join(str(row[df.fieldname] or "") for df in first).strip()}
			for row in rows
		],
	}


def _labels(section: Section) -> dict[str, str]:
	"""Fields, fields shown again, and places of proofs that are no field."""
	found = dict(section.repeats)
	found.update({df.fieldname: df.label for df in section_fields.own_fields(section)})
	for proof in section_fields.proofs(section):
		found.setdefault(proof.fieldname, f"附件：{proof.label}")
	return found


def _item(dossier: dict, number: int, item: object) -> dict:
	item = inputs.mapping(item, _("需要补正的内容"), CorrectionInvalid)
	given = {key: str(item.get(key) or "") for key in ("section", "row", "fieldname")}
	section = BY_KEY.get(given["section"])
	if not section:
		raise CorrectionInvalid(_("第{0}条补正内容没有选择档案袋中的哪一部分。").format(number))
	labels = _labels(section)
	if given["fieldname"] and given["fieldname"] not in labels:
		raise CorrectionInvalid(_("“{0}”中没有第{1}条所指的字段，请重新选择。").format(section.title, number))
	reason = inputs.text(item.get("remark"), _("第{0}条补正内容").format(number), CorrectionInvalid, limit=LONGEST)
	if not reason:
		raise CorrectionInvalid(_("请写明第{0}条（{1}）要怎样补正。").format(number, section.title))
	row = _row(dossier, section, given["row"], number)
	return {
		"section": section.key,
		"row_name": row.name if row else "",
		"row_no": row.idx if row else 0,
		"fieldname": given["fieldname"],
		"label": labels.get(given["fieldname"], ""),
		"reason": reason,
	}


def _row(dossier: dict, section: Section, name: str, number: int) -> frappe._dict | None:
	if not name:
		return None
	rows = dossiers.rows(dossier.name, section) if section.is_table else []
	found = next((row for row in rows if row.name == name), None)
	if not found:
		raise CorrectionInvalid(_("“{0}”中没有第{1}条所指的那一行，请重新选择。").format(section.title, number))
	return found


def _placed(application: str, found: list[frappe._dict]) -> list[dict]:
	if not found:
		return []
	dossier = dossiers.dossier(application)
	order = {section.key: number for number, section in enumerate(SECTIONS)}
	tables = {row.section for row in found if row.row_name and BY_KEY[row.section].is_table}
	numbers = {row.name: row.idx for key in tables for row in dossiers.rows(dossier.name, BY_KEY[key])}
	for row in found:
		row.row = row.row_name if row.row_name in numbers else ""
		row.section_title = BY_KEY[row.section].title
		row.message = _message(row, numbers.get(row.row_name, row.row_no))
		row.row_no = numbers.get(row.row_name, row.row_no)
		row.anchor = "" if row.row_name and not row.row else _anchor(row)
	return sorted(found, key=lambda row: (order[row.section], row.row_no))


def _anchor(row: dict) -> str:
	section = BY_KEY[row.section]
	is_field = row.fieldname in {df.fieldname for df in section_fields.own_fields(section)} | set(section.repeats)
	return anchor(row.fieldname, row.row, proof=not is_field)


def _message(row: dict, row_no: int) -> str:
	place = (f"第 {row_no} 行" if row_no else "") + (f"“{row.label}”" if row.label else "")
	return f"{place}：{row.reason}" if place else row.reason
