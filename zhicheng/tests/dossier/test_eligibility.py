"""Eligibility rehearsal: each kind of condition, groups, 破格, and who sees which facts."""

import unittest
from datetime import date

import frappe

from zhicheng.domain.approval import eligibility
from zhicheng.domain.approval.eligibility_facts import Facts
from zhicheng.exceptions import Refusal
from zhicheng.setup.demo import cases
from zhicheng.tests.dossier.base import DossierTestCase

BACHELOR = {"education_level": "大学本科", "completion": "毕业", "end_date": "2010-07-01"}
MASTER = {"education_level": "研究生(硕士)", "completion": "毕业", "end_date": "2026-07-01"}


def facts(tables: dict | None = None, **values) -> Facts:
	rows = {key: [frappe._dict(row) for row in found] for key, found in (tables or {}).items()}
	return Facts(frappe._dict(values), rows, date(2025, 12, 31), 2026, 5)


def rule(kind: str, **values) -> frappe._dict:
	return frappe._dict({"kind": kind, "rule_text": "原文", "applies_to": "全部", **values})


def years(*results: str) -> dict:
	return {"assessment": [{"year": 2025 - number, "result": result} for number, result in enumerate(results)]}


ALTERNATIVES = [
	rule("学历与任职年限", rule_group="一", education_level=level, min_years=least, applies_to="正常申报")
	for level, least in (("研究生(博士)", 2), ("研究生(硕士)", 4), ("大学本科", 5))
]
# rule, facts, outcome, part of why or used
TABLE = (
	(rule("学历与任职年限", education_level="大学本科"), facts({"education": [BACHELOR]}), "符合", "大学本科"),
	(rule("学历与任职年限", education_level="研究生(硕士)"), facts({"education": [BACHELOR, MASTER]}), "不符合", "现为大学本科"),
	(rule("学历与任职年限", education_level="大学本科"), facts(), "无法判断", "教育经历"),
	(rule("学历与任职年限", education_level="大学本科"), facts({"education": [{**BACHELOR, "completion": "肄业"}]}), "不符合", "没有已毕业"),
	(rule("学历与任职年限", min_years=5), facts(current_title_date="2020-12-31"), "符合", "满5年"),
	(rule("学历与任职年限", min_years=5), facts(current_title_date="2021-01-01"), "不符合", "现满4年"),
	(rule("学历与任职年限", min_years=5), facts(appointed_on="2010-01-01"), "无法判断", "没有填写取得资格时间"),
	(rule("学历与任职年限", min_years=5, years_from="聘任时间"), facts(appointed_on="2010-01-01"), "符合", "聘任时间"),
	(rule("年度考核"), facts(years("合格", "优秀", "称职", "合格", "合格")), "符合", "合格以上5年"),
	(rule("年度考核"), facts(years("合格", "合格", "基本合格", "合格", "合格")), "不符合", "现有4年"),
	(rule("年度考核"), facts(years("合格", "合格")), "无法判断", "现有2年"),
	(rule("年度考核", grade="优秀", min_count=1, threshold=3), facts(years("合格", "优秀", "合格")), "符合", "优秀1年"),
	(rule("年度考核", grade="优秀", min_count=1, threshold=3), facts(years("合格", "合格", "合格", "优秀")), "不符合", "现有0年"),
	(rule("继续教育学时", threshold=90), facts(ce_hours=90), "符合", "90"),
	(rule("继续教育学时", threshold=90), facts(ce_hours=72), "不符合", "现填72学时"),
	(rule("继续教育学时", threshold=90), facts(ce_hours=0), "无法判断", "没有填写"),
	(rule("职业资格", keyword="执业医师、护士执业"), facts(current_title="执业医师"), "符合", "执业医师"),
	(rule("职业资格", keyword="执业医师、护士执业"), facts(current_title="主治医师"), "无法判断", "请自行核对"),
	(rule("考试合格", keyword="水平能力测试"), facts({"exam": [{"exam_type": "水平能力测试", "passed": 1}]}), "符合", "水平能力测试"),
	(rule("考试合格", keyword="水平能力测试"), facts({"exam": [{"exam_type": "水平能力测试", "passed": 0}]}), "不符合", "没有登记为合格"),
	(rule("从事专业年限", min_years=10), facts(years_in_speciality=12), "符合", "12年"),
	(rule("从事专业年限", min_years=10), facts(years_in_speciality=9), "不符合", "现填9年"),
	(rule("从事专业年限", min_years=10), facts(), "无法判断", "没有填写"),
	(rule("论文著作", min_count=1, keyword="论文"), facts({"publication": [{"pub_date": "2022-01-01", "kind": "论文"}]}), "符合", "1件"),
	(rule("论文著作"), facts({"publication": [{"pub_date": "2019-01-01"}]}, current_title_date="2020-01-01"), "不符合", "现有0件"),
	(rule("业绩成果", min_count=2), facts({"achievement_after": [{}, {}]}), "符合", "2件"),
)  # fmt: skip


