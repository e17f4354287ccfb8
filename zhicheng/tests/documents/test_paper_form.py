"""The paper form, cell by cell, as copied out of the PDF (domain 7.3)."""

import unittest

import frappe
from frappe.tests.utils import FrappeTestCase

from zhicheng.domain.files import file_store
from zhicheng.printing import chromium, renderer
from zhicheng.printing.paper import MARK, paper
from zhicheng.tests.documents import builder
from zhicheng.tests.documents.reading import PDFTOPPM, PDFTOTEXT, copied, missing_in_order, pages, pictures, plain, seen

# page by page: the title, then what stands in the cells, in the order of the page
PAGES = (
	("评审表", ["ZC2025-000123", "红原县示范医院（测试）", "测试甲", "主管护师职务", "副主任护师", "内科护理", "2025年6月2日"]),
	("诚信承诺", ["本人自愿申报", "承担相应责任。", "承诺人（签字）：测试甲", "日期：2025年6月1日"]),
	(
		"基本情况",
		[
			"测试甲", "测试旧名", "男", "藏族", "1985年3月12日", "四川省阿坝州红原县", "健康", builder.ID_NUMBER, "群众",
			"2008年7月1日", "13000000001", "2008年6月30日", "大学本科", "示范大学（测试）", "护理学", "5年/学士",
			"主管护师职务2015年9月2日", "主管护师2015年7月1日示范评审委员会（测试）", "高原病护理", "护理部副主任2019年3月4日",
			"2010年加入共产主义青年团，任支部委员", "2018年在成都参加示范党派，任委员", "示范学会会员，示范杂志审稿人",
			"英语，能阅读专业文献", "四川省阿坝州示范路1号", "applicant@example.org", "红原县人才交流中心（测试）",
		],
	),
	(
		"申报情况",
		[
			"2025年度卫生系列高级职称评审通知（测试）", "2025", "高级/副高级", "卫生技术", "内科护理", "副主任护师", "破格",
			"四川省卫生系列高级评委会（测试）", "红原县示范医院（测试）", "县(区)国营企业", "13000000001", "主管护师",
			"2015年7月1日", "ZJ-2015-0001", "示范评审委员会（测试）", "2015年9月1日", "10", "临床护理", "16", "96", "是",
			"在高海拔地区连续工作十五年，主持推广适宜技术。",
		],
	),
	(
		"教育经历",
		[
			"2003.09—2008.06", "大学本科", "毕业", "学士", "示范大学（测试）", "护理学专业", "5年", "全日制", "BY-2008-77",
			"XW-2008-78", "学习培训经历", "2019.03—2019.08", "重症护理进修", "进修", "示范培训中心（测试）", "测试壬", "180",
		],
	),
	("工作经历", ["2008.07—至今", "红原县人民医院（测试）", "临床护理工作", "其间下乡一年", "护士长", "测试癸"]),
	(
		"任职前主要专业技术工作业绩登记",
		["2012.01—2013.12", "高原护理示范项目", "项目，单位，代表性业绩", "负责现场资料收集", "主要参加，排名2/5", "通过单位验收"],
	),
	(
		"任职后主要专业技术工作业绩登记",
		["2018.01—2020.12", "县域护理推广课题", "课题，市厅级", "制定方案并组织实施", "主持，排名1/3", "在三个乡镇应用"],
	),
	(
		"著作、论文及重要技术报告登记",
		[
			"2021年5月1日", "高原护理观察", "论文，代表作", "总结三年推广工作中的做法与效果。", "《示范学报》（测试）2021年第2期",
			"ISSN0000-0001，12(2):1-5，中文核心", "独著", "1/1",
		],
	),
	(
		"考试成绩",
		[
			"2020年10月17日", "水平能力测试", "专业知识", "82", "合格", "示范考试中心（测试）", "KS-2020-9", "年度考核情况", "2024",
			"优秀", "红原县卫生健康局（测试）", "连续三年", "年度及任职期满考核结果", "U1意见", "负责人签字：测试U签", "2025年7月8日",
		],
	),
	(
		"个人专业技术水平及业绩综述",
		["一、政治思想。", "目见食行长高。", "二、业绩。", "其他附件目录", "单位表彰决定", "加分材料", "原件存人事科"],
	),
	(
		"单位推荐意见",
		[
			"基层单位意见", "公示起止日期：2025年7月1日至2025年7月7日公示结果：无异议", "U2意见", "测试U签",
			"县(区)主管部门意见", "CS1意见", "县(区)行业主管部门意见", "CI1意见", "县(区)人社局意见", "CH1意见",
			"市(州)行业主管部门意见", "MI1意见", "市(州)人社局意见", "MH1意见", "测试MH签", "（公章）", "2025年7月8日",
		],
	),
	(
		"评审审批意见",
		[
			"资格审查意见", "SO1意见", "专家评议组或同行专家意见", "SC1意见", "评审组织意见", "总人数", "参加人数", "赞成",
			"反对(弃权)", "评审结果", "25", "21", "19", "2", "通过", "2025年10月10日", "答辩良好", "SC2意见", "主任签字：测试SC签",
			"人事(职改)部门审批意见", "川人社函〔2025〕88号", "2025年12月1日", "2025年10月10日", "SC2025001", "PH1意见",
		],
	),
)  # fmt: skip
BOXES = ("U1", "U2", "CS1", "CI1", "CH1", "MI1", "MH1", "SO1", "SC1", "SC2", "PH1")
# the boxes with a picture beside the name; they stand on the last two pages
SIGNED = ("U2", "SC2")
RESULT = {
	"tally_entered": 1, "tally_members": 25, "tally_present": 21, "tally_yes": 19, "tally_no": 2, "tally_result": "通过",
	"tally_date": "2025-10-10", "tally_remark": "答辩良好", "result_doc_no": "川人社函〔2025〕88号",
	"result_date": "2025-12-01", "qualified_on": "2025-10-10", "certificate_no": "SC2025001", "workflow_state": "已通过",
}  # fmt: skip


