"""The portal's verbs over HTTP: token, method, owner, and answers a page can use."""

import frappe

from zhicheng.tests import factories
from zhicheng.tests.portal.base import PortalTestCase, take_away
from zhicheng.tests.portal.client import Visitor, said

WRITERS = (
	"portal.start",
	"portal.save_section",
	"portal.check",
	"portal.submit",
	"portal.withdraw",
	"portal.discard",
	"portal.delete_process",
	"files.upload",
	"files.cancel",
)


class TestDoors(PortalTestCase):
	def test_writers_refuse_get(self):
		for method in WRITERS:
			with self.subTest(method):
				answer = self.visitor.get(f"/api/method/zhicheng.api.{method}?application={self.application}")
				self.assertEqual(answer.status_code, 403)

	def test_guests_are_refused(self):
		for method in (*WRITERS, "files.proof"):
			with self.subTest(method):
				answer = Visitor().post(f"zhicheng.api.{method}", application=self.application)
				self.assertIn(answer.status_code, (401, 403))

	def test_a_request_without_the_pages_token_is_refused(self):
		thief = Visitor().log_in("测试甲")
		thief.page("/portal")
		thief.token = ""

		answer = thief.post("zhicheng.api.portal.discard", application=self.application)

		self.assertEqual(answer.status_code, 400)
		self.assertTrue(frappe.db.exists("Title Application", self.application))

	def test_somebody_else_changes_nothing(self):
		values = {"application": self.application, "step": 0, "token": factories.token()}
		for person in ("测试壬", "卫生院经办"):
			stranger = Visitor().log_in(person)
			stranger.page("/portal")
			for method, more in (
				("save_section", {"section": "basic_info", "values": {"birth_place": "x"}, "revision": 1}),
				("check", {}),
				("submit", values),
				("withdraw", values),
				("discard", {}),
				("delete_process", {**values, "confirm": "删除流程"}),
			):
				with self.subTest(f"{person} {method}"):
					answer = stranger.post(f"zhicheng.api.portal.{method}", **{"application": self.application, **more})
					self.assertIn(answer.status_code, (403, 404, 417))
		self.assertEqual(frappe.db.get_value("Title Application", self.application, "workflow_state"), "草稿")

	def test_the_state_is_set_by_no_other_door(self):
		address = f"/api/resource/Title Application/{self.application}"
		self.assertIn(self.visitor.put(address, workflow_state="已通过").status_code, (403, 417))
		dossier = frappe.db.get_value("Title Application", self.application, "dossier")
		address = f"/api/resource/Application Dossier/{dossier}"
		self.assertEqual(self.visitor.get(address).status_code, 403)
		self.assertEqual(self.visitor.put(address, birth_place="x").status_code, 403)
		self.assertEqual(self.visitor.delete(address).status_code, 403)


class TestAnswers(PortalTestCase):
	def save(self, section: str, values: dict, revision: int = 1):
		return self.visitor.post(
			"zhicheng.api.portal.save_section",
			application=self.application,
			section=section,
			values=values,
			revision=revision,
		)

	def test_a_save_says_when_and_gives_the_new_revision(self):
		answer = self.save("basic_info", {"admin_post": "科长"}).json["message"]

		self.assertEqual(answer["revision"], 2)
		self.assertRegex(answer["saved_on"], r"^\d\d:\d\d$")
		self.assertEqual(self.save("basic_info", {"admin_post": "院长"}).status_code, 409)

	def test_wrong_values_come_back_by_field(self):
		answer = self.save("basic_info", {"work_start_date": "昨天"}, revision=2)

		self.assertEqual(answer.status_code, 417)
		self.assertEqual(answer.json["errors"][0]["fieldname"], "work_start_date")
		self.assertIn("不是有效日期", said(answer))

	def test_new_rows_come_back_with_their_names(self):
		rows = [{"name": "new-1", "values": {"exam_date": "2020-01-01", "subject": "外语"}}]
		answer = self.save("exam", {"rows": rows}).json["message"]

		self.assertIn(answer["names"]["new-1"], [row["name"] for row in answer["rows"]])
		self.assertTrue(all(row["revision"] for row in answer["rows"]))

	def test_a_submission_comes_back_with_what_is_missing(self):
		self.save("self_summary", {"summary_text": ""})
		step = frappe.db.get_value("Title Application", self.application, "step")

		answer = self.visitor.post(
			"zhicheng.api.portal.submit", application=self.application, step=step, token=factories.token()
		)

		self.assertEqual(answer.status_code, 417)
		missing = {item["fieldname"] for item in answer.json["missing"]}
		self.assertIn("summary_text", missing)


class TestJourney(PortalTestCase):
	PERSON = "测试壬"

	def act(self, verb: str, token: str = "", step: int | None = None, **more):
		frappe.db.rollback()
		if step is None:
			step = frappe.db.get_value("Title Application", self.application, "step")
		return self.visitor.post(
			f"zhicheng.api.portal.{verb}",
			**{"application": self.application, "step": step, "token": token or factories.token(), **more},
		)

	def state(self) -> str:
		frappe.db.rollback()
		return frappe.db.get_value("Title Application", self.application, "workflow_state")

	def test_submit_withdraw_submit_and_what_is_refused_between(self):
		token = factories.token()
		first = self.act("submit", token, step=0)
		self.assertEqual(first.status_code, 200)
		self.assertEqual(self.state(), "所在单位审核")
		again = self.act("submit", token, step=0)
		self.assertEqual(again.status_code, 200, "a second press gets the first answer")
		self.assertTrue(again.json["message"]["repeated"])
		self.assertEqual(self.act("submit", step=0).status_code, 409, "an old page is told so")
		self.assertEqual(self.act("delete_process", confirm="删除流程").status_code, 417)
		self.assertEqual(
			self.visitor.post("zhicheng.api.portal.discard", application=self.application).status_code, 417
		)
		page = self.visitor.page(f"/portal/progress?name={self.application}").text
		self.assertIn('data-act="withdraw"', page)
		self.assertNotIn('data-act="delete_process"', page)

		self.assertEqual(self.act("withdraw").status_code, 200)
		self.assertEqual(self.state(), "草稿")
		self.assertEqual(self.act("submit").status_code, 200)

	def test_a_second_application_of_the_level_is_refused(self):
		notice = frappe.db.get_value("Title Application", self.application, "notice")

		answer = self.visitor.post("zhicheng.api.portal.start", notice=notice)

		self.assertEqual(answer.status_code, 417)
		self.assertIn("每人每年每个级别只能申报一次", said(answer))


class TestDraftOfOnesOwn(PortalTestCase):
	PERSON = "测试庚"

	def test_a_draft_is_started_and_discarded(self):
		frappe.set_user("Administrator")
		notice = factories.create_notice(level="中级", series=factories.HEALTH)
		frappe.db.commit()
		self.addCleanup(frappe.db.commit)
		self.addCleanup(frappe.delete_doc, "Evaluation Notice", notice, force=True, ignore_permissions=True)

		made = self.visitor.post("zhicheng.api.portal.start", notice=notice).json["message"]["name"]
		self.addCleanup(take_away, made)
		page = self.visitor.page(f"/portal/dossier?name={made}&section=work").text
		self.assertIn("首页（基本信息）</h2>", page, "the other sections open after the first 保存数据")
		self.assertEqual(page.count("bag-shut"), 12)

		answer = self.visitor.post("zhicheng.api.portal.discard", application=made)
		self.assertEqual(answer.json["message"], {"gone": True})
