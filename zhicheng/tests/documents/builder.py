"""A case with every field, row and box filled, for the tests of preview and paper form."""

import io

import frappe
from PIL import Image, ImageDraw

from zhicheng.constants import WORKFLOW_NAME
from zhicheng.domain import records
from zhicheng.domain.dossier.section_fields import ATTACH_TYPES, DOSSIER, own_fields
from zhicheng.domain.dossier.sections import SECTIONS
from zhicheng.domain.files import file_check, file_store
from zhicheng.domain.people import identity
from zhicheng.setup import pledge, workflow

ID_NUMBER = "51000019850312001X"
NAME = "测试甲"
NUMBER = "ZC2025-000123"
ROUTE_CODE = "S-02"
HOSTILE = "{{7*7}} <script>alert(1)</script> 'x' & \"y\""

FIELDS = {
	"declare_year": 2025, "level": "高级", "sub_level": "副高级", "speciality": "内科护理", "declare_type": "破格",
	"exceptional": 1, "exceptional_reason": "在高海拔地区连续工作十五年，主持推广适宜技术。", "name_cn": NAME, "gender": "男",
	"birth_date": "1985-03-12", "mobile": "13000000001", "current_title": "主管护师", "current_title_date": "2015-07-01",
	"current_title_cert_no": "ZJ-2015-0001", "current_title_authority": "示范评审委员会（测试）",
	"appointed_on": "2015-09-01", "appointed_years": 10, "current_speciality": "临床护理", "years_in_speciality": 16,
	"ce_hours": 96, "signer": NAME, "pledge_date": "2025-06-01", "former_name": "测试旧名", "ethnicity": "藏族",
	"birth_place": "四川省阿坝州红原县", "political_status": "群众", "work_start_date": "2008-07-01", "health_status": "健康",
	"top_education": "大学本科", "grad_date": "2008-06-30", "school": "示范大学（测试）", "major": "护理学",
	"schooling_years": "5 年", "degree": "学士", "current_post": "主管护师职务", "current_post_date": "2015-09-02",
	"current_work": "高原病护理", "admin_post": "护理部副主任", "admin_post_date": "2019-03-04",
	"party_info": "2010 年加入共产主义青年团，任支部委员", "democratic_party_info": "2018 年在成都参加示范党派，任委员",
	"societies_info": "示范学会会员，示范杂志审稿人", "language_info": "英语，能阅读专业文献", "email": "applicant@example.org",
	"address": "四川省阿坝州示范路 1 号", "archive_unit": "红原县人才交流中心（测试）",
	"summary_text": "一、政治思想。\n" + "本人长期在基层一线从事护理工作，熟悉本专业的理论和规范，目见食行长高。" * 20 + "\n二、业绩。",
}  # fmt: skip
ROWS = {
	"education": {
		"education_level": "大学本科", "study_form": "全日制", "start_date": "2003-09-01", "end_date": "2008-06-30",
		"school": "示范大学（测试）", "major": "护理学专业", "schooling_years": "5 年", "completion": "毕业", "degree": "学士",
		"cert_no": "BY-2008-77", "degree_cert_no": "XW-2008-78",
	},
	"training": {
		"start_date": "2019-03-01", "end_date": "2019-08-31", "content": "重症护理进修", "place": "示范培训中心（测试）",
		"witness": "测试壬", "hours": 180, "training_type": "进修",
	},
	"work": {
		"start_date": "2008-07-01", "to_present": 1, "employer": "红原县人民医院（测试）", "work_content": "临床护理工作",
		"position": "护士长", "witness": "测试癸", "remark": "其间下乡一年",
	},
	"achievement_before": {
		"start_date": "2012-01-01", "end_date": "2013-12-31", "work_name": "高原护理示范项目", "role": "主要参加",
		"work_content": "负责现场资料收集", "result": "通过单位验收", "achievement_type": "项目", "grade": "单位",
		"rank_in_team": "2/5", "is_representative": 1,
	},
	"achievement_after": {
		"start_date": "2018-01-01", "end_date": "2020-12-31", "work_name": "县域护理推广课题", "role": "主持",
		"work_content": "制定方案并组织实施", "result": "在三个乡镇应用", "achievement_type": "课题", "grade": "市厅级",
		"rank_in_team": "1/3",
	},
	"publication": {
		"pub_date": "2021-05-01", "title": "高原护理观察", "kind": "论文", "abstract": "总结三年推广工作中的做法与效果。",
		"venue": "《示范学报》（测试）2021 年第 2 期", "serial_no": "ISSN 0000-0001", "volume_pages": "12(2):1-5",
		"authorship": "独著", "author_rank": "1/1", "index_type": "中文核心", "is_representative": 1,
	},
	"exam": {
		"exam_date": "2020-10-17", "exam_type": "水平能力测试", "subject": "专业知识", "score": "82",
		"organizer": "示范考试中心（测试）", "passed": 1, "cert_no": "KS-2020-9",
	},
	"assessment": {"year": 2024, "result": "优秀", "assessing_unit": "红原县卫生健康局（测试）", "remark": "连续三年"},
	"other_attachment": {"attachment_name": "单位表彰决定", "kind": "加分材料", "remark": "原件存人事科"},
}  # fmt: skip


