"""Rules between the values of a dossier (domain 4.3-4.12): errors block submission, doubts only advise.

Pure functions of the dossier's row and its tables' rows; each gives section, fieldname, label, message and row.
"""

from datetime import timedelta
from itertools import pairwise

import frappe
from frappe.utils import add_years, cint, getdate

from zhicheng.domain.queries import dossiers

SUMMARY_LENGTH = (500, 3000)
PERIODS = {
	"education": "end_date",
	"training": "end_date",
	"work": "end_date",
	"achievement_before": "end_date",
	"achievement_after": "end_date",
}
CE_HOURS = 90
GAP = timedelta(days=183)
OVERLAP = timedelta(days=31)


def errors(dossier: dict, rows: dict[str, list]) -> list[dict]:
	return [
		*_pledge(dossier),
		*_dates_of_life(dossier),
		*_periods(rows),
		*_split(dossier, rows),
		*_assessments(dossier, rows["assessment"]),
		*_overlaps(rows["work"]),
		*_same_names(rows["other_attachment"]),
		*_summary_too_long(dossier),
	]


def doubts(dossier: dict, rows: dict[str, list]) -> list[dict]:
	return [*_ce_hours(dossier), *_gaps(rows["work"]), *_summary_short(dossier)]


def _item(section: str, fieldname: str, label: str, message: str, row=None) -> dict:
	return {"section": section, "fieldname": fieldname, "label": label, "message": message, "row": row}


def _pledge(dossier: dict):
	if dossier.signer and dossier.signer != dossier.name_cn:
		yield _item("integrity_pledge", "signer", "承诺人签字", f"签字应为申报人本人姓名“{dossier.name_cn}”。")


def _dates_of_life(dossier: dict):
	"""Birth date as in the ID number; work begins at 16 at the earliest; nothing lies in the future."""
	born = dossiers.birth_date(dossier.application)
	if born and dossier.birth_date and getdate(born) != getdate(dossier.birth_date):
		yield _item("cover_page", "birth_date", "出生日期", "出生日期与身份证号不一致，请联系本单位经办人员核对。")
	if not (dossier.birth_date and dossier.work_start_date):
		return
	if getdate(dossier.work_start_date) < add_years(getdate(dossier.birth_date), 16):
		yield _item("basic_info", "work_start_date", "参加工作时间", "参加工作时间应在年满 16 周岁以后，请检查。")


def _periods(rows: dict[str, list]):
	for section, end_field in PERIODS.items():
		for row in rows[section]:
			start, end = row.get("start_date"), row.get(end_field)
			if start and end and getdate(end) < getdate(start):
				yield _item(section, end_field, "结束时间", "结束时间早于开始时间，请检查。", row=row)


def _split(dossier: dict, rows: dict[str, list]):
	"""任职前 rows end by the day of the present title, 任职后 rows begin from it (domain 4.8)."""
	if not dossier.current_title_date:
		return
	day = getdate(dossier.current_title_date)
	for row in rows["achievement_before"]:
		if row.end_date and getdate(row.end_date) > day:
			yield _item(
				"achievement_before", "end_date", "结束时间",
				f"结束时间晚于现有职称取得时间（{day}），请填到“任职后”中，或分成两行。", row=row,
			)  # fmt: skip
	for row in rows["achievement_after"]:
		if row.start_date and getdate(row.start_date) < day:
			yield _item(
				"achievement_after", "start_date", "开始时间",
				f"开始时间早于现有职称取得时间（{day}），请填到“任职前”中，或分成两行。", row=row,
			)  # fmt: skip


def _assessments(dossier: dict, rows: list):
	"""The last N years before the notice's year, each once (domain 4.11)."""
	if not rows:
		return
	seen = set()
	for row in rows:
		if row.year in seen:
			yield _item("assessment", "year", "年度", f"{row.year} 年填了两次，请删除一行。", row=row)
		seen.add(row.year)
	for year in years_wanted(dossier):
		if year not in seen:
			yield _item("assessment", "year", "年度", f"缺少 {year} 年的考核情况。")


def years_wanted(dossier: dict) -> list[int]:
	"""The years whose assessment the notice asks for; nobody is assessed before he began to work."""
	count = cint(frappe.db.get_value("Evaluation Notice", dossier.notice, "assessment_years")) or 5
	began = getdate(dossier.work_start_date).year if dossier.work_start_date else 0
	last = cint(dossier.declare_year) - 1
	return [year for year in range(last - count + 1, last + 1) if year > began]


def _overlaps(rows: list):
	for earlier, later in pairwise(rows):
		if not (earlier.start_date and later.start_date) or later.remark:
			continue
		end = getdate() if earlier.to_present else earlier.end_date and getdate(earlier.end_date)
		if end and end - getdate(later.start_date) > OVERLAP:
			yield _item(
				"work", "remark", "说明", "与上一行时间重叠超过一个月，请检查时间，或在“说明”中写明原因。", row=later
			)


def _gaps(rows: list):
	for earlier, later in pairwise(rows):
		if not (earlier.end_date and later.start_date):
			continue
		if getdate(later.start_date) - getdate(earlier.end_date) > GAP:
			yield _item("work", "start_date", "开始时间", "与上一行之间空缺超过六个月，请确认没有漏填。", row=later)


def _same_names(rows: list):
	seen = set()
	for row in rows:
		if row.attachment_name and row.attachment_name in seen:
			yield _item(
				"other_attachment", "attachment_name", "材料名称", "与前面的材料同名，请改名以便区分。", row=row
			)
		seen.add(row.attachment_name)


def _summary_too_long(dossier: dict):
	length = len(dossier.summary_text or "")
	if length > SUMMARY_LENGTH[1]:
		yield _item("self_summary", "summary_text", "综述", f"现有 {length} 字，超过 {SUMMARY_LENGTH[1]} 字，请精简。")


def _summary_short(dossier: dict):
	length = len(dossier.summary_text or "")
	if 0 < length < SUMMARY_LENGTH[0]:
		yield _item("self_summary", "summary_text", "综述", f"现有 {length} 字，一般不少于 {SUMMARY_LENGTH[0]} 字。")


def _ce_hours(dossier: dict):
	if dossier.ce_hours is not None and cint(dossier.ce_hours) < CE_HOURS:
		yield _item("cover_page", "ce_hours", "继续教育学时(每年)", f"一般每年不少于 {CE_HOURS} 学时，请核对通知要求。")
