"""用户管理 as the manuals tell it, by real users over real requests: scope, roles, transfer, disabling, unlock and slip."""

import frappe

from zhicheng.constants import Role
from zhicheng.domain import settings
from zhicheng.domain.files import file_store
from zhicheng.domain.people import members
from zhicheng.domain.queries import applications
from zhicheng.setup import demo
from zhicheng.setup.demo import world
from zhicheng.tests.accounts.visitor import Visitor, sentence
from zhicheng.tests.browser import Browser, BrowserTestCase
from zhicheng.tests.factories import create_application, create_draft

# who is moved about and disabled here; nobody else's test needs him in his unit
PERSON, CLERK = "测试卯", "卫生院经办"


class TestUserManagement(BrowserTestCase):
	"""What the requests commit is put back."""

	def setUp(self):
		super().setUp()
		self.addCleanup(self.restore)

	def restore(self) -> None:
		frappe.db.rollback()
		frappe.set_user("Administrator")
		members.forget()
		for person, unit in ((PERSON, "MEK-CLINIC"), (CLERK, "MEK-CLINIC")):
			doc = frappe.get_doc("Unit Member", world.member(person))
			if doc.unit != world.unit(unit) or doc.status != "启用":
				doc.update({"unit": world.unit(unit), "status": "启用"}).save()
		frappe.db.set_value("Unit", world.unit("MEK-SOE"), "status", "启用")
		members.set_password(world.member(PERSON), demo.PASSWORD)
		frappe.db.delete("Sessions", {"user": ["in", [world.user(name) for name in (PERSON, CLERK, "水务经办")]]})
		frappe.db.commit()

	def put(self, browser: Browser, doctype: str, name: str, **values):
		return browser.resource(doctype, name, verb="PUT", **values)

	def who(self, browser: Browser) -> str:
		return browser.get("frappe.auth.get_logged_user").message or "Guest"

	def test_a_clerk_keeps_to_his_branch_and_never_helps_himself(self):
		health = Browser().log_in("马市卫健经办")
		own, stranger = world.member("马市卫健经办"), world.member("海风经办")
		for role in (Role.CITY_HRSS, Role.COUNTY_HRSS, Role.APPLICANT):
			with self.subTest(role=role):
				roles = [*frappe.get_roles(world.user("马市卫健经办")), role.value]
				self.assertFalse(health.post("zhicheng.api.members.assign_roles", member=own, roles=roles).is_ok)
				self.assertFalse(self.put(health, "Unit Member", own, member_roles=[{"role": role.value}]).is_ok)
		below = world.member(CLERK)
		for role in (Role.COUNTY_HRSS, Role.COUNTY_DEPARTMENT, Role.SENIOR_OFFICE, "System Manager"):
			with self.subTest(granted=role):
				answer = health.post("zhicheng.api.members.assign_roles", member=below, roles=[str(role)])
				self.assertIn("单位隶属关系不符", sentence(answer.json))
		for way in (
			lambda: health.post("zhicheng.api.members.assign_roles", member=stranger, roles=[Role.COUNTY_ENTERPRISE.value]),
			lambda: health.post("zhicheng.api.members.issue_first_password", member=stranger),
			lambda: health.post("zhicheng.api.members.issue_first_password", member=own),
			lambda: self.put(health, "Unit Member", stranger, status="停用"),
			lambda: self.put(health, "Unit", world.unit("MEK-SAMR"), unit_name="改名"),
			lambda: self.put(health, "Unit", world.unit("MEK-CLINIC"), parent_unit=world.unit("MEK-SAMR")),
			lambda: health.resource("Unit Member", stranger, verb="DELETE"),
			lambda: health.post("zhicheng.api.members.create", unit=world.unit("MEK-SAMR"), member_name="测试辰", id_number="510000198001028109"),
		):
			self.assertFalse(way().is_ok)
		frappe.db.rollback()
		self.assertEqual(frappe.db.get_value("Unit Member", stranger, "status"), "启用")
		listed = {row["name"] for row in health.resource("Unit", fields=["name"], limit_page_length=0).data}
		lft, rgt = frappe.db.get_value("Unit", world.unit("MEK-HEALTH"), ["lft", "rgt"])
		inside = set(frappe.get_all("Unit", {"lft": [">=", lft], "rgt": ["<=", rgt]}, pluck="name"))
		self.assertEqual(listed, inside)

	def test_transfer_by_the_common_superior_keeps_the_cases_and_ends_the_sessions(self):
		running = create_application(person=PERSON, level="高级")
		draft = create_draft(person=PERSON, level="中级")
		frappe.set_user("Administrator")
		frappe.db.commit()
		self.addCleanup(self.drop, running, draft)
		session, member, haifeng = Browser().log_in(PERSON), world.member(PERSON), world.unit("MEK-HAIFENG")
		old_clerk, above = Browser().log_in(CLERK), Browser().log_in("马市人社经办")

		for refused in (old_clerk, Browser().log_in("海风经办"), Browser().log_in("马市卫健经办"), session):
			self.assertFalse(self.put(refused, "Unit Member", member, unit=haifeng).is_ok)
		answer = self.put(above, "Unit Member", member, unit=haifeng)

		self.assertTrue(answer.is_ok, answer)
		frappe.db.rollback()
		self.assertEqual(self.who(session), "Guest")
		self.assertEqual(applications.case(running).unit, world.unit("MEK-CLINIC"))
		self.assertEqual(applications.case(draft).unit, haifeng)
		self.assertTrue(old_clerk.get("zhicheng.api.review.screen", application=running).is_ok)
		self.assertFalse(Browser().log_in("海风经办").get("zhicheng.api.review.screen", application=running).is_ok)
		anew = Browser().log_in(PERSON)
		for case in (running, draft):
			self.assertIn("测试", anew.page(f"/portal/dossier?name={case}").text)
			self.assertTrue(anew.page(f"/portal/progress?name={case}").is_ok, case)

	def drop(self, *cases: str) -> None:
		frappe.db.rollback()
		for file in frappe.get_all("Dossier Attachment", filters={"application": ["in", cases]}, pluck="file"):
			file_store.remove(file)
		for doctype in ("Approval Task", "Pending Queue", "Stage Opinion", "Dossier Snapshot", "Application Dossier", "Dossier Attachment"):
			frappe.db.delete(doctype, {"application": ["in", cases]})
		frappe.db.delete("Title Application", {"name": ["in", cases]})
		frappe.db.commit()

	def test_disabling_ends_the_sessions_of_a_person_and_of_a_unit(self):
		person, clerk = Browser().log_in(PERSON), Browser().log_in(CLERK)
		self.assertTrue(self.put(clerk, "Unit Member", world.member(PERSON), status="停用").is_ok)
		self.assertEqual((self.who(person), self.who(clerk)), ("Guest", world.user(CLERK)))

		water, above = Browser().log_in("水务经办"), Browser().log_in("市监经办")
		answer = self.put(above, "Unit", world.unit("MEK-SOE"), status="停用")
		self.assertTrue(answer.is_ok, answer)
		self.assertEqual(self.who(water), "Guest")

	def test_the_unit_above_unlocks_and_resets_with_a_slip(self):
		number = "510000198811030366"
		session = Browser().log_in(PERSON)
		for _try in range(settings.get("login_max_failures")):
			Visitor().log_in(number, "Cuo@2026mima")
		self.assertIn("分钟后再试", sentence(Visitor().log_in(number, demo.PASSWORD)[1]))

		slip = Browser().log_in(CLERK).post("zhicheng.api.members.issue_first_password", member=world.member(PERSON)).message

		self.assertEqual((slip["member_name"], slip["unit_name"]), (PERSON, "马尔康镇卫生院（测试）"))
		self.assertNotIn(number, str(slip))
		self.assertEqual(self.who(session), "Guest")
		self.assertEqual(Visitor().log_in(number, demo.PASSWORD)[0], 401)
		status, answer = Visitor().log_in(number, slip["password"])
		self.assertEqual((status, answer["message"]["next"]), (200, "/change-password"))
