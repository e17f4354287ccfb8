"""Fills a dossier through the domain, as its applicant would: all 13 sections, proofs included."""

import io

import frappe
from frappe.utils import cint, now_datetime
from PIL import Image, ImageDraw

from zhicheng.domain.dossier import attachments, dossier
from zhicheng.domain.dossier.dossier_access import section_revision
from zhicheng.domain.dossier.sections import BY_KEY
from zhicheng.domain.queries import dossiers

SUMMARY = (
	"本人长期在基层一线从事专业技术工作，能够独立解决本专业较复杂的技术问题，指导下级人员开展工作，"
	"多次参加省、州组织的业务培训，按时完成继续教育学时。任现职以来，主持或参加了多项技术改进和推广工作，"
	"所总结的方法在本单位和周边单位得到应用，取得了较好的社会效益。在日常工作中注重理论与实践结合，"
	"坚持查阅专业文献，撰写技术总结和论文；积极承担带教任务，培养青年技术人员。"
)  # fmt: skip


def fill(application: str, *, skip: tuple[str, ...] = ()) -> None:
	"""Fill every section of a draft of the session's user, leaving out the sections named in skip."""
	case = dossiers.case(application)
	year = cint(frappe.db.get_value("Title Application", application, "declare_year"))
	for section, values in _sections(case, year).items():
		if section not in skip:
			save(application, section, values)
	_attach(application, skip)


def save(application: str, section: str, values: dict) -> dict:
	"""Save one section at its present revision."""
	revision = section_revision(dossiers.dossier(application), section)
	return dossier.save_section(application, section, values, revision, frappe.session.user)


def _rows(*rows: dict) -> dict:
	return {"rows": [{"name": f"new-{number}", "values": row} for number, row in enumerate(rows, start=1)]}


