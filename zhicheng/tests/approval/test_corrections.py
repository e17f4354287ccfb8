"""Corrections: written with the act that sends back, shown to the applicant, closed when it is sent again."""

import frappe

from zhicheng.constants import Action
from zhicheng.domain.approval import corrections, submission
from zhicheng.domain.dossier.sections import BY_KEY
from zhicheng.domain.queries import applications, dossiers
from zhicheng.exceptions import ActionNotAllowed, CorrectionInvalid
from zhicheng.setup.demo import cases
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.factories import create_application, token


class TestCorrections(ZhichengTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.application = create_application(stage="CS")
		dossier = dossiers.dossier(cls.application)
		cls.row = dossiers.rows(dossier.name, BY_KEY["education"])[1]

	def items(self) -> list[dict]:
		return [
			{"section": "self_summary", "fieldname": "summary_text", "remark": "请写明近三年的业绩。"},
			{"section": "education", "row": self.row.name, "fieldname": "school", "remark": "与毕业证不一致。"},
			{"section": "education", "row": self.row.name, "fieldname": "attachment", "remark": "请上传清晰的扫描件。"},
		]

	def reject(self, items: list | None, *, action: str = Action.REJECT, reason: str = "请补正。") -> dict:
		return cases.act(self.application, action, reason=reason, corrections=items)

	def test_they_stay_until_the_case_is_sent_again(self):
		self.reject(self.items())
		found = corrections.open_for(self.application)
		self.assertEqual(
			[(row.section, row.message) for row in found],
			[
				("education", "第 2 行“毕业院校”：与毕业证不一致。"),
				("education", "第 2 行“附件：毕业证、学位证或学信网备案表”：请上传清晰的扫描件。"),
				("self_summary", "“个人专业技术水平及业绩综述”：请写明近三年的业绩。"),
			],
		)
		self.assertEqual(corrections.open_sections(self.application), {"education": 2, "self_summary": 1})
		self.assertEqual({row.unit_name for row in found}, {applications.last_done(self.application).unit_name})

		with self.as_user("测试甲"):
			submission.withdraw(self.application, step=self.step(), token=token())
			self.assertEqual(len(corrections.asked_of_applicant(self.application, "草稿")), 3)
			submission.submit(self.application, step=self.step(), token=token())
		self.assertEqual(corrections.open_for(self.application), [])
		closed = corrections.of_case(self.application)
		self.assertEqual({(row.resolved, row.round_no, bool(row.resolved_on)) for row in closed}, {(1, 1, True)})

	def test_one_step_back_waits_with_the_clerk_and_ends_when_its_stage_passes(self):
		self.reject(self.items()[:1], action=Action.RETURN)
		state = applications.case(self.application).workflow_state
		self.assertEqual(corrections.asked_of_applicant(self.application, state), [])
		cases.approve(self.application)
		self.assertEqual(len(corrections.open_for(self.application)), 1)
		cases.approve(self.application)
		self.assertEqual(corrections.open_for(self.application), [])

	def test_a_row_that_went_leaves_the_word_without_its_link(self):
		self.reject(self.items()[1:2])
		frappe.db.delete("Application Education", {"name": self.row.name})
		(found,) = corrections.open_for(self.application)
		self.assertEqual((found.row, found.row_no), ("", 2))

	def test_without_a_reason_the_items_are_the_reason(self):
		self.reject(self.items(), reason="")
		self.assertIn("共有3处需要补正", applications.last_done(self.application).reason)

	def test_what_points_nowhere_is_refused_and_nothing_is_written(self):
		good = self.items()[0]
		for items, sentence in (
			([{**good, "section": "nowhere"}], "没有选择"),
			([{**good, "fieldname": "id_hash"}], "没有第1条所指的字段"),
			([good, {**good, "row": "no-such-row"}], "没有第2条所指的那一行"),
			([{**self.items()[1], "row": "no-such-row"}], "所指的那一行"),
			([{**good, "remark": "  "}], "请写明第1条"),
			([{**good, "remark": "长" * 301}], "最多300字"),
			([{**good, "remark": 5}], "须是文字"),
			(["文字"], "无法识别"),
			({"section": "education"}, "最多列"),
			([good] * 61, "最多列 60 处"),
		):
			with self.subTest(sentence=sentence), self.assertRaisesRegex(CorrectionInvalid, sentence):
				self.reject(items)
		with self.assertRaises(ActionNotAllowed):
			cases.write_opinions(self.application)
			self.reject([good], action=Action.APPROVE)
		self.assertEqual(corrections.of_case(self.application), [])
		self.assertEqual(applications.case(self.application).current_stage, "CS")

	def test_places_name_sections_fields_rows(self):
		places = {place["section"]: place for place in corrections.places(self.application)}
		self.assertEqual(list(places), list(BY_KEY))
		self.assertIn({"fieldname": "mobile", "label": "联系电话"}, places["cover_page"]["fields"])
		self.assertEqual([row["row_no"] for row in places["education"]["rows"]], [1, 2])

	def step(self) -> int:
		return applications.case(self.application).step
