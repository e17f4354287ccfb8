"""What stands beside the acts: phrases and reasons, signatures, what changed between two rounds; POST for what writes."""

import frappe

from zhicheng.api import batch, desk_work, libraries, presence, review
from zhicheng.api import signatures as doors
from zhicheng.api import substitutes as substitute_doors
from zhicheng.constants import Action
from zhicheng.domain.approval import changes, handover, opinion, opinion_keys, phrases, signatures, submission
from zhicheng.domain.people import members
from zhicheng.domain.queries import applications
from zhicheng.exceptions import ActionNotAllowed, FileRefused, NotYourStage, OpinionMissing
from zhicheng.setup.demo import cases
from zhicheng.tests import factories
from zhicheng.tests.approval import race
from zhicheng.tests.base import ZhichengTestCase
from zhicheng.tests.dossier import files

CLERK, UPPER, APPLICANT = "卫生院经办", "马市卫健经办", "测试甲"
READS = {"changed", "colleagues", "offered", "registered", "picture", "state", "recent"}
MODULES = {module.__name__ for module in (batch, desk_work, libraries, presence, doors, substitute_doors)}


class TestMethods(ZhichengTestCase):
	def test_writes_are_post_only_and_nothing_is_for_guests(self):
		for method in frappe.whitelisted:
			if method.__module__ not in MODULES:
				continue
			with self.subTest(method.__name__):
				allowed = frappe.allowed_http_methods_for_whitelisted_func[method]
				self.assertEqual(allowed, ["GET"] if method.__name__ in READS else ["POST"])
				self.assertNotIn(method, frappe.guest_methods)

	def test_applicant_does_not_learn_which_clerk_has_his_case_open(self):
		application = factories.create_application(person=APPLICANT, stage="U")
		with self.as_user(CLERK):
			presence.open_case(application=application)
		with self.as_user(APPLICANT):
			for method, values in (
				(presence.open_case, {"application": application}), (presence.keep_open, {"application": application}),
				(libraries.offered, {"kind": "opinions"}), (libraries.offered, {"kind": "reasons"}),
			):  # fmt: skip
				with self.subTest(method.__name__), self.assertRaises(NotYourStage):
					method(**values)

	def test_who_may_not_read_the_case_learns_nothing(self):
		application = factories.create_application(person=APPLICANT, stage="U")
		with self.as_user("德阳人社经办"):
			for method in (presence.open_case, presence.keep_open, desk_work.changed, desk_work.colleagues, desk_work.remind):
				with self.subTest(method.__name__), self.assertRaises(frappe.PermissionError):
					method(application=application)


class TestLibraries(ZhichengTestCase):
	def test_own_list_is_the_units_and_stands_before_the_general_one(self):
		with self.as_user(CLERK):
			libraries.keep(kind="reasons", texts=["请核对公示日期。", " 请核对公示日期。 ", "请补充考核表。"])
			told = libraries.offered(kind="reasons", narrow="返回修改")
		self.assertEqual(told["own"], ["请核对公示日期。", "请补充考核表。"])
		with self.as_user(UPPER):
			self.assertEqual(libraries.offered(kind="reasons")["own"], [])
		with self.as_user(CLERK):
			libraries.keep(kind="reasons", texts=["请补充考核表。"])
			self.assertEqual(libraries.offered(kind="reasons")["own"], ["请补充考核表。"])

	def test_saving_the_own_list_leaves_what_it_does_not_show(self):
		unit = members.member_of(factories.user(CLERK)).unit
		row = {"doctype": phrases.PHRASE, "unit": unit, "stage": "U", "text": "只在本环节"}
		frappe.get_doc(row).insert(ignore_permissions=True)
		with self.as_user(CLERK):
			self.assertEqual(libraries.offered(kind="opinions")["own"], [])
			libraries.keep(kind="opinions", texts=["同意上报。"])
			self.assertEqual(set(libraries.offered(kind="opinions", narrow="U")["own"]), {"只在本环节", "同意上报。"})

	def test_general_reasons_fit_their_action(self):
		for action, text in (("返回修改", "只退一步"), ("拒绝", "退给申报人"), ("", "都可以")):
			row = {"doctype": phrases.REASON, "action": action, "text": text}
			frappe.get_doc(row).insert(ignore_permissions=True)
		with self.as_user(CLERK):
			general = libraries.offered(kind="reasons", narrow="拒绝")["general"]
		self.assertTrue({"退给申报人", "都可以"} <= set(general))
		self.assertNotIn("只退一步", general)

	def test_who_keeps_no_list(self):
		with self.as_user(APPLICANT), self.assertRaises(NotYourStage):
			libraries.keep(kind="opinions", texts=["同意"])
		with self.as_user(CLERK):
			for wrong in ("同意", ["x" * 501], ["x"] * 51):
				with self.subTest(str(wrong)[:9]), self.assertRaises(ActionNotAllowed):
					phrases.keep_own(phrases.PHRASE, wrong)