def complete_case(**case) -> str:
	"""Every section filled, every box of S-02 written, vote and approval entered."""
	name = builder.build_case(**{**RESULT, **case})
	for box in BOXES:
		notice = {"notice_from": "2025-07-01", "notice_to": "2025-07-07", "notice_result": "无异议"}
		signed = {"signature": builder.signature()} if box in SIGNED else {}
		noticed = notice if box in ("U2", "PH1") else {}
		builder.add_opinion(name, box[:-1], box, f"{box}意见：同意。", **noticed, **signed)
	return name


@unittest.skipUnless(chromium.binary(), "no Chromium here")
class TestPaperForm(FrappeTestCase):
	def setUp(self):
		frappe.set_user("Administrator")

	def tearDown(self):
		frappe.db.rollback()

	@classmethod
	def complete_pdf(cls) -> bytes:
		"""Drawn once for the tests that only look at it."""
		if not getattr(cls, "_complete", None):
			cls._complete = renderer.draw(paper(complete_case()), chromium)
		return cls._complete

	def complete_form(self) -> list[str]:
		return pages(self.complete_pdf())

	def drawn(self, application: str) -> list[str]:
		return pages(renderer.draw(paper(application), chromium))

	def test_every_cell_of_a_complete_form(self):
		drawn = self.complete_form()

		self.assertEqual(len(drawn), len(PAGES))
		for number, (title, values) in enumerate(PAGES):
			with self.subTest(page=title):
				self.assertEqual(missing_in_order(drawn[number], [title, *values] if number else [title]), [])
				self.assertEqual([value for value in values if plain(value) not in drawn[number]], [])

	def test_stored_signature_stands_in_its_box(self):
		drawn = pictures(self.complete_pdf())

		self.assertEqual([len(on_page) for on_page in drawn[-4:]], [0, 0, 1, 1])
		for (picture,) in drawn[-2:]:
			self.assertEqual(picture.size, (240, 80))
			grey = picture.convert("L")
			self.assertGreater(grey.getpixel((2, 2)), 240, "what was transparent is paper")
			self.assertLess(grey.getpixel((77, 13)), 90, "the stroke")

	def test_the_data_of_this_test_fills_every_field(self):
		filled = {**builder.FIELDS, **dict.fromkeys(("notice", "series", "qualification", "committee", "unit"))}
		filled |= dict.fromkeys(("unit_category", "id_masked", "pledge_version", "pledge_text"))

		for section, fieldnames in builder.stored_fields().items():
			known = set(builder.ROWS.get(section, filled)) | ({"end_date"} if section == "work" else set())
			self.assertEqual(fieldnames - known - {"to_present", "is_representative"}, set(), section)

	def test_page_numbers_and_header_on_every_page(self):
		drawn = self.complete_form()

		for number, text in enumerate(drawn, start=1):
			self.assertIn(f"第{number}页共{len(drawn)}页", text)
			self.assertIn("申报编号：ZC2025-000123", text)

	def test_mark_until_unlocked(self):
		locked, unlocked = self.complete_form(), self.drawn(complete_case(print_unlocked=1))

		self.assertTrue(all(MARK in text for text in locked))
		self.assertFalse(any(MARK in text for text in unlocked))

	def test_empty_sections_say_none(self):
		drawn = self.drawn(builder.blank_case())

		for title in ("教育经历", "工作经历", "任职前", "任职后", "著作、论文", "考试成绩", "个人专业技术水平", "其他附件目录"):
			with self.subTest(section=title):
				page = next(text for text in drawn if title in text)
				self.assertIn("无", page.split(title, 1)[1])

	def test_signature_is_the_one_that_was_given(self):
		name, given = builder.build_case(print_unlocked=1), builder.signature("测试院长")
		builder.add_opinion(name, "U", "U2", "同意。", signature=given, leader_name="测试院长")
		before = self.printed_signature(name)
		self.assertIn('src="data:image/jpeg;base64,', before)
		frappe.db.set_value("Signature Picture", given, "retired_on", "2025-08-01")
		builder.signature("测试院长", builder.strokes(300, 90))
		self.assertEqual(self.printed_signature(name), before, "retired, and another one stored since")

		with open(file_store.disk_path(frappe.db.get_value("Signature Picture", given, "file")), "wb") as file:
			file.write(builder.strokes(300, 90))
		changed = self.printed_signature(name)
		self.assertNotIn("<img", changed, "another picture under its name is not printed as his")
		self.assertIn("测试院长", changed)

	def printed_signature(self, application: str) -> str:
		return paper(application).html().split("单位推荐意见", 1)[1].split("（公章）", 1)[0]

	def test_boxes_off_the_route_are_omitted(self):
		central = frappe.db.get_value("Approval Route", {"route_code": "S-12"})

		text = "".join(self.drawn(builder.build_case(route=central)))

		self.assertIn("基层单位意见", text)
		for title in ("县(区)", "市(州)行业主管部门意见", "市(州)人社局意见", "省级部门意见"):
			self.assertNotIn(f"{title}主管部门意见" if title == "县(区)" else title, text)

	def test_drafts_replaced_opinions_and_earlier_rounds_stay_out(self):
		name = builder.build_case(round_no=2, print_unlocked=1)
		builder.add_opinion(name, "U", "U2", "第一轮意见")
		builder.add_opinion(name, "U", "U2", "被取代意见", round_no=2, superseded=1)
		builder.add_opinion(name, "U", "U2", "有效意见", round_no=2)
		builder.add_opinion(name, "CS", "CS1", "草稿意见", round_no=2, is_draft=1)

		text = "".join(self.drawn(name))

		self.assertIn("有效意见", text)
		for word in ("第一轮意见", "被取代意见", "草稿意见"):
			self.assertNotIn(word, text)

	def test_what_people_type_stays_text(self):
		rows = {"work": [{**builder.ROWS["work"], "employer": builder.HOSTILE}]}
		name = builder.build_case(fields={"current_work": builder.HOSTILE}, rows=rows, application_no='"}</style>1')

		html = paper(name).html()
		text = "".join(self.drawn(name))

		self.assertNotIn("<script", html)
		self.assertEqual(text.count(plain(builder.HOSTILE)), 2)
		self.assertNotIn("49", text.split("工作经历", 1)[1].split("任职前", 1)[0])
		self.assertIn("申报编号：style1", text)

	@unittest.skipUnless(PDFTOTEXT, "no pdftotext here")
	def test_long_tibetan_and_yi_names_copy_out_whole(self):
		tibetan, yi = "བཀྲ་ཤིས་ཚེ་རིང་རྡོ་རྗེ་སྒྲོལ་མ་བསོད་ནམས", "ꀊꇊꃅꏦꆏꊿꃀꇖꁧꄉ"
		place = "阿坝州红原县邛溪镇·扎西泽仁拉姆卓玛旺堆次仁之村"

		names = {"name_cn": tibetan, "former_name": yi, "birth_place": place}
		text = copied(renderer.draw(paper(builder.build_case(fields=names)), chromium))

		self.assertGreaterEqual(text.count(tibetan), 2)
		self.assertIn(yi, text)
		self.assertIn(place, text)

	def test_long_tables_repeat_their_heads(self):
		drawn = self.drawn(builder.build_case(rows={"work": [builder.ROWS["work"]] * 60}))
		title = "工作经历起止时间单位从事何专业技术工作职务证明人"

		with_head = [number for number, text in enumerate(drawn) if title in text]

		self.assertGreaterEqual(len(with_head), 3)
		self.assertEqual(with_head, list(range(with_head[0], with_head[0] + len(with_head))))
		self.assertEqual(sum(text.count("红原县人民医院（测试）") for text in drawn), 60)

	@unittest.skipUnless(PDFTOPPM, "no pdftoppm here")
	def test_a_text_that_goes_on_leaves_no_box_open_at_the_foot(self):
		drawing = renderer.draw(paper(builder.build_case(fields={"summary_text": "长期在基层工作。" * 400})), chromium)
		numbers = [number for number, text in enumerate(pages(drawing), 1) if "个人专业技术水平及业绩综述" in text]

		self.assertGreaterEqual(len(numbers), 2)
		for number in numbers:
			page = seen(drawing, number)
			lower = page.crop((0, page.height // 4, page.width, page.height))
			rows = (lower.crop((0, row, lower.width, row + 1)).getdata() for row in range(lower.height))
			longest = max(sum(grey < 160 for grey in row) for row in rows)
			self.assertGreater(longest, 0.75 * page.width, f"no line below the text of page {number}")

	def test_a_signature_comes_with_the_last_lines_of_its_opinion(self):
		name = builder.build_case(print_unlocked=1)
		for lines in (36, 37):
			frappe.db.delete("Stage Opinion", {"application": name})
			builder.add_opinion(name, "U", "U2", "\n".join(f"第{line}条意见。" for line in range(1, lines + 1)))
			(signed,) = [text for text in self.drawn(name) if "测试U签" in text]
			self.assertIn(f"第{lines}条意见。", signed)

	def test_page_asks_the_network_and_the_disk_for_nothing(self):
		html = paper(complete_case()).html()

		for word in ("http://", "https://", "file:", "<link", "<script", "@import", "url("):
			self.assertNotIn(word, html.replace("http://www.w3.org/2000/svg", ""))
		self.assertIn("default-src 'none'", html)
		self.assertIn('lang="zh-CN"', html)