def master_data() -> None:
	"""What an installed site has: stages, routes, pledge."""
	workflow.ensure_stages()
	workflow.ensure_routes()
	if not frappe.db.exists("Workflow", WORKFLOW_NAME):
		workflow.ensure_workflow()
	pledge.ensure_pledge()


def build_case(*, fields: dict | None = None, rows: dict | None = None, with_photo: bool = True, **case) -> str:
	"""A submitted case of 测试甲 on route S-02; the name of its Title Application.

	:param fields: dossier values that replace the standard ones; `None` for a dossier left empty is `{}` of blanks
	:param rows: list of rows per table section that replace the standard single row
	"""
	master_data()
	notice, qualification = _catalogue()
	unit, member = _person()
	frappe.db.set_value("Title Application", {"application_no": NUMBER}, "application_no", None)
	doc = frappe.new_doc("Title Application")
	doc.update(
		{
			"application_no": NUMBER, "applicant": "Administrator", "member": member, "applicant_name": NAME,
			"id_masked": identity.mask_id(ID_NUMBER), "notice": notice, "declare_year": 2025, "level": "高级",
			"series": "卫生技术", "qualification": qualification, "qualification_name": "副主任护师", "unit": unit,
			"unit_name": "红原县示范医院（测试）", "unit_category": "CNTY_SOE", "province": "510000", "workflow_state": "草稿",
			"round_no": 1, "step": 1, "route": route(), "submitted_on": "2025-06-02 10:00:00",
			"place_key": frappe.generate_hash(length=12), **case,
		}
	)  # fmt: skip
	doc.name = frappe.generate_hash(length=10)
	doc.db_insert()
	dossier = _dossier(doc, FIELDS if fields is None else {**FIELDS, **fields}, rows or {})
	frappe.db.set_value("Title Application", doc.name, "dossier", dossier)
	if with_photo:
		attach(doc.name, "cover_page", "photo", picture(), "照片.jpg")
	return doc.name


def blank_case() -> str:
	"""A case whose applicant has filled nothing."""
	blanks = dict.fromkeys(FIELDS)
	return build_case(fields=blanks, rows={key: [] for key in ROWS}, with_photo=False)


def route() -> str:
	return frappe.db.get_value("Approval Route", {"route_code": ROUTE_CODE}, "name")


def add_opinion(application: str, stage: str, box_code: str, opinion: str, **values) -> None:
	"""One box of a stage, final unless said otherwise."""
	row = frappe.new_doc("Stage Opinion")
	row.update(
		{
			"application": application, "stage": stage, "unit_name": f"{stage}单位（测试）", "round_no": 1,
			"box_code": box_code, "opinion": opinion, "leader_name": f"测试{stage}签", "approved_on": "2025-07-08", **values,
		}
	)  # fmt: skip
	row.name = frappe.generate_hash(length=10)
	row.db_insert()


def signature(leader_name: str = "测试签字人", content: bytes = b"") -> str:
	"""A stored picture of a signature, as the opinion box keeps it."""
	checked = file_check.check(content or strokes(), "签字.png")
	row = frappe.new_doc("Signature Picture")
	row.update({"unit": "print-test-u", "leader_name": leader_name, "mime": checked.mime, "sha256": checked.sha256})
	row.name = frappe.generate_hash(length=10)
	row.file = file_store.store(checked, doctype=row.doctype, name=row.name)
	row.db_insert()
	return row.name