class TestOpinionTexts(ZhichengTestCase):
	def test_kept_as_typed_at_the_first_save_as_at_the_second(self):
		application = factories.create_application(person=APPLICANT, stage="U")
		typed = "R&D <AI> 平台，a<b && c>d，&lt;b&gt; 是写出来的，<script>alert(1)</script>"
		with self.as_user(CLERK):
			for more in ("", "再写"):
				opinion.save(application, {"U1": {"opinion": f"{typed}\u202e\x07{more}", "leader_name": "<b>院长"}})
				box = opinion.boxes(application)[0]
				self.assertEqual((box["opinion"], box["leader_name"]), (typed + more, "<b>院长"))


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
			self.assertEqual(doors.picture(name=name).mimetype, "image/png")
		with self.as_user(APPLICANT), self.assertRaises(NotYourStage):
			doors.picture(name=name, application=self.application)
		with self.as_user(CLERK):
			values = cases.opinions_for(opinion.boxes(self.application))
			values["U1"].pop("leader_name")
			opinion.save(self.application, values)
			step = applications.case(self.application).step
			handover.act(self.application, Action.APPROVE, step=step, token=factories.token())
			doors.retire(name=name)
			self.assertEqual(doors.offered(), [])
		for person in (UPPER, APPLICANT):
			with self.subTest(person), self.as_user(person):
				self.assertEqual(doors.picture(name=name, application=self.application).mimetype, "image/png")

	def test_another_name_takes_the_picture_away(self):
		with self.as_user(CLERK):
			opinion.save(self.application, {"U1": {"signature": self.add()}})
			opinion.save(self.application, {"U1": {"opinion": "合格", "leader_name": "测试院长"}})
			self.assertTrue(opinion.boxes(self.application)[0]["signature"])
			opinion.save(self.application, {"U1": {"leader_name": "测试书记"}})
			box = opinion.boxes(self.application)[0]
		self.assertEqual((box["leader_name"], box["signature"]), ("测试书记", ""))

	def test_retired_picture_is_not_used_again(self):
		with self.as_user(CLERK):
			name = self.add()
			doors.retire(name=name)
			with self.assertRaisesRegex(OpinionMissing, "已停用"):
				opinion.save(self.application, {"U1": {"opinion": "合格", "signature": name}})
		self.assertFalse(frappe.db.exists("Stage Opinion", {"application": self.application, "signature": name}))

	def test_picture_is_no_file_for_other_doors(self):
		with self.as_user(CLERK) as user:
			file = frappe.get_doc("File", frappe.db.get_value("Signature Picture", self.add(), "file"))
			self.assertFalse(file.is_downloadable())
			self.assertFalse(frappe.has_permission("File", ptype="read", doc=file))
			doc = frappe.get_doc("User", user)
			doc.user_image = file.file_url
			doc.save(ignore_permissions=True)
		self.assertNotEqual(frappe.db.get_value("User", user, "user_image"), file.file_url)

	def test_other_units_cannot_use_or_see_it(self):
		with self.as_user(CLERK):
			name = self.add()
		cases.approve(self.application)
		with self.as_user(UPPER):
			code = opinion.boxes(self.application)[0]["box_code"]
			with self.assertRaises(OpinionMissing):
				opinion.save(self.application, {code: {"signature": name}})
			with self.assertRaises(OpinionMissing):
				doors.picture(name=name)
		with self.as_user(APPLICANT), self.assertRaises(NotYourStage):
			doors.picture(name=name)

	def test_only_small_pictures(self):
		with self.as_user(CLERK), self.assertRaises(FileRefused):
			signatures.add(leader_name="测试院长", content=files.pdf(), file_name="签字.pdf")


