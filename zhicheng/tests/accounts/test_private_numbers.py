"""A user's telephone and ID number: masked at every door of Frappe, whole for who keeps the person and says why."""

import json

import frappe

from zhicheng.api import members as doors
from zhicheng.domain.audit import views
from zhicheng.domain.people import identity
from zhicheng.exceptions import ReasonMissing, RoleNotAllowed, UnitInvalid
from zhicheng.patches import sealed_mobiles
from zhicheng.setup import demo
from zhicheng.setup.demo import world
from zhicheng.tests import leaks
from zhicheng.tests.accounts.test_admin_roles import AQ, SJ, WORD, XT, AdminCase
from zhicheng.tests.accounts.visitor import Visitor

MEMBER = "Unit Member"
WHOLE = ["mobile", "id_number", "mobile_masked", "id_masked"]
# his own unit's clerk, the bureau above, the province; then the three administrators
VISITORS = {"卫生院经办": demo.PASSWORD, AQ: WORD, "马市人社经办": demo.PASSWORD, "省厅经办": demo.PASSWORD, XT: WORD, SJ: WORD}
ALL_DOORS = ("卫生院经办", AQ)


def _doors(member: str, user: str) -> list[tuple[str, str, dict]]:
	"""Every way of Frappe's to a person's record and to his account: (verb, address, arguments)."""
	asked = json.dumps(WHOLE)
	method = "/api/method/frappe."
	columns = json.dumps([f"`tab{MEMBER}`.`{name}`" for name in ("name", *WHOLE)])
	report = {"doctype": MEMBER, "fields": columns, "view": "Report", "start": 0, "page_length": 500}
	one = {"doctype": MEMBER, "name": member}
	return [
		("get", f"/api/resource/{MEMBER}/{member}", {}),
		("get", f"/api/resource/{MEMBER}", {"fields": asked, "limit_page_length": 500}),
		("get", f"/api/resource/{MEMBER}", {"fields": '["*"]', "limit_page_length": 500}),
		("get", f"/api/resource/User/{user}", {}),
		("get", "/api/resource/User", {"fields": '["*"]', "limit_page_length": 500}),
		("raw_post", f"{method}client.get", one),
		("raw_post", f"{method}client.get_value", {"doctype": MEMBER, "fieldname": asked, "filters": json.dumps({"name": member})}),
		("raw_post", f"{method}client.get_list", {"doctype": MEMBER, "fields": asked, "limit_page_length": 500}),
		("raw_post", f"{method}client.validate_link", {"doctype": MEMBER, "docname": member, "fields": asked}),
		("get", f"{method}desk.form.load.getdoc", one),
		("raw_post", f"{method}desk.reportview.get", report),
		("raw_post", f"{method}desk.reportview.get_list", report),
		("raw_post", f"{method}desk.reportview.export_query", {**report, "file_format_type": "CSV", "title": MEMBER}),
		("raw_post", f"{method}desk.search.search_link", {"doctype": MEMBER, "txt": "测试", "page_length": 500}),
		("raw_post", f"{method}desk.search.search_widget", {"doctype": MEMBER, "txt": "测试", "filter_fields": asked, "page_length": 500}),
		("raw_post", f"{method}desk.form.load.get_docinfo", one),
		("get", "/printview", one),
	]  # fmt: skip


def _number(person: str) -> str:
	return identity.unseal(frappe.db.get_value(MEMBER, world.member(person), "id_number"))