def _sections(case: dict, year: int) -> dict[str, dict]:
	sub_level = {"高级": "副高级", "中级": "中级", "初级": "助理级"}[case.level]
	filters = {"series": case.series, "sub_level": sub_level}
	qualification = frappe.get_all("Title Qualification", filters=filters, pluck="name", order_by="creation asc", limit=1)[0]
	speciality = frappe.get_all("Title Speciality", filters={"series": case.series}, pluck="speciality_name", limit=1)[0]
	name = frappe.db.get_value("Title Application", case.name, "applicant_name")
	unit = frappe.db.get_value("Unit", case.unit, "unit_name")
	titled = f"{year - 6}-12-20"
	return {
		"cover_page": {
			"sub_level": sub_level, "speciality": speciality, "qualification": qualification,
			"declare_type": "正常晋升", "mobile": "13000000001", "current_title": "中级职称",
			"current_title_date": titled, "current_title_cert_no": "CS0000001", "current_title_authority": "测试人社局",
			"appointed_on": f"{year - 5}-01-10", "current_speciality": speciality, "years_in_speciality": 12,
			"ce_hours": 96,
		},
		"integrity_pledge": {"signer": name, "pledge_date": str(now_datetime().date())},
		"basic_info": {
			"ethnicity": "藏族", "birth_place": "四川省马尔康市", "political_status": "群众",
			"work_start_date": f"{year - 14}-08-01", "health_status": "健康", "current_post": "中级职务",
			"current_post_date": f"{year - 5}-01-10", "current_work": f"{speciality}专业技术工作",
			"societies_info": "无", "language_info": "英语，能阅读专业文献", "address": "四川省阿坝州马尔康市测试路1号",
		},
		"education": _rows(
			{"education_level": "大学专科", "study_form": "全日制", "start_date": f"{year - 20}-09-01",
			"end_date": f"{year - 17}-07-01", "school": "测试职业技术学院", "major": speciality, "schooling_years": "3年",
			"completion": "毕业", "degree": "无"},
			{"education_level": "大学本科", "study_form": "全日制", "start_date": f"{year - 17}-09-01",
			"end_date": f"{year - 14}-07-01", "school": "测试大学", "major": speciality, "schooling_years": "3年",
			"completion": "毕业", "degree": "学士"},
		),
		"training": _rows({"start_date": f"{year - 3}-03-01", "end_date": f"{year - 3}-06-30",
			"content": f"{speciality}进修", "place": "测试省级培训中心", "witness": "测试证明人", "hours": 120,
			"training_type": "进修"}),
		"work": _rows(
			{"start_date": f"{year - 14}-08-01", "end_date": f"{year - 8}-12-31", "employer": "测试基层单位",
			"work_content": f"{speciality}技术工作", "position": "技术员", "witness": "测试证明人"},
			{"start_date": f"{year - 7}-01-01", "to_present": 1, "employer": unit,
			"work_content": f"{speciality}技术工作", "position": "业务骨干", "witness": "测试证明人"},
		),
		"achievement_before": _rows({"start_date": f"{year - 10}-01-01", "end_date": f"{year - 8}-12-31",
			"work_name": f"{speciality}规范化推广", "role": "主要参加", "work_content": "承担数据整理和现场实施，占工作量的三成。",
			"result": "通过县级验收，在三个乡镇推广。", "achievement_type": "推广", "grade": "县级"}),
		"achievement_after": _rows(
			{"start_date": f"{year - 5}-03-01", "end_date": f"{year - 4}-12-31", "work_name": f"{speciality}质量提升项目",
			"role": "主持", "work_content": "制订方案并组织实施，负责质量控制和总结。", "result": "获州级成果三等奖，效果良好。",
			"achievement_type": "项目", "grade": "市厅级"},
			{"start_date": f"{year - 3}-01-01", "end_date": f"{year - 2}-12-31", "work_name": f"{speciality}新技术应用研究",
			"role": "主持", "work_content": "引进并改良新技术，培训基层人员60人次。", "result": "形成技术规程一份，推广到五个单位。",
			"achievement_type": "课题", "grade": "市厅级"},
		),
		"publication": _rows({"pub_date": f"{year - 2}-05-01", "title": f"{speciality}工作中若干问题的探讨", "kind": "论文",
			"abstract": "总结了基层工作的经验，提出了改进办法。", "venue": "《测试学报》", "volume_pages": "2024(5):12-15",
			"authorship": "独著", "author_rank": "1/1"}),
		"exam": _rows({"exam_date": f"{year - 1}-09-10", "exam_type": "水平能力测试", "subject": speciality, "score": "82",
			"organizer": "测试考试中心", "passed": 1}),
		"assessment": _rows(*({"year": year - back, "result": "优秀" if back == 2 else "合格", "assessing_unit": unit}
			for back in range(5, 0, -1))),
		"self_summary": {"summary_text": SUMMARY * 4},
		"other_attachment": _rows({"attachment_name": "继续教育学时证明", "kind": "其他"}),
	}  # fmt: skip


def _attach(application: str, skip: tuple[str, ...]) -> None:
	stored = dossiers.dossier(application)
	for section, fieldname, label in (
		("cover_page", "id_masked", "身份证"),
		("cover_page", "photo", "照片"),
		("cover_page", "current_title", "现职称证书"),
	):
		if section not in skip:
			add_proof(application, section, fieldname, label)
	for section in ("education", "publication", "other_attachment"):
		if section not in skip:
			for row in dossiers.rows(stored.name, BY_KEY[section]):
				add_proof(application, section, "attachment", f"{section}-{row.idx}", row=row.name)


def add_proof(application: str, section: str, fieldname: str, label: str, row: str = "") -> dict:
	"""One small drawn picture as a proof."""
	content = picture(f"{application} {label}")
	user = frappe.session.user
	return attachments.add(
		application, section, fieldname, content=content, file_name=f"{label}.png", user=user, row=row
	)


def picture(text: str) -> bytes:
	"""A small PNG that shows the text; each text gives other bytes."""
	image = Image.new("RGB", (420, 560), "white")
	draw = ImageDraw.Draw(image)
	draw.rectangle((8, 8, 412, 552), outline="black", width=2)
	draw.text((24, 260), text.encode("ascii", "replace").decode(), fill="black")
	stream = io.BytesIO()
	image.save(stream, "PNG")
	return stream.getvalue()