class TestOneOpinionForABox(ZhichengTestCase):
	def test_a_second_row_for_a_box_is_refused_by_the_database(self):
		application = factories.create_application(person=APPLICANT, stage="U")
		with self.as_user(CLERK):
			opinion.save(application, {"U1": {"opinion": "先写的"}})
		row = frappe.get_doc("Stage Opinion", {"application": application, "box_code": "U1", "is_draft": 1})
		with self.assertRaises(frappe.UniqueValidationError):
			frappe.get_doc({**row.as_dict(), "name": None, "__islocal": 1}).insert(ignore_permissions=True)

	def test_rows_from_before_the_key_make_room(self):
		"""Sorted as they are read: opinions given before drafts, the newest first."""
		rows = [
			frappe._dict(name=name, is_draft=is_draft, task="t", box_code=box)
			for name, is_draft, box in (("new", 0, "A"), ("old", 0, "A"), ("other", 0, "B"), ("draft", 1, "A"))
		]
		self.assertEqual(opinion_keys.in_the_way(rows), (["draft"], ["old"]))

	def test_two_first_savings_at_once_leave_one_row(self):
		template = factories.create_application(person=APPLICANT, stage="U")
		names = race.copy_cases(template, 3, prefix="opinion")
		frappe.db.commit()
		self.addCleanup(frappe.db.commit)
		self.addCleanup(race.remove_cases, [*names, template])
		clerk = factories.user(CLERK)

		def write(text):
			def act(name):
				frappe.db.get_value("Stage Opinion", {"application": name}, "name")
				opinion.save(name, {"U1": {"opinion": text}})

			return act

		for pair in race.run_pairs(names, write("甲写"), write("乙写"), (clerk, clerk)):
			self.assertEqual(pair, (None, None))
		frappe.db.rollback()
		for name in names:
			self.assertEqual(frappe.db.count("Stage Opinion", {"application": name, "box_code": "U1"}), 1)
		frappe.db.savepoint("before_test")


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

	def test_a_long_text_is_told_by_the_place_that_differs(self):
		same = "能够独立解决本专业较复杂的技术问题，" * 30
		self.assertEqual(changes.differing("甲", "乙"), ("甲", "乙"))
		before, now = changes.differing(f"{same}甲{same}", f"{same}乙乙{same}")
		self.assertEqual((before, now), ("…本专业较复杂的技术问题，甲能够独立解决本专业较复杂…", "…本专业较复杂的技术问题，乙乙能够独立解决本专业较复杂…"))
		self.assertEqual(changes.differing(same, same + "完。"), ("…本专业较复杂的技术问题，", "…本专业较复杂的技术问题，完。"))
		self.assertEqual([len(text) for text in changes.differing("甲" * 500, "乙" * 400)], [61, 61])
		self.assertEqual(changes.differing("", same), ("", same[:60] + "…"))

	def test_rows_are_told_apart_by_their_name(self):
		def section(*rows):
			made = [{"name": name, "fields": [{"fieldname": "a", "label": "甲", "text": text}], "files": proofs} for name, text, proofs in rows]
			return {"sections": [{"key": "work", "title": "工作经历", "rows": made}]}

		found = changes.compare(section(("r1", "x", []), ("r2", "y", ["f"])), section(("r2", "z", ["g"]), ("r3", "w", [])))

		kinds = [(row["row"], row["kind"], row["before"], row["now"]) for row in found]
		wanted = [(1, "修改", "y", "z"), (1, "附件有变化", "", ""), (2, "新增", "", "w"), (0, "删除", "x", "")]
		self.assertEqual(kinds, wanted)