class TestRules(unittest.TestCase):
	def test_each_kind_of_condition(self):
		for one, known, outcome, said in TABLE:
			with self.subTest(kind=one.kind, outcome=outcome, said=said):
				(answer,) = eligibility.judge_all([one], known)
				self.assertEqual(answer["outcome"], outcome, answer)
				self.assertIn(said, answer["why"] + answer["used"])
				self.assertEqual(answer["texts"], ["原文"])

	def test_one_row_of_a_group_is_enough(self):
		education = {"education": [{**MASTER, "end_date": "2015-07-01"}]}
		for since, outcome in (("2021-12-31", "符合"), ("2023-01-01", "不符合"), (None, "无法判断")):
			with self.subTest(since=since):
				(answer,) = eligibility.judge_all(ALTERNATIVES, facts(education, current_title_date=since))
				self.assertEqual((answer["outcome"], len(answer["texts"])), (outcome, 3))

	def test_who_applies_by_exception_is_advised_otherwise(self):
		rules = [*ALTERNATIVES, rule("论文著作", min_count=2, applies_to="破格申报"), rule("继续教育学时", threshold=90)]
		known = {"tables": {"education": [BACHELOR]}, "current_title_date": "2024-01-01", "ce_hours": 60}
		ordinary = eligibility.judge_all(rules, facts(**known))
		self.assertEqual([answer["outcome"] for answer in ordinary], ["不符合", "不符合"])
		exceptional = eligibility.judge_all(rules, facts(**known, declare_type="破格"))
		self.assertEqual([answer["outcome"] for answer in exceptional], ["按破格办理", "不符合", "不符合"])
		self.assertIn("破格理由", exceptional[0]["why"])

	def test_a_rule_of_another_sub_level_is_left_out(self):
		rules = [rule("从事专业年限", min_years=10, sub_level="正高级")]
		self.assertEqual(eligibility.judge_all(rules, facts(sub_level="副高级")), [])

	def test_a_rule_without_its_number_is_refused(self):
		for kind in ("学历与任职年限", "继续教育学时", "从事专业年限", "职业资格", "考试合格"):
			with self.subTest(kind=kind), self.assertRaisesRegex(Refusal, "第1行"):
				eligibility.require_sound([rule(kind)])


class TestCase(DossierTestCase):
	def test_reviewers_are_told_of_what_was_submitted_alone(self):
		notice = frappe.get_doc("Evaluation Notice", self.row().notice)
		notice.set("eligibility_rules", [])
		notice.append("eligibility_rules", {"kind": "继续教育学时", "threshold": 90, "rule_text": "每年不少于90学时"})
		notice.save(ignore_permissions=True)
		self.assertEqual(self.judged(), ("符合", "继续教育学时(每年)：96"))
		cases.submit(self.application)
		with self.as_user(cases.clerk_of(self.application)) as clerk:
			self.assertEqual(self.judged(), ("符合", "继续教育学时(每年)：96"))
		cases.act(self.application, "拒绝", reason="请核对")
		frappe.db.set_value("Application Dossier", self.row().name, "ce_hours", 20)
		with self.as_user(clerk):
			self.assertEqual(self.judged()[0], "符合")
		with self.as_user(self.user):
			self.assertEqual(self.judged()[0], "不符合")

	def judged(self) -> tuple[str, str]:
		(answer,) = eligibility.judge(self.application)
		return answer["outcome"], answer["used"]
