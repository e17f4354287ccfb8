"""The 34 columns of 职称申报一览表 (domain 7.1), in the order of the paper list."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
	"""One column: its label, its width on the screen in pixels and in the workbook in characters."""

	key: str
	label: str
	pixels: int = 110
	letters: int = 12
	is_number: bool = False
	in_list: bool = True


COLUMNS = (
	Column("number", "序号", 60, 6, is_number=True),
	Column("applicant_name", "姓名", 90, 10),
	Column("gender", "性别", 60, 6),
	Column("birth_date", "出生年月", 90, 10),
	Column("id_masked", "身份证号", 170, 20),
	Column("unit_name", "单位名称", 220, 28),
	Column("category_name", "单位隶属关系", 150, 18),
	Column("region_name", "所属行政区域", 130, 14),
	Column("work_start_date", "参加工作时间", 110, 12),
	Column("current_speciality", "现从事专业", 120, 14),
	Column("years_in_speciality", "专业年限", 80, 8, is_number=True),
	Column("current_title", "现资格名称", 120, 14),
	Column("current_title_date", "获得资格时间", 110, 12),
	Column("appointed_years", "任职年限", 80, 8, is_number=True),
	Column("current_title_authority", "终审单位", 160, 20),
	Column("education", "学历", 90, 10),
	Column("degree", "学位", 70, 8),
	Column("school", "毕业学校", 160, 20),
	Column("major", "所学专业", 120, 14),
	Column("grad_date", "毕业时间", 90, 10),
	Column("foreign_language", "外语成绩", 120, 14),
	Column("computer", "计算机成绩", 120, 14),
	Column("series", "申报系列", 120, 14),
	Column("qualification_name", "申报资格名称", 130, 14),
	Column("speciality", "申报专业", 120, 14),
	Column("exceptional", "是否破格", 80, 8),
	Column("declare_type", "申报类型", 100, 10),
	Column("assessments", "近五年考核", 200, 24),
	Column("stage_name", "当前环节", 200, 22),
	Column("current_unit_name", "当前单位", 220, 26),
	Column("status", "状态", 100, 12),
	Column("submitted_on", "提交时间", 130, 16),
	Column("tally_result", "评审结果", 90, 8),
	Column("mobile", "联系电话", 120, 14, in_list=False),
)
KEYS = tuple(column.key for column in COLUMNS)
