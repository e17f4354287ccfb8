"""Conditions of the demo notices: own wording after the national basic conditions, one set per level (domain 4.14)."""

NORMAL = "正常申报"
EDUCATION_AND_YEARS = "学历与任职年限"
CHECKS = (
	{"kind": "年度考核", "rule_text": "近五年年度考核均为合格（称职）以上等次。", "min_count": 5, "threshold": 5, "grade": "合格"},
	{"kind": "继续教育学时", "rule_text": "按规定参加继续教育，每年不少于 90 学时。", "threshold": 90},
)  # fmt: skip
PATHS = {
	"高级": (("研究生(博士)", 2), ("研究生(硕士)", 4), ("大学本科", 5)),
	"中级": (("研究生(博士)", 0), ("研究生(硕士)", 2), ("大学本科", 4), ("大学专科", 4)),
	"初级": (("研究生(硕士)", 0), ("大学本科", 0), ("大学专科", 0), ("中专(技工)", 0)),
}
PRESENT = {"高级": "中级职称", "中级": "助理级职称", "初级": ""}
LICENSED = {"卫生技术人员": "医师、护士、药师、技师"}


def rules(level: str, series: str) -> list[dict]:
	"""The rule table of a notice of the level and series."""
	found = [_path(level, education, years) for education, years in PATHS[level]]
	found += [dict(check) for check in CHECKS if level != "初级" or check["kind"] != "年度考核"]
	if level == "高级":
		found += _senior()
	if series in LICENSED:
		text = "取得相应的执业资格或专业技术资格。"
		found.append({"kind": "职业资格", "rule_text": text, "keyword": LICENSED[series]})
	return found


def _path(level: str, education: str, years: int) -> dict:
	held = f"，取得{PRESENT[level]}满 {years} 年" if years else ""
	text = f"具备{education}{'以上' if '博士' not in education else ''}学历{held}。"
	return {
		"kind": EDUCATION_AND_YEARS, "rule_group": "学历资历", "applies_to": NORMAL, "rule_text": text,
		"education_level": education, "min_years": years, "years_from": "取得资格时间",
	}  # fmt: skip


def _senior() -> list[dict]:
	return [
		{"kind": "业绩成果", "rule_text": "任现职以来主持或主要参加业绩项目 1 项以上。", "min_count": 1},
		{"kind": "论文著作", "rule_text": "破格申报的，任现职以来公开发表论文 2 篇以上。", "min_count": 2, "applies_to": "破格申报"},
	]
