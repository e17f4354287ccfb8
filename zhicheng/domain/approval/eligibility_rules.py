"""One condition of a notice held against the facts of a dossier: pure functions (domain 4.14, note 28).

Each gives an outcome, why, and the value that was used with its place; nothing here blocks anybody.
"""

from dataclasses import dataclass

from frappe.utils import cint, getdate

from zhicheng.constants import Word
from zhicheng.domain.approval.eligibility_facts import Facts, full_years
from zhicheng.domain.dossier.sections import EDUCATION_RANK

GOOD_YEARS = ("优秀", "合格", "称职")
START = {"取得资格时间": "current_title_date", "聘任时间": "appointed_on"}


class Outcome(Word):
	MET = "符合"
	NOT_MET = "不符合"
	UNKNOWN = "无法判断"
	EXCEPTIONAL = "按破格办理"


class Kind(Word):
	EDUCATION_AND_YEARS = "学历与任职年限"
	ASSESSMENT = "年度考核"
	HOURS = "继续教育学时"
	QUALIFICATION = "职业资格"
	EXAM = "考试合格"
	SPECIALITY_YEARS = "从事专业年限"
	PUBLICATION = "论文著作"
	ACHIEVEMENT = "业绩成果"


@dataclass(frozen=True)
class Verdict:
	"""What came out, why, which value was used, and where it stands."""

	outcome: Outcome
	why: str
	used: str
	section: str
	fieldname: str = ""


def judge(rule: dict, facts: Facts) -> Verdict:
	"""One row of the rule table."""
	return JUDGES[Kind(rule.kind)](rule, facts)


def _education_and_years(rule: dict, facts: Facts) -> Verdict:
	"""学历 and 任职年限 must both hold where both are asked for."""
	parts = []
	if rule.education_level:
		parts.append(_education(rule, facts))
	if cint(rule.min_years):
		parts.append(_years(rule, facts))
	used = "；".join(part.used for part in parts)
	for outcome in (Outcome.NOT_MET, Outcome.UNKNOWN):
		found = [part for part in parts if part.outcome == outcome]
		if found:
			return Verdict(outcome, "；".join(part.why for part in found), used, found[0].section, found[0].fieldname)
	last = parts[-1] if parts else Verdict(Outcome.UNKNOWN, "通知没有写明学历或年数", "", "cover_page")
	return Verdict(last.outcome, "；".join(part.why for part in parts) or last.why, used, last.section, last.fieldname)


def _education(rule: dict, facts: Facts) -> Verdict:
	rows = [row for row in facts.rows("education") if row.education_level in EDUCATION_RANK]
	done = [row for row in rows if row.completion in (None, "", "毕业") and row.end_date]
	done = [row for row in done if getdate(row.end_date) <= facts.cutoff]
	if not done:
		why = "没有已毕业的学历" if rows else "还没有填写教育经历"
		return Verdict(Outcome.NOT_MET if rows else Outcome.UNKNOWN, why, "最高学历：无", "education")
	top = max(done, key=lambda row: EDUCATION_RANK.index(row.education_level))
	enough = EDUCATION_RANK.index(top.education_level) >= EDUCATION_RANK.index(rule.education_level)
	why = f"学历须为{rule.education_level}" + ("" if enough else f"以上，现为{top.education_level}")
	used = f"最高学历：{top.education_level}（{getdate(top.end_date)}毕业）"
	return Verdict(Outcome.MET if enough else Outcome.NOT_MET, why, used, "education")


def _years(rule: dict, facts: Facts) -> Verdict:
	word = rule.years_from or "取得资格时间"
	fieldname = START[word]
	start = facts.values.get(fieldname)
	if not start:
		return Verdict(Outcome.UNKNOWN, f"没有填写{word}", f"{word}：未填写", "cover_page", fieldname)
	years = full_years(start, facts.cutoff)
	used = f"{word}：{getdate(start)}，到{facts.cutoff}满{years}年"
	enough = years >= cint(rule.min_years)
	why = f"任职须满{rule.min_years}年" + ("" if enough else f"，现满{years}年")
	return Verdict(Outcome.MET if enough else Outcome.NOT_MET, why, used, "cover_page", fieldname)


def _assessment(rule: dict, facts: Facts) -> Verdict:
	"""So many of the last years with the asked grade; 基本合格, 不合格 and 未定等次 do not count."""
	span = cint(rule.threshold) or facts.assessment_years
	first, last = facts.year - span, facts.year - 1
	rows = [row for row in facts.rows("assessment") if row.year and first <= cint(row.year) <= last]
	wanted = ("优秀",) if rule.grade == "优秀" else GOOD_YEARS
	count, least = sum(row.result in wanted for row in rows), cint(rule.min_count) or span
	used = f"{first}至{last}年：" + ("、".join(f"{row.year}年{row.result or '未填'}" for row in rows) or "未填写")
	word = "优秀" if rule.grade == "优秀" else "合格以上"
	if count >= least:
		return Verdict(Outcome.MET, f"{word}{count}年", used, "assessment")
	why = f"须有{least}年{word}，现有{count}年"
	# years that are still to be filled in may yet be good ones
	open_years = span - len({cint(row.year) for row in rows})
	return Verdict(Outcome.UNKNOWN if count + open_years >= least else Outcome.NOT_MET, why, used, "assessment")


