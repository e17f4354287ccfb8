"""The traps of Frappe that hang on a role, tried by a holder of each of the 18 roles and by the three administrators.

What each trap is, and which other tests hold it: docs/security.md.
"""

import json
import time

import frappe

from zhicheng.constants import Role, State
from zhicheng.domain import column_names
from zhicheng.domain.people import identity
from zhicheng.setup import demo
from zhicheng.setup.demo import world
from zhicheng.tests.accounts.test_admin_roles import AQ, SJ, WORD, XT, AdminCase
from zhicheng.tests.accounts.visitor import Visitor
from zhicheng.tests.permissions.digest import changed, digest
from zhicheng.tests.permissions.scene import ALONE, Scene

CASE, M = "Title Application", "/api/method/"
PASSED = State.PASSED.value
# what would run on an older Frappe when it is put where a name of a column is expected
SLEPT = 4
HOSTILE = ("sleep(4)", "(select sleep(4))", "name; drop table tabUnit", "1) or (1=1", "name desc, (select 1 from tabUser)", "`tabUser`.`name`")


def holders() -> dict[str, str]:
	"""Role → somebody who holds it, of the demo world and the scene: as few people as cover the 18 roles."""
	named = {person["member_name"] for person in world.people()} | {person[0] for person in ALONE}
	filters = {"status": "启用", "member_name": ["in", list(named)]}
	people = dict(frappe.get_all("Unit Member", filters=filters, fields=["name", "member_name"], as_list=True))
	held: dict[str, set[str]] = {}
	for row in frappe.get_all("Unit Member Role", filters={"parent": ["in", list(people)]}, fields=["parent", "role"]):
		held.setdefault(people[row.parent], set()).add(row.role)
	chosen: dict[str, str] = {}
	for person in sorted(held, key=lambda name: (-len(held[name]), name)):
		chosen |= {role: person for role in held[person] if role not in chosen and person not in ("测试停用",)}
	return chosen