class TestPrivateNumbers(AdminCase):
	def setUp(self):
		super().setUp()
		self.member, self.user = world.member("测试甲"), world.user("测试甲")

	def test_no_door_shows_a_whole_number(self):
		"""What is sought is every number of the demo people, in plain text; the others try every fourth door."""
		sought = leaks.pattern()
		for who, word in VISITORS.items():
			visitor = Visitor()
			status, said = visitor.log_in(who if "@" in who else _number(who), word)
			self.assertEqual(status, 200, said)
			shown = ""
			for verb, path, values in _doors(self.member, self.user)[:: 1 if who in ALL_DOORS else 4]:
				with self.subTest(who=who, path=path):
					_status, answer = getattr(visitor, verb)(path, **values)
					text = json.dumps(answer, ensure_ascii=False)
					self.assertIsNone(sought.search(text))
					shown += text
			with self.subTest(who=who):
				# the audit administrator sees no people at all
				self.assertEqual("130****0023" in shown, who != SJ)

	def test_the_stored_number_answers_no_guess(self):
		stored = frappe.db.get_value(MEMBER, self.member, ["mobile", "mobile_masked"], as_dict=True)

		self.assertEqual((identity.unseal(stored.mobile), stored.mobile_masked), ("13000000023", "130****0023"))
		self.assertNotEqual(stored.mobile, identity.seal("13000000023"))
		with self.as_user("卫生院经办"):
			for value in ("13000000023", "130%", "%0000%"):
				self.assertEqual(frappe.get_list(MEMBER, filters={"mobile": ["like", value]}), [])

	def test_saving_a_masked_form_keeps_the_number(self):
		visitor = Visitor()
		visitor.log_in(_number("卫生院经办"), demo.PASSWORD)
		doc = visitor.get("/api/method/frappe.desk.form.load.getdoc", doctype=MEMBER, name=self.member)[1]["docs"][0]
		self.assertNotIn("mobile", {key for key, value in doc.items() if value})
		for more in ({}, {"mobile": "130****0023"}, {"mobile": "13900000000"}, {"mobile_masked": "x", "mobile": ""}):
			with self.subTest(more):
				sent = json.dumps({**doc, "job_title": f"医师{len(more)}", **more})
				status, answer = visitor.post("frappe.desk.form.save.savedocs", doc=sent, action="Save")
				self.assertEqual(status, 200, answer)
				self.refresh()
				kept = frappe.db.get_value(MEMBER, self.member, ["mobile", "mobile_masked", "job_title"], as_dict=True)
				self.assertEqual((identity.unseal(kept.mobile), kept.mobile_masked), ("13000000023", "130****0023"))
				doc = answer["docs"][0]
		self.addCleanup(self.commit)
		self.addCleanup(frappe.db.set_value, MEMBER, self.member, "job_title", "")

	def test_who_keeps_the_person_sees_both_numbers_and_the_log_says_why(self):
		for who in ("卫生院经办", "马市人社经办", AQ):
			with self.subTest(who), self.as_user(who) as user:
				for reason in ("", "看", "看" * 201):
					self.assertRaises(ReasonMissing, doors.reveal, self.member, reason)
				told = doors.reveal(self.member, f"电话核实{_number('测试甲')}")
				self.assertEqual(told, {"id_masked": _number("测试甲"), "mobile_masked": "13000000023"})
				[row] = frappe.get_all("Act Log", {"act": views.REVEAL, "user": user}, ["detail", "application"], limit=1)
				self.assertIn("测试甲", row.detail)
				self.assertIn("理由：电话核实510000********001X", row.detail)
		for who in ("海风经办", "测试甲", "测试乙", XT, SJ):
			with self.subTest(who), self.as_user(who):
				self.assertRaises((RoleNotAllowed, frappe.PermissionError), doors.reveal, self.member, "电话核实情况")
				self.assertRaises((RoleNotAllowed, frappe.PermissionError), doors.correct_mobile, self.member, "13900000009")

	def test_a_new_number_is_checked_sealed_and_masked(self):
		with self.as_user("卫生院经办"):
			for wrong in ("139", "139****0009", "1390000000x"):
				self.assertRaises(UnitInvalid, doors.correct_mobile, self.member, wrong)
			self.assertEqual(doors.correct_mobile(self.member, "13900000009"), {"mobile_masked": "139****0009"})
			self.assertEqual(doors.correct_mobile(self.member, ""), {"mobile_masked": ""})
		self.assertEqual(frappe.db.get_value(MEMBER, self.member, "mobile"), "")
		history = frappe.get_all("Version", {"ref_doctype": MEMBER, "docname": self.member}, pluck="data")
		self.assertNotIn("13900000009", str(history))

	def test_no_account_keeps_a_telephone(self):
		for who in (AQ, XT):
			with self.as_user(AQ):
				doc = frappe.get_doc("User", who)
				doc.update({"mobile_no": "13900000009", "phone": "13900000009"})
				doc.save(ignore_permissions=True)
			stored = frappe.db.get_value("User", who, ["mobile_no", "phone"])
			self.assertEqual([value or "" for value in stored], ["", ""])

	def test_numbers_of_earlier_versions_are_sealed(self):
		frappe.db.set_value(MEMBER, self.member, {"mobile": "13900000009", "mobile_masked": ""})
		version = frappe.get_doc({"doctype": "Version", "ref_doctype": MEMBER, "docname": self.member})
		version.update({"name": 987654321, "data": json.dumps({"changed": [["mobile", "13900000008", "13900000009"]]})})
		version.db_insert()

		for _time in range(2):
			sealed_mobiles.execute()

		row = frappe.db.get_value(MEMBER, self.member, ["mobile", "mobile_masked"], as_dict=True)
		self.assertEqual((identity.unseal(row.mobile), row.mobile_masked), ("13900000009", "139****0009"))
		self.assertNotIn("1390000000", frappe.db.get_value("Version", 987654321, "data"))
