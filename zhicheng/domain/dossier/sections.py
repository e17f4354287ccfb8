"""The 13 sections of the dossier (档案袋), named exactly as in the manuals (4.1.1.2-4.1.1.14).

What stands in a section is the DocType's own business: every section is one Tab Break `tab_<key>` of Application
Dossier, so a Custom Field put behind a field of a section belongs to it. Only what metadata cannot say stands here:
the kind of a section, fields shown a second time, and which fields take proofs.
"""

from dataclasses import dataclass, field

ROW_PROOF = "attachment"


@dataclass(frozen=True)
class Proof:
	"""A place for proofs beside a field (`fieldname`) or, in a table, beside each row (`attachment`)."""

	fieldname: str
	label: str
	reqd: bool = False
	many: bool = True


@dataclass(frozen=True)
class Section:
	key: str
	title: str
	kind: str = "fields"
	proofs: tuple[Proof, ...] = ()
	# fields that belong to another section and are shown here again, read-only, under the label of this section
	repeats: dict[str, str] = field(default_factory=dict)
	# a table section needs at least one row before submission (domain 4.14)
	min_rows: int = 0
	# the fields by which the server orders the rows (manual: 学历由低到高, the others by time)
	order_by: tuple[str, ...] = ()

	@property
	def is_table(self) -> bool:
		return self.kind == "table"


def _row_proof(label: str, *, reqd: bool = False) -> tuple[Proof, ...]:
	return (Proof(ROW_PROOF, label, reqd=reqd),)


SECTIONS = (
	Section(
		"cover_page",
		"首页（基本信息）",
		proofs=(
			Proof("id_masked", "身份证", reqd=True, many=False),
			Proof("exceptional_reason", "破格材料", many=False),
			Proof("current_title", "现有职称证书", many=False),
			Proof("appointed_on", "聘书", many=False),
		),
	),
	Section("integrity_pledge", "诚信承诺", proofs=(Proof("signer", "签字扫描件"),)),
	Section(
		"basic_info",
		"基本信息",
		proofs=(
			Proof("top_education", "最高学历证明"),
			Proof("current_post", "任职证明"),
			Proof("language_info", "外语证书"),
		),
		repeats={
			"name_cn": "姓名(现名)",
			"id_masked": "身份证号",
			"gender": "性别",
			"birth_date": "出生日期",
			"current_title": "专业技术职务任职资格",
			"current_title_date": "资格取得时间",
			"current_title_authority": "资格审批机关",
			"mobile": "手机",
		},
	),
	Section(
		"education",
		"教育经历",
		"table",
		_row_proof("毕业证、学位证或学信网备案表", reqd=True),
		min_rows=1,
		order_by=("education_level", "end_date"),
	),
	Section("training", "学习培训经历", "table", _row_proof("培训证明"), order_by=("start_date", "end_date")),
	Section("work", "工作经历", "table", _row_proof("工作证明"), min_rows=1, order_by=("start_date", "end_date")),
	Section(
		"achievement_before",
		"任职前主要专业技术工作业绩登记",
		"table",
		_row_proof("业绩证明"),
		order_by=("start_date", "end_date"),
	),
	Section(
		"achievement_after",
		"任职后主要专业技术工作业绩登记",
		"table",
		_row_proof("业绩证明"),
		order_by=("start_date", "end_date"),
	),
	Section(
		"publication",
		"著作、论文及重要技术报告登记",
		"table",
		_row_proof("封面、目录、正文、检索证明"),
		order_by=("pub_date",),
	),
	Section("exam", "考试成绩", "table", _row_proof("成绩证明"), order_by=("exam_date",)),
	Section("assessment", "年度考核情况", "table", _row_proof("考核登记表"), min_rows=1, order_by=("year",)),
	Section("self_summary", "个人专业技术水平及业绩综述", proofs=(Proof("summary_text", "综述附件"),)),
	Section("other_attachment", "其他附件", "table", _row_proof("附件", reqd=True)),
)

BY_KEY = {section.key: section for section in SECTIONS}

# from low to high, as the manual orders the rows of 教育经历 (GB/T 4658-2006)
EDUCATION_RANK = ("其他", "高中", "中专(技工)", "大学专科", "大学本科", "研究生(硕士)", "研究生(博士)")