class TestEveryRole(AdminCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.scene = Scene("submitted")
		cls.addClassCleanup(cls.scene.close)
		cls.case = cls.scene["submitted"]
		cls.held = holders()
		cls.visitors = {}
		for person in sorted(set(cls.held.values())):
			sealed = frappe.db.get_value("Unit Member", {"member_name": person}, "id_number")
			cls.visitors[person] = cls.entered(identity.unseal(sealed), demo.PASSWORD)
		for name in (XT, AQ, SJ):
			cls.visitors[name] = cls.entered(name, WORD)

	@staticmethod
	def entered(name: str, word: str) -> Visitor:
		visitor = Visitor()
		status, said = visitor.log_in(name, word)
		assert status == 200, (name, said)
		visitor.get("/my-logins")
		return visitor

	def user_of(self, who: str) -> str:
		return who if "@" in who else world.user(who) or frappe.db.get_value("Unit Member", {"member_name": who}, "user")

	def test_the_table_holds_every_role(self):
		self.assertEqual(set(self.held), {role.value for role in Role})

	def writes(self, user: str) -> list[tuple[str, str, str, dict]]:
		"""(trap, verb, address, values): none of them may change anything, whoever asks."""
		case, stored = self.case, frappe.get_doc(CASE, self.case).as_dict(convert_dates_to_str=True)
		forged = json.dumps({**stored, "workflow_state": PASSED}, default=str)
		file = frappe.db.get_value("Dossier Attachment", {"application": case}, "file")
		url = frappe.db.get_value("File", file, "file_url")
		stranger = world.user("市监经办")
		resource = "/api/resource/"
		return [
			("1 allow_edit", "put", f"{resource}{CASE}/{case}", {"data": json.dumps({"applicant_name": "x"})}),
			("2 last transition", "post", "frappe.model.workflow.apply_workflow", {"doc": json.dumps(stored, default=str), "action": "同意通过"}),
			("4 plain save", "post", "frappe.desk.form.save.savedocs", {"doc": forged, "action": "Save"}),
			("4 plain save", "post", "frappe.client.set_value", {"doctype": CASE, "name": case, "fieldname": "workflow_state", "value": PASSED}),
			("8 share", "post", "frappe.share.add", {"doctype": CASE, "name": case, "user": stranger, "read": 1, "write": 1}),
			("8 share", "post", "frappe.desk.form.assign_to.add", {"doctype": CASE, "name": case, "assign_to": json.dumps([stranger])}),
			("9 foreign file", "put", f"{resource}User/{user}", {"data": json.dumps({"user_image": url})}),
			("9 foreign file", "raw_post", f"{resource}File", {"data": json.dumps({"file_url": url, "is_private": 1})}),
			("10 owner of a file", "put", f"{resource}File/{file}", {"data": json.dumps({"is_private": 0})}),
			("16 own record", "put", f"{resource}User/{user}", {"data": json.dumps({"username": "x", "mobile_no": "13900000009", "new_password": "Xin@2026mima"})}),
			("16 own record", "put", f"{resource}User/{user}", {"data": json.dumps({"roles": [{"role": "System Manager"}, {"role": "安全管理员"}]})}),
			("17 user permission", "raw_post", f"{resource}User Permission", {"data": json.dumps({"user": user, "allow": "Unit", "for_value": world.unit("SC-HRSS")})}),
			("rules", "raw_post", f"{resource}Custom DocPerm", {"data": json.dumps({"parent": CASE, "role": "All", "write": 1})}),
			("rules", "post", "frappe.desk.doctype.system_console.system_console.execute_code", {"doc": json.dumps({"console": "1"})}),
		]  # fmt: skip

	def account(self, user: str) -> tuple:
		"""What stands for the person in his account; saving it by himself writes marks of Frappe's own beside."""
		stored = frappe.db.get_value("User", user, ["username", "user_image", "mobile_no", "enabled", "user_type", "first_name"])
		roles = frappe.get_all("Has Role", {"parent": user, "parenttype": "User"}, pluck="role", order_by="role")
		return (*[value or "" for value in stored], roles)

	def test_no_role_gets_past_the_rules_by_frappes_own_doors(self):
		before, answers = digest(notes=False), {}
		accounts = {who: self.account(self.user_of(who)) for who in self.visitors}
		for who, visitor in self.visitors.items():
			for trap, verb, address, values in self.writes(self.user_of(who)):
				answers.setdefault(trap, []).append((who, getattr(visitor, verb)(address, **values)[0]))
		after = digest(notes=False)
		found = set(changed(before, after)) - {"User", "DocShare", "Version"}
		self.assertEqual(found, set(), answers)
		self.assertEqual({who: self.account(self.user_of(who)) for who in self.visitors}, accounts)
		self.assertEqual(frappe.get_all("DocShare", {"share_doctype": ["!=", "User"]}), [])
		self.assertEqual({status for _who, status in answers["17 user permission"]} & {200}, set())
		self.refresh()
		for who, visitor in self.visitors.items():
			self.assertEqual(visitor.who(), self.user_of(who), "his session was ended by a new password")

	def test_no_count_tells_more_than_the_list(self):
		"""Trap 11: with a filter a count answers any guess."""
		number = frappe.db.get_value("Unit Member", world.member("测试甲"), "id_hash")
		for who, visitor in self.visitors.items():
			for doctype, filters in (("User", {"name": ["like", "%a%"]}), ("Unit Member", {"id_hash": number}), ("Act Log", {})):
				with self.subTest(who=who, doctype=doctype):
					asked = {"doctype": doctype, "filters": json.dumps(filters)}
					status, answer = visitor.post("frappe.client.get_count", **asked)
					listed, rows = visitor.post("frappe.client.get_list", **asked, limit_page_length=0)
					most = len(rows.get("message") or []) if listed == 200 else 0
					self.assertLessEqual((answer.get("message") or 0) if status == 200 else 0, most)

	def test_no_role_prints_a_form_that_is_locked(self):
		"""Trap 12: who may read may print. The demo region prints after the check only."""
		for who, visitor in self.visitors.items():
			for address, values in (
				("/printview", {"doctype": CASE, "name": self.case}),
				(f"{M}zhicheng.api.print.application_pdf", {"name": self.case}),
			):
				with self.subTest(who=who, address=address):
					_status, answer = visitor.get(address, **values)
					told = json.dumps(answer, ensure_ascii=False)
					self.assertFalse("专业技术职务任职资格" in told or "%PDF" in told)

	def test_no_column_is_a_place_for_sql(self):
		"""Words that would run where the name of a column belongs: refused, or taken for nothing."""
		for who, words in ((self.held[Role.APPLICANT.value], HOSTILE[:2]), (self.held[Role.PROVINCE_HRSS.value], HOSTILE)):
			for word in words:
				for place in ("order_by", "group_by", "fields", "filters", "limit_start"):
					value = {"fields": json.dumps([word]), "filters": json.dumps([[word, "=", "1"]])}.get(place, word)
					began = time.monotonic()
					status, answer = self.visitors[who].post("frappe.client.get_list", doctype="Unit", **{place: value})
					with self.subTest(who=who, place=place, word=word):
						self.assertLess(time.monotonic() - began, SLEPT)
						self.assertNotIn("@title.invalid", json.dumps(answer.get("message") or "") if status == 200 else "")
						if place in column_names.PLACES and not column_names.is_plain(word):
							self.assertEqual(status, 403)
		for text in ("modified desc", "`tabUnit`.`lft` asc, creation", "`tabUnit Member`.`member_name`", "_aggregate_column desc", "idx"):
			self.assertTrue(column_names.is_plain(text), text)