def _hours(rule: dict, facts: Facts) -> Verdict:
	hours = cint(facts.values.get("ce_hours"))
	if not hours:
		return Verdict(Outcome.UNKNOWN, "没有填写继续教育学时", "继续教育学时：未填写", "cover_page", "ce_hours")
	enough = hours >= cint(rule.threshold)
	why = f"每年须有{rule.threshold}学时" + ("" if enough else f"，现填{hours}学时")
	used = f"继续教育学时(每年)：{hours}"
	return Verdict(Outcome.MET if enough else Outcome.NOT_MET, why, used, "cover_page", "ce_hours")


def _qualification(rule: dict, facts: Facts) -> Verdict:
	"""Found by its words among titles and examinations; not finding it proves nothing."""
	words = _words(rule)
	named = [facts.values.get(key) or "" for key in ("current_title", "current_post")]
	named += [f"{row.exam_type or ''} {row.subject or ''}" for row in facts.rows("exam") if cint(row.passed)]
	named += [row.attachment_name or "" for row in facts.rows("other_attachment")]
	return _found(words, named, "exam")


def _exam(rule: dict, facts: Facts) -> Verdict:
	words = _words(rule)
	rows = [(f"{row.exam_type or ''} {row.subject or ''}", cint(row.passed)) for row in facts.rows("exam")]
	passed = [name for name, is_passed in rows if is_passed]
	found = _found(words, passed, "exam")
	failed = [name for name, is_passed in rows if not is_passed and _holds(words, name)]
	if found.outcome == Outcome.MET or not failed:
		return found
	return Verdict(Outcome.NOT_MET, f"{failed[0].strip()}没有登记为合格", failed[0].strip(), "exam")


def _speciality_years(rule: dict, facts: Facts) -> Verdict:
	years = cint(facts.values.get("years_in_speciality"))
	place = ("cover_page", "years_in_speciality")
	if not years:
		return Verdict(Outcome.UNKNOWN, "没有填写从事专业年限", "从事专业年限：未填写", *place)
	enough = years >= cint(rule.min_years)
	why = f"从事本专业须满{rule.min_years}年" + ("" if enough else f"，现填{years}年")
	return Verdict(Outcome.MET if enough else Outcome.NOT_MET, why, f"从事专业年限：{years}年", *place)


def _publication(rule: dict, facts: Facts) -> Verdict:
	"""Since the present title; of the kinds that the key words name, if any."""
	words = _words(rule)
	rows = [row for row in facts.rows("publication") if not words or (row.kind or "") in words]
	return _counted(rule, [row for row in rows if _since_title(row.pub_date, facts)], "publication", "论文著作")


def _achievement(rule: dict, facts: Facts) -> Verdict:
	return _counted(rule, facts.rows("achievement_after"), "achievement_after", "任职后业绩")


def _counted(rule: dict, rows: list, section: str, label: str) -> Verdict:
	least = cint(rule.min_count) or 1
	why = f"须有{least}件" + ("" if len(rows) >= least else f"，现有{len(rows)}件")
	outcome = Outcome.MET if len(rows) >= least else Outcome.NOT_MET
	return Verdict(outcome, why, f"{label}：{len(rows)}件", section)


def _since_title(day: object, facts: Facts) -> bool:
	start = facts.values.get("current_title_date")
	return bool(day) and getdate(day) <= facts.cutoff and (not start or getdate(day) >= getdate(start))


def _found(words: list[str], named: list[str], section: str) -> Verdict:
	name = next((name.strip() for name in named if _holds(words, name)), "")
	if name:
		return Verdict(Outcome.MET, f"材料中有“{name}”", name, section)
	return Verdict(Outcome.UNKNOWN, f"材料中没有找到“{'、'.join(words)}”，请自行核对", "未找到", section)


def _holds(words: list[str], name: str) -> bool:
	return any(word in name for word in words)


def _words(rule: dict) -> list[str]:
	return [word.strip() for word in (rule.keyword or "").replace("，", "、").split("、") if word.strip()]


JUDGES = {
	Kind.EDUCATION_AND_YEARS: _education_and_years,
	Kind.ASSESSMENT: _assessment,
	Kind.HOURS: _hours,
	Kind.QUALIFICATION: _qualification,
	Kind.EXAM: _exam,
	Kind.SPECIALITY_YEARS: _speciality_years,
	Kind.PUBLICATION: _publication,
	Kind.ACHIEVEMENT: _achievement,
}