def strokes(width: int = 240, height: int = 80) -> bytes:
	"""Dark strokes on nothing, as a phone cuts a signature out."""
	drawing, buffer = Image.new("RGBA", (width, height), (0, 0, 0, 0)), io.BytesIO()
	points = [(10, height - 15), (width // 3, 12), (width // 2, height - 12), (width - 12, 20)]
	ImageDraw.Draw(drawing).line(points, fill=(20, 20, 60, 255), width=6)
	drawing.save(buffer, "PNG")
	return buffer.getvalue()


def attach(application: str, section: str, fieldname: str, content: bytes, file_name: str, row: str = "") -> str:
	"""A proof as the portal keeps it."""
	checked = file_check.check(content, file_name)
	dossier = frappe.db.get_value(DOSSIER, {"application": application})
	file = file_store.store(checked, doctype=DOSSIER, name=dossier, fieldname=fieldname)
	values = {"application": application, "section": section, "fieldname": fieldname, "row_name": row, "file": file}
	values |= {"file_name": file_name, "mime": checked.mime, "label": file_name, "sha256": checked.sha256}
	return records.insert(frappe.new_doc("Dossier Attachment").update(values)).name


def picture(width: int = 350, height: int = 490) -> bytes:
	buffer = io.BytesIO()
	Image.new("RGB", (width, height), (120, 150, 190)).save(buffer, "JPEG")
	return buffer.getvalue()


def stored_fields() -> dict[str, set[str]]:
	"""Every stored field of every section, so that a test notices one that its data forgot."""
	return {
		section.key: {df.fieldname for df in own_fields(section) if df.fieldtype not in ATTACH_TYPES}
		for section in SECTIONS
	}


def _dossier(case, fields: dict, rows: dict) -> str:
	doc = frappe.new_doc(DOSSIER)
	doc.update({**fields, "application": case.name, "notice": case.notice, "qualification": case.qualification})
	doc.update({"series": case.series, "unit": case.unit, "unit_category": case.unit_category})
	doc.update({"id_masked": case.id_masked, "pledge_version": "2025-1", "pledge_text": fields and pledge.TEXT})
	doc.committee = frappe.db.get_value("Evaluation Notice", case.notice, "committee")
	for key, standard in ROWS.items():
		for row in rows.get(key, [standard]):
			doc.append(key, dict(row))
	doc.name = frappe.generate_hash(length=10)
	doc.db_insert()
	for number, row in enumerate(doc.get_all_children(), start=1):
		row.update({"parent": doc.name, "name": frappe.generate_hash(length=10), "idx": number})
		row.db_insert()
	return doc.name


def _catalogue() -> tuple[str, str]:
	_ensure("Title Series", "卫生技术", series_name="卫生技术")
	_ensure("Title Qualification", "print-test-q", qualification_name="副主任护师", series="卫生技术", level="高级")
	_ensure("Unit", "print-test-u", unit_name="红原县示范医院（测试）", unit_category="CNTY_SOE", region="510000")
	committee = {"committee_name": "四川省卫生系列高级评委会（测试）", "level": "高级", "series": "卫生技术", "scope": "省级"}
	_ensure("Evaluation Committee", "print-test-c", **committee)
	notice = {"title": "2025年度卫生系列高级职称评审通知（测试）", "level": "高级", "series": "卫生技术"}
	_ensure("Evaluation Notice", "print-test-n", committee="print-test-c", declare_year=2025, **notice)
	return "print-test-n", "print-test-q"


def _person() -> tuple[str, str]:
	sealed = identity.seal(ID_NUMBER)
	_ensure("Unit Member", "print-test-m", member_name=NAME, unit="print-test-u", id_number=sealed, status="启用")
	return "print-test-u", "print-test-m"


def _ensure(doctype: str, name: str, **values) -> None:
	"""A record that the case only points at; its own rules are tested elsewhere."""
	if frappe.db.exists(doctype, name):
		return
	doc = frappe.new_doc(doctype)
	doc.update(values)
	doc.name = name
	doc.db_insert()
