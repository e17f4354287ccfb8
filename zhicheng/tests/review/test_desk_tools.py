"""What stands beside the acts: phrases and reasons, signatures, what changed between two rounds; POST for what writes."""

import frappe

from zhicheng.api import batch, desk_work, review
from zhicheng.constants import Action
from zhicheng.domain.approval import changes, opinion, phrases, signatures, submission
from zhicheng.domain.queries import applications
from zhicheng.exceptions import ActionNotAllowed, FileRefused, NotYourStage, OpinionMissing
from zhicheng.setup.demo import cases
from zhicheng.tests import factories
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.dossier import files

CLERK, UPPER, APPLICANT = "卫生院经办", "马市卫健经办", "测试甲"
READS = {"changed", "colleagues", "library", "substitution", "signature_pictures", "signature", "state", "recent"}


class TestMethods(ZhichengTestCase):
	def test_writes_are_post_only_and_nothing_is_for_guests(self):
		for method in frappe.whitelisted:
			if method.__module__ not in (desk_work.__name__, batch.__name__):
				continue
			with self.subTest(method.__name__):
				allowed = frappe.allowed_http_methods_for_whitelisted_func[method]
				self.assertEqual(allowed, ["GET"] if method.__name__ in READS else ["POST"])
				self.assertNotIn(method, frappe.guest_methods)

	def test_who_may_not_read_the_case_learns_nothing(self):
		application = factories.create_application(person=APPLICANT, stage="U")
		with self.as_user("德阳人社经办"):
			for method in (desk_work.open_case, desk_work.keep_open, desk_work.changed, desk_work.colleagues, desk_work.remind):
				with self.subTest(method.__name__), self.assertRaises(frappe.PermissionError):
					method(application=application)


class TestLibraries(ZhichengTestCase):
	def test_own_list_is_the_units_and_stands_before_the_general_one(self):
		with self.as_user(CLERK):
			desk_work.keep_library(kind="reasons", texts=["请核对公示日期。", " 请核对公示日期。 ", "请补充考核表。"])
			told = desk_work.library(kind="reasons", narrow="返回修改")
		self.assertEqual(told["own"], ["请核对公示日期。", "请补充考核表。"])
		with self.as_user(UPPER):
			self.assertEqual(desk_work.library(kind="reasons")["own"], [])
		with self.as_user(CLERK):
			desk_work.keep_library(kind="reasons", texts=["请补充考核表。"])
			self.assertEqual(desk_work.library(kind="reasons")["own"], ["请补充考核表。"])

	def test_general_reasons_fit_their_action(self):
		for action, text in (("返回修改", "只退一步"), ("拒绝", "退给申报人"), ("", "都可以")):
			row = {"doctype": phrases.REASON, "action": action, "text": text}
			frappe.get_doc(row).insert(ignore_permissions=True)
		with self.as_user(CLERK):
			general = desk_work.library(kind="reasons", narrow="拒绝")["general"]
		self.assertTrue({"退给申报人", "都可以"} <= set(general))
		self.assertNotIn("只退一步", general)

	def test_who_keeps_no_list(self):
		with self.as_user(APPLICANT), self.assertRaises(NotYourStage):
			desk_work.keep_library(kind="opinions", texts=["同意"])
		with self.as_user(CLERK):
			for wrong in ("同意", ["x" * 501], ["x"] * 51):
				with self.subTest(str(wrong)[:9]), self.assertRaises(ActionNotAllowed):
					phrases.keep_own(phrases.PHRASE, wrong)


class TestSignatures(ZhichengTestCase):
	def setUp(self):
		super().setUp()
		self.application = factories.create_application(person=APPLICANT, stage="U")

	def add(self) -> str:
		return signatures.add(leader_name="测试院长", content=files.png(), file_name="签字.png")["name"]

	def test_picture_stands_in_the_opinion_and_names_its_leader(self):
		with self.as_user(CLERK):
			name = self.add()
			opinion.save(self.application, {"U1": {"opinion": "合格", "signature": name, "leader_name": "别人"}})
			box = opinion.boxes(self.application)[0]
			self.assertEqual((box["leader_name"], box["signature"]), ("测试院长", name))
			self.assertEqual(desk_work.signature(name=name).mimetype, "image/png")
			desk_work.retire_signature(name=name)
			self.assertEqual(desk_work.signature_pictures(), [])
		with self.as_user(UPPER):
			self.assertEqual(desk_work.signature(name=name, application=self.application).mimetype, "image/png")

	def test_other_units_cannot_use_or_see_it(self):
		with self.as_user(CLERK):
			name = self.add()
		cases.approve(self.application)
		with self.as_user(UPPER):
			code = opinion.boxes(self.application)[0]["box_code"]
			with self.assertRaises(OpinionMissing):
				opinion.save(self.application, {code: {"signature": name}})
			with self.assertRaises(OpinionMissing):
				desk_work.signature(name=name)
		with self.as_user(APPLICANT), self.assertRaises(NotYourStage):
			desk_work.signature(name=name)

	def test_only_small_pictures(self):
		with self.as_user(CLERK), self.assertRaises(FileRefused):
			signatures.add(leader_name="测试院长", content=files.pdf(), file_name="签字.pdf")


class TestChanges(ZhichengTestCase):
	def test_first_round_has_none_and_the_second_names_each_field(self):
		application = factories.create_application(person=APPLICANT, stage="U")
		with self.as_user(CLERK):
			self.assertEqual(desk_work.changed(application=application)["changes"], [])
		cases.act(application, Action.REJECT, reason="请修改")
		self.resubmit(application)

		with self.as_user(CLERK):
			told = desk_work.changed(application=application)
			review.screen(application=application)

		self.assertEqual((told["round_no"], told["before"]), (2, 1))
		(change,) = [row for row in told["changes"] if row["section"] == "self_summary"]
		self.assertEqual((change["kind"], change["now"]), (changes.CHANGED, "改写后的综述。" * 40))

	def resubmit(self, application: str) -> None:
		case = applications.case(application)
		frappe.set_user(case.applicant)
		submission.withdraw(application, step=case.step, token=factories.token())
		frappe.db.set_value("Application Dossier", case.dossier, "summary_text", "改写后的综述。" * 40)
		cases.submit(application)

	def test_rows_are_told_apart_by_their_name(self):
		def section(*rows):
			made = [{"name": name, "fields": [{"fieldname": "a", "label": "甲", "text": text}], "files": proofs} for name, text, proofs in rows]
			return {"sections": [{"key": "work", "title": "工作经历", "rows": made}]}

		found = changes.compare(section(("r1", "x", []), ("r2", "y", ["f"])), section(("r2", "z", ["g"]), ("r3", "w", [])))

		kinds = [(row["row"], row["kind"], row["before"], row["now"]) for row in found]
		wanted = [(1, "修改", "y", "z"), (1, "附件有变化", "", ""), (2, "新增", "", "w"), (0, "删除", "x", "")]
		self.assertEqual(kinds, wanted)
